import type { IncomingMessage } from 'node:http';
import type { CalleeStatus } from '@peerdesk/protocol';
import { LIMITS, line } from '@peerdesk/protocol/schemas';
import { Router } from 'express';
import { z } from 'zod';
import type { Callees } from '../storage/callees.ts';
import type { Invitations } from '../storage/invitations.ts';
import { invitationLinkAnswer, ownCalleeAnswer, statusAnswer } from './answers.ts';
import { answerAnyOrigin, callableIn, ownCallee } from './callee-access.ts';
import { describeRoute } from './describe-route.ts';
import { ownCalleeOf } from './me-routes.ts';
import type { IsOwnOrigin } from './own-origin.ts';
import { limitRate } from './rate-limit.ts';
import { bodyOf, type Identify } from './request.ts';

export interface CalleeParts {
  readonly callees: Callees;
  readonly invitations: Invitations;
  readonly identify: Identify;
  readonly isOwnOrigin: IsOwnOrigin;
  readonly publicUrl: () => string;
  readonly clock: () => number;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly consultantsAvailable: (calleeId: string) => Promise<number>;
  readonly waiting: (calleeId: string) => Promise<number>;
}

const MAX_ORIGINS = 50;

const days = z.int().min(1).max(LIMITS.retentionDays).nullable();

const calleeChange = z.object({
  name: line(LIMITS.name).min(1, 'must not be empty').optional(),
  allowedOrigins: z
    .array(z.string().max(300).transform(originOf))
    .max(MAX_ORIGINS, `must be at most ${MAX_ORIGINS}`)
    .transform((origins) => [...new Set(origins)])
    .optional(),
  recordings: z.enum(['never', 'ask_each_time', 'ask_when_joining']).optional(),
  onWithdrawal: z.enum(['keep', 'discard', 'ask']).optional(),
  recordingDays: days.optional(),
  personalDataDays: days.optional(),
});

/** What anyone may know of a callee, and what its consultants may change. */
export function createCalleeRoutes(parts: CalleeParts): Router {
  const { callees, invitations, identify, clock, addressOf } = parts;
  const router = Router();
  const limit = limitRate({ burst: 60, perMinute: 120 }, clock, addressOf);

  router.options('/callees/:slug', answerAnyOrigin, (_request, response) => {
    response.set('Access-Control-Allow-Methods', 'GET').set('Access-Control-Max-Age', '86400');
    response.status(204).end();
  });

  describeRoute(router, 'GET /callees/:slug', {
    summary: 'What anyone may know of a callee',
    who: 'anyone',
    answer: { status: 200, schema: statusAnswer },
    problems: ['unknown_callee', 'origin_refused', 'rate_limited'],
  });
  router.get('/callees/:slug', answerAnyOrigin, limit, async (request, response) => {
    const callee = await callableIn(request, callees, parts.isOwnOrigin);
    const [consultantsAvailable, waiting] = await Promise.all([
      parts.consultantsAvailable(callee.id),
      parts.waiting(callee.id),
    ]);
    const { slug, name, recordings } = callee;
    response.json({
      slug,
      name,
      consultantsAvailable,
      waiting,
      recordings,
    } satisfies CalleeStatus);
  });

  describeRoute(router, 'PATCH /callees/:slug', {
    summary: 'Changes what a callee is called, and which websites may call it',
    who: 'consultant',
    body: calleeChange,
    answer: { status: 200, schema: ownCalleeAnswer },
    problems: ['unknown_callee'],
  });
  router.patch('/callees/:slug', async (request, response) => {
    const { callee } = await ownCallee(request, callees, identify);
    const change = bodyOf(request, calleeChange);
    await callees.update(callee.id, change);
    response.json(ownCalleeOf((await callees.byId(callee.id)) ?? callee));
  });

  describeRoute(router, 'POST /callees/:slug/invitations', {
    summary: 'A link by which one more consultant joins the callee',
    who: 'consultant',
    answer: { status: 201, schema: invitationLinkAnswer },
    problems: ['unknown_callee'],
  });
  router.post('/callees/:slug/invitations', async (request, response) => {
    const { callee, consultant } = await ownCallee(request, callees, identify);
    const { token, expiresAt } = await invitations.create(callee.id, consultant.id);
    response.status(201).json({ url: `${parts.publicUrl()}/invite/${token}`, expiresAt });
  });

  return router;
}

/** The origin itself, in the one form that browsers send. */
function originOf(value: string, context: z.RefinementCtx): string {
  const url = URL.parse(value.trim());
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (!url || !isWeb || url.pathname !== '/' || url.search || url.hash || url.username) {
    context.addIssue('must be an origin, as in https://www.example.com');
    return z.NEVER;
  }
  return url.origin;
}
