import type { IncomingMessage } from 'node:http';
import { type ConsultationId, FEEDBACK_LIFETIME_MS, type Feedback } from '@peerdesk/protocol';
import { afterCallSchemas } from '@peerdesk/protocol/after-call-schemas';
import { Router } from 'express';
import type { Callees } from '../storage/callees.ts';
import type { FeedbackStorage } from '../storage/feedback.ts';
import type { History } from '../storage/history.ts';
import { feedbackAnswer } from './answers.ts';
import { answerAnyOrigin, callableIn } from './callee-access.ts';
import { describeRoute } from './describe-route.ts';
import type { IsOwnOrigin } from './own-origin.ts';
import { Problem } from './problem.ts';
import { limitRate } from './rate-limit.ts';
import { bodyOf, jsonBody } from './request.ts';

export interface FeedbackParts {
  readonly callees: Callees;
  readonly history: Pick<History, 'past' | 'calleeOf'>;
  readonly feedback: FeedbackStorage;
  /** @returns null when this server did not make this ticket */
  readonly readTicket: (ticket: string) => ConsultationId | null;
  readonly isOwnOrigin: IsOwnOrigin;
  readonly clock: () => number;
  readonly addressOf: (request: IncomingMessage) => string;
}

const FEEDBACK = '/callees/:slug/feedback';

/**
 * What a caller says of the consultation afterwards, from every page that may call. To be mounted
 * before `requireOwnOrigin`: the ticket is the proof, no cookie counts here.
 */
export function createFeedbackRoute(parts: FeedbackParts): Router {
  const { callees, history, feedback, readTicket, isOwnOrigin, clock, addressOf } = parts;
  const router = Router();
  const limit = limitRate({ burst: 20, perMinute: 20 }, clock, addressOf);

  /** @throws {Problem} when this ticket's consultation is not one to be rated */
  const rateable = async (ticket: string, calleeId: string): Promise<ConsultationId> => {
    const id = readTicket(ticket);
    const found = id && (await history.calleeOf(id));
    if (!id || found?.calleeId !== calleeId) {
      throw new Problem(
        'invalid_ticket',
        'It was not issued for this desk, or what it was for is gone.',
      );
    }
    if (found.phase === 'going-on') {
      throw new Problem('still_going_on', 'Say how it was once it has ended.');
    }
    const past = await history.past(id);
    if (!past || past.startedAt === null) {
      throw new Problem('no_call', 'The two were never connected.');
    }
    if (past.erasedAt !== null || clock() - past.endedAt > FEEDBACK_LIFETIME_MS) {
      throw new Problem('feedback_closed', 'It is taken for a day after the end.');
    }
    return id;
  };

  router.options(FEEDBACK, answerAnyOrigin, (_request, response) => {
    response
      .set('Access-Control-Allow-Methods', 'POST')
      .set('Access-Control-Allow-Headers', 'Content-Type')
      .set('Access-Control-Max-Age', '86400');
    response.status(204).end();
  });

  describeRoute(router, `POST ${FEEDBACK}`, {
    summary: 'How the caller found the consultation; once, and only if there was a call',
    who: 'anyone',
    body: afterCallSchemas.feedback,
    answer: { status: 201, schema: feedbackAnswer },
    problems: [
      'unknown_callee',
      'origin_refused',
      'invalid_ticket',
      'still_going_on',
      'no_call',
      'feedback_given',
      'feedback_closed',
      'rate_limited',
    ],
  });
  // In this order, so that the page can read every refusal.
  router.post(FEEDBACK, answerAnyOrigin, limit, jsonBody);
  router.post(FEEDBACK, async (request, response) => {
    const callee = await callableIn(request, callees, isOwnOrigin);
    const { ticket, rating, comment } = bodyOf(request, afterCallSchemas.feedback);
    const id = await rateable(ticket, callee.id);
    const kept = await feedback.give(id, { rating, comment });
    if (kept.rating !== rating || kept.comment !== comment) {
      throw new Problem('feedback_given', 'It can be given once.');
    }
    response.status(201).json(kept satisfies Feedback);
  });

  return router;
}
