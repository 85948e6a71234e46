import type { IncomingMessage } from 'node:http';
import { type Request, type Response, Router } from 'express';
import type { NotOpen, SignUp } from '../accounts/sign-up.ts';
import type { Callees } from '../storage/callees.ts';
import type { Invitations } from '../storage/invitations.ts';
import { accountAnswer, invitationAnswer } from './answers.ts';
import { describeRoute } from './describe-route.ts';
import type { MeOf } from './me-routes.ts';
import { fieldProblem, Problem } from './problem.ts';
import { limitRate } from './rate-limit.ts';
import { accountFields, bodyOf, type Identify } from './request.ts';

export interface InvitationParts {
  readonly signUp: SignUp;
  readonly callees: Callees;
  readonly invitations: Invitations;
  readonly identify: Identify;
  readonly meOf: MeOf;
  readonly clock: () => number;
  readonly addressOf: (request: IncomingMessage) => string;
}

/** For whoever holds an invitation's link. */
export function createInvitationRoutes(parts: InvitationParts): Router {
  const { signUp, callees, invitations, identify, meOf, clock, addressOf } = parts;
  const router = Router();
  const limit = limitRate({ burst: 30, perMinute: 30 }, clock, addressOf);

  describeRoute(router, 'GET /invitations/:token', {
    summary: 'Whom an invitation is from',
    who: 'anyone',
    answer: { status: 200, schema: invitationAnswer },
    problems: ['invitation_unknown', 'invitation_used', 'invitation_expired', 'rate_limited'],
  });
  router.get('/invitations/:token', limit, async (request, response) => {
    const invitation = await invitations.find(tokenIn(request));
    const callee = invitation && (await callees.byId(invitation.calleeId));
    if (!invitation || !callee) throw notOpenProblem('unknown');
    if (invitation.state !== 'open') throw notOpenProblem(invitation.state);
    response.json({ calleeName: callee.name, expiresAt: invitation.expiresAt });
  });

  const joinSignedIn = async (request: Request, response: Response): Promise<boolean> => {
    const body: unknown = request.body ?? {};
    if (typeof body !== 'object' || Object.keys(body ?? {}).length > 0) return false;
    const signIn = await identify(request.headers);
    if (!signIn) return false;
    const outcome = await signUp.acceptInvitationAs(tokenIn(request), signIn.consultant);
    if (outcome !== 'accepted') throw notOpenProblem(outcome);
    response.status(201).json({ me: await meOf(signIn.consultant) });
    return true;
  };

  describeRoute(router, 'POST /invitations/:token/accept', {
    summary: 'Makes an account for a callee; `{}` adds the callee to whoever is signed in',
    who: 'anyone',
    body: accountFields,
    answer: { status: 201, schema: accountAnswer },
    problems: [
      'origin_refused',
      'invitation_unknown',
      'invitation_used',
      'invitation_expired',
      'rate_limited',
    ],
  });
  router.post('/invitations/:token/accept', limit, async (request, response) => {
    if (await joinSignedIn(request, response)) return;
    const token = tokenIn(request);
    const invitation = await invitations.find(token);
    if (invitation?.state !== 'open') throw notOpenProblem(invitation?.state ?? 'unknown');
    const body = bodyOf(request, accountFields);
    const done = await signUp.acceptInvitation(token, { ...body, address: addressOf(request) });
    if ('refused' in done) {
      throw done.refused === 'email_taken'
        ? fieldProblem({ field: 'email', message: 'has an account already' })
        : notOpenProblem(done.refused);
    }
    response.append('Set-Cookie', [...done.cookies]);
    response.status(201).json({ me: await meOf({ id: done.id, ...body }) });
  });

  return router;
}

function tokenIn(request: Request): string {
  const { token } = request.params;
  return typeof token === 'string' ? token : '';
}

function notOpenProblem(why: NotOpen): Problem {
  switch (why) {
    case 'unknown':
      return new Problem('invitation_unknown', 'Check the link, or ask for another one.');
    case 'used':
      return new Problem('invitation_used', 'It opens once. Ask for another one.');
    case 'expired':
      return new Problem('invitation_expired', 'It was good for seven days. Ask for another one.');
    default:
      return why satisfies never;
  }
}
