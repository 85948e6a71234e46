import { pipeline } from 'node:stream/promises';
import type {
  ConsultantId,
  ConsultationId,
  HistoryPage,
  PastConsultation,
} from '@peerdesk/protocol';
import { Router } from 'express';
import { z } from 'zod';
import type { Audit } from '../storage/audit.ts';
import type { Callees } from '../storage/callees.ts';
import type { History, HistoryFilter, HistoryPosition, WholePast } from '../storage/history.ts';
import { END_REASONS, exportedAnswer, historyAnswer } from './answers.ts';
import { ownCallee } from './callee-access.ts';
import { CSV_BOM, csvHeader, csvLine } from './csv.ts';
import { describeRoute } from './describe-route.ts';
import { type Identify, queryOf } from './request.ts';

export interface HistoryParts {
  readonly callees: Callees;
  readonly history: History;
  readonly audit: Audit;
  readonly identify: Identify;
  readonly clock: () => number;
}

const PAGE = 50;
const MAX_PAGE = 200;
/** Enough for a quick export, few enough to hold. */
const EXPORT_PAGE = 500;

const instant = z.coerce.number().int().min(0);

const filters = z.object({
  search: z
    .string()
    .max(200)
    .optional()
    .describe('words of name, reason or notes; all must be there'),
  from: instant.optional().describe('joined at or after, epoch milliseconds'),
  to: instant.optional().describe('joined before, epoch milliseconds'),
  reason: z.enum(END_REASONS).optional(),
  tag: z.uuid().optional().describe('the id of an outcome tag'),
  consultant: z.string().max(100).optional().describe('their id'),
  recording: z.enum(['true', 'false']).optional(),
});

const pageQuery = filters.extend({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(PAGE),
  after: z
    .string()
    .regex(/^\d{1,15}\.[\da-f-]{36}$/, 'must be the `next` of a page')
    .optional()
    .describe('the `next` of the page before'),
});

/** The consultations of a callee that have ended: to look through, and to take away. */
export function createHistoryRoutes(parts: HistoryParts): Router {
  const { callees, history, audit, identify, clock } = parts;
  const router = Router();

  describeRoute(router, 'GET /callees/:slug/history', {
    summary: 'The consultations that have ended, the latest to have joined first',
    who: 'consultant',
    query: pageQuery,
    answer: { status: 200, schema: historyAnswer },
    problems: ['unknown_callee'],
  });
  router.get('/callees/:slug/history', async (request, response) => {
    const { callee } = await ownCallee(request, callees, identify);
    const { limit, after, ...query } = queryOf(request, pageQuery);
    const position = after === undefined ? undefined : positionIn(after);
    // One more than asked for tells whether there is another page.
    const found = await history.page(callee.id, filterOf(query), limit + 1, position);
    const listed = found.slice(0, limit);
    const last = listed.at(-1);
    const next = found.length > limit && last ? `${last.joinedAt}.${last.id}` : null;
    const page = { consultations: listed.map(rowOf), next };
    response.json(page satisfies HistoryPage);
  });

  /** Page after page, so that the whole is never held. */
  async function* pages(calleeId: string, filter: HistoryFilter): AsyncGenerator<WholePast[]> {
    let last: HistoryPosition | undefined;
    for (;;) {
      const page = await history.page(calleeId, filter, EXPORT_PAGE, last);
      if (page.length > 0) yield page;
      last = page.at(-1);
      if (page.length < EXPORT_PAGE) return;
    }
  }

  const fileName = (slug: string, ending: string) =>
    `${slug}-history-${new Date(clock()).toISOString().slice(0, 10)}.${ending}`;

  const noteExport = (calleeId: string, consultantId: ConsultantId) =>
    audit.note({ calleeId, consultantId, act: 'consultations_exported', subject: calleeId });

  describeRoute(router, 'GET /callees/:slug/history.csv', {
    summary: 'The same, whole, as a table for spreadsheets',
    who: 'consultant',
    query: filters,
    answer: { status: 200, schema: z.string(), type: 'text/csv' },
    problems: ['unknown_callee'],
  });
  router.get('/callees/:slug/history.csv', async (request, response) => {
    const { callee, consultant } = await ownCallee(request, callees, identify);
    const filter = filterOf(queryOf(request, filters));
    await noteExport(callee.id, consultant.id);
    response.attachment(fileName(callee.slug, 'csv')).type('text/csv; charset=utf-8');
    await pipeline(async function* () {
      yield CSV_BOM + csvHeader();
      for await (const page of pages(callee.id, filter)) yield page.map(csvLine).join('');
    }, response);
  });

  describeRoute(router, 'GET /callees/:slug/history.json', {
    summary: 'The same, whole, as JSON',
    who: 'consultant',
    query: filters,
    answer: { status: 200, schema: exportedAnswer },
    problems: ['unknown_callee'],
  });
  router.get('/callees/:slug/history.json', async (request, response) => {
    const { callee, consultant } = await ownCallee(request, callees, identify);
    const filter = filterOf(queryOf(request, filters));
    await noteExport(callee.id, consultant.id);
    response.attachment(fileName(callee.slug, 'json')).type('json');
    await pipeline(async function* () {
      let before = '[\n';
      for await (const page of pages(callee.id, filter)) {
        yield before + page.map((past) => JSON.stringify(past)).join(',\n');
        before = ',\n';
      }
      yield before === '[\n' ? '[]\n' : '\n]\n';
    }, response);
  });

  return router;
}

function filterOf(query: z.infer<typeof filters>): HistoryFilter {
  const { consultant, recording, ...rest } = query;
  return {
    ...rest,
    consultant: consultant as ConsultantId | undefined,
    recording: recording === undefined ? undefined : recording === 'true',
  };
}

function positionIn(after: string): HistoryPosition {
  const [joinedAt, id] = after.split('.');
  return { joinedAt: Number(joinedAt), id: id as ConsultationId };
}

/** What a row of the table shows: not the long texts. */
function rowOf({
  endMessage: _endMessage,
  notes: _notes,
  comment: _comment,
  ...past
}: WholePast): PastConsultation {
  return past;
}
