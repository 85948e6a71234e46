import type { IncomingMessage } from 'node:http';
import { calleeSlug, LIMITS, line } from '@peerdesk/protocol/schemas';
import { Router } from 'express';
import { z } from 'zod';
import type { Accounts } from '../accounts/accounts.ts';
import type { SignUp } from '../accounts/sign-up.ts';
import { accountAnswer, setupAnswer } from './answers.ts';
import { describeRoute } from './describe-route.ts';
import type { MeOf } from './me-routes.ts';
import { fieldProblem, Problem } from './problem.ts';
import { limitRate } from './rate-limit.ts';
import { accountFields, bodyOf } from './request.ts';

export interface SetupParts {
  readonly accounts: Accounts;
  readonly signUp: SignUp;
  readonly setupCodeNeeded: boolean;
  readonly meOf: MeOf;
  readonly clock: () => number;
  readonly addressOf: (request: IncomingMessage) => string;
}

const setupRequest = accountFields.extend({
  deskName: line(LIMITS.name).min(1, 'must not be empty'),
  deskSlug: calleeSlug,
  setupCode: z.string().max(200).optional(),
});

const setupDone = () => new Problem('setup_done', 'Sign in, or ask a consultant to invite you.');

/** The first account, and with it the first desk. */
export function createSetupRoutes(parts: SetupParts): Router {
  const { accounts, signUp, setupCodeNeeded, meOf, clock, addressOf } = parts;
  const router = Router();

  describeRoute(router, 'GET /setup', {
    summary: 'Is the first account still to be made?',
    who: 'anyone',
    answer: { status: 200, schema: setupAnswer },
  });
  router.get('/setup', async (_request, response) => {
    const needed = await accounts.none();
    response.json({ needed, setupCodeNeeded: needed && setupCodeNeeded });
  });

  describeRoute(router, 'POST /setup', {
    summary: 'Makes the first account and the first callee; answers with the sign-in cookie',
    who: 'anyone',
    body: setupRequest,
    answer: { status: 201, schema: accountAnswer },
    problems: ['origin_refused', 'wrong_setup_code', 'setup_done', 'rate_limited'],
  });
  const limit = limitRate({ burst: 10, perMinute: 10 }, clock, addressOf);
  router.post('/setup', limit, async (request, response) => {
    if (!(await accounts.none())) throw setupDone();
    const body = bodyOf(request, setupRequest);
    const done = await signUp.setUp({
      ...body,
      setupCode: body.setupCode,
      address: addressOf(request),
    });
    if ('refused' in done) throw setupProblem(done.refused);
    response.append('Set-Cookie', [...done.cookies]);
    response.status(201).json({ me: await meOf({ id: done.id, ...body }) });
  });

  return router;
}

function setupProblem(
  refused: 'setup_done' | 'wrong_setup_code' | 'email_taken' | 'slug_taken',
): Problem {
  switch (refused) {
    case 'setup_done':
      return setupDone();
    case 'wrong_setup_code':
      return new Problem('wrong_setup_code', 'It was printed when the server started.', [
        { field: 'setupCode', message: 'is not the one printed when the server started' },
      ]);
    case 'email_taken':
      return fieldProblem({ field: 'email', message: 'has an account already' });
    case 'slug_taken':
      return fieldProblem({ field: 'deskSlug', message: 'is taken' });
    default:
      return refused satisfies never;
  }
}
