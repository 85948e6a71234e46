import { Router } from 'express';
import type { SignIn } from '../accounts/accounts.ts';
import type { Callee, Callees } from '../storage/callees.ts';
import { meAnswer } from './answers.ts';
import { describeRoute } from './describe-route.ts';
import { type Identify, signedIn } from './request.ts';

/** What a console learns of its consultant. */
interface Me {
  readonly consultant: SignIn['consultant'];
  readonly callees: readonly OwnCallee[];
}

/** A callee as its consultants see it. */
export type OwnCallee = Omit<Callee, 'id'>;

export type MeOf = (consultant: SignIn['consultant']) => Promise<Me>;

export function createMeOf(callees: Callees): MeOf {
  return async ({ id, name, email }) => ({
    consultant: { id, name, email },
    callees: (await callees.of(id)).map(ownCalleeOf),
  });
}

export function ownCalleeOf({ id: _id, ...own }: Callee): OwnCallee {
  return own;
}

/** Who is signed in. */
export function createMeRoutes(identify: Identify, meOf: MeOf): Router {
  const router = Router();

  describeRoute(router, 'GET /me', {
    summary: 'Who is signed in, and for which callees they answer',
    who: 'signed-in',
    answer: { status: 200, schema: meAnswer },
  });
  router.get('/me', async (request, response) => {
    const { consultant } = await signedIn(request, identify);
    response.json(await meOf(consultant));
  });

  return router;
}
