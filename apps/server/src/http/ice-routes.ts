import type { IncomingMessage } from 'node:http';
import type { IceSettings } from '@peerdesk/protocol';
import { Router } from 'express';
import type { Callees } from '../storage/callees.ts';
import { iceAnswer } from './answers.ts';
import { answerAnyOrigin, callableIn } from './callee-access.ts';
import { describeRoute } from './describe-route.ts';
import type { IsOwnOrigin } from './own-origin.ts';
import { limitRate } from './rate-limit.ts';
import { type Identify, signedIn } from './request.ts';

/** Long enough for a test call, too short to be worth taking away. */
export const TEST_LIFETIME_SECONDS = 120;

/** How often one address gets them: whoever tests, and tests again. */
export const TESTS_PER_ADDRESS = { burst: 6, perMinute: 3 } as const;

/** For one test call; who is it for shows up in the relay's log. */
type IceOfTest = (tester: string) => IceSettings;

export interface CallableIceParts {
  readonly callees: Callees;
  readonly isOwnOrigin: IsOwnOrigin;
  readonly clock: () => number;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly iceOfTest: IceOfTest;
}

/**
 * Where a caller's test call may look for a path, before anybody joins a queue. Whoever may call
 * may use the relay for two minutes: a page that is no browser can say any origin, so what keeps
 * strangers from living on the relay is the short life of what they get, and how seldom.
 */
export function createCallableIceRoute(parts: CallableIceParts): Router {
  const router = Router();
  const limit = limitRate(TESTS_PER_ADDRESS, parts.clock, parts.addressOf);

  describeRoute(router, 'GET /callees/:slug/ice', {
    summary: 'STUN and TURN servers for a test call to oneself, with credentials for two minutes',
    who: 'anyone',
    answer: { status: 200, schema: iceAnswer },
    problems: ['unknown_callee', 'origin_refused', 'rate_limited'],
  });
  router.get('/callees/:slug/ice', answerAnyOrigin, limit, async (request, response) => {
    const { slug } = await callableIn(request, parts.callees, parts.isOwnOrigin);
    response.json(parts.iceOfTest(slug));
  });

  return router;
}

/** The same for a consultant, in the console. */
export function createIceRoute(identify: Identify, iceOfTest: IceOfTest): Router {
  const router = Router();

  describeRoute(router, 'GET /ice', {
    summary: 'STUN and TURN servers for a test call to oneself, with credentials for two minutes',
    who: 'signed-in',
    answer: { status: 200, schema: iceAnswer },
  });
  router.get('/ice', async (request, response) => {
    const { consultant } = await signedIn(request, identify);
    response.json(iceOfTest(consultant.id));
  });

  return router;
}
