import type { IncomingMessage } from 'node:http';
import type { LeaveMessageAnswer, LeftMessage, LeftMessages } from '@peerdesk/protocol';
import { schemas } from '@peerdesk/protocol/schemas';
import { Router } from 'express';
import { z } from 'zod';
import type { Callees } from '../storage/callees.ts';
import type { Messages } from '../storage/messages.ts';
import { leftAnswer, messageAnswer, messagesAnswer } from './answers.ts';
import { answerAnyOrigin, callableIn, ownCallee } from './callee-access.ts';
import { describeRoute } from './describe-route.ts';
import type { IsOwnOrigin } from './own-origin.ts';
import { Problem } from './problem.ts';
import { createRateCount, limitRate } from './rate-limit.ts';
import { bodyOf, type Identify, jsonBody, queryOf } from './request.ts';

export interface LeaveMessageParts {
  readonly callees: Callees;
  readonly messages: Messages;
  readonly isOwnOrigin: IsOwnOrigin;
  readonly clock: () => number;
  readonly addressOf: (request: IncomingMessage) => string;
}

const MESSAGES = '/callees/:slug/messages';

/**
 * Leaving a message, from every page that may call. To be mounted before `requireOwnOrigin`: no
 * cookie counts here, so no sign-in can be misused.
 */
export function createLeaveMessageRoute(parts: LeaveMessageParts): Router {
  const { callees, messages, isOwnOrigin, clock, addressOf } = parts;
  const router = Router();
  const limit = limitRate({ burst: 60, perMinute: 120 }, clock, addressOf);
  const countNew = createRateCount({ burst: 5, perMinute: 1 }, clock, addressOf);

  router.options(MESSAGES, answerAnyOrigin, (_request, response) => {
    response
      .set('Access-Control-Allow-Methods', 'POST')
      .set('Access-Control-Allow-Headers', 'Content-Type')
      .set('Access-Control-Max-Age', '86400');
    response.status(204).end();
  });

  describeRoute(router, `POST ${MESSAGES}`, {
    summary: 'Leaves a message for a callee, once per attempt',
    who: 'anyone',
    body: schemas.leaveMessage,
    answer: { status: 201, schema: leftAnswer },
    problems: ['unknown_callee', 'origin_refused', 'inbox_full', 'rate_limited'],
  });
  // In this order, so that the page can read every refusal.
  router.post(MESSAGES, answerAnyOrigin, limit, jsonBody);
  router.post(MESSAGES, async (request, response) => {
    const callee = await callableIn(request, callees, isOwnOrigin);
    const message = bodyOf(request, schemas.leaveMessage);
    let id = await messages.byAttempt(callee.id, message.attempt);
    if (id === null) {
      // A mistyped field and a repeated request cost nobody one of their few messages.
      countNew(request, response);
      id = await messages.leave(callee.id, message);
    }
    if (id === null) throw new Problem('inbox_full', 'Too many wait for an answer already.');
    response.status(201).json({ id } satisfies LeaveMessageAnswer);
  });

  return router;
}

export interface MessageParts {
  readonly callees: Callees;
  readonly messages: Messages;
  readonly identify: Identify;
}

const listQuery = z.object({ handled: z.enum(['true', 'false']).default('false') });

/** What a callee's consultants do with the messages left for it. */
export function createMessageRoutes({ callees, messages, identify }: MessageParts): Router {
  const router = Router();

  describeRoute(router, `GET ${MESSAGES}`, {
    summary: 'The messages left for a callee, newest first, at most 200',
    who: 'consultant',
    query: listQuery,
    answer: { status: 200, schema: messagesAnswer },
    problems: ['unknown_callee'],
  });
  router.get(MESSAGES, async (request, response) => {
    const { callee } = await ownCallee(request, callees, identify);
    const handled = queryOf(request, listQuery).handled === 'true';
    const [listed, unhandledCount] = await Promise.all([
      messages.list(callee.id, { handled }),
      messages.unhandledCount(callee.id),
    ]);
    response.json({ messages: listed, unhandledCount } satisfies LeftMessages);
  });

  describeRoute(router, `PATCH ${MESSAGES}/:id`, {
    summary: 'Marks a message as handled, or takes the mark away',
    who: 'consultant',
    body: schemas.markMessage,
    answer: { status: 200, schema: messageAnswer },
    problems: ['unknown_callee', 'unknown_message'],
  });
  router.patch(`${MESSAGES}/:id`, async (request, response) => {
    const { callee, consultant } = await ownCallee(request, callees, identify);
    const { handled } = bodyOf(request, schemas.markMessage);
    const { id } = request.params;
    const message = await messages.mark(callee.id, id, handled ? consultant.id : null);
    if (!message) throw new Problem('unknown_message', 'This desk has no such message.');
    response.json(message satisfies LeftMessage);
  });

  return router;
}
