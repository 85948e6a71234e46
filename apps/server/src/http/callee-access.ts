import type { Request, RequestHandler } from 'express';
import type { Callee, Callees, Consultant } from '../storage/callees.ts';
import type { IsOwnOrigin } from './own-origin.ts';
import { Problem } from './problem.ts';
import { type Identify, signedIn } from './request.ts';

/** Lets pages of any origin read the answer, a refusal too; without cookies. */
export const answerAnyOrigin: RequestHandler = (_request, response, next) => {
  response.set('Access-Control-Allow-Origin', '*');
  response.set('Access-Control-Expose-Headers', 'Retry-After');
  response.set('Cross-Origin-Resource-Policy', 'cross-origin');
  next();
};

/**
 * The callee of the address, for a page that may call it.
 *
 * @throws {Problem} `unknown_callee`, `origin_refused`
 */
export async function callableIn(
  request: Request,
  callees: Callees,
  isOwnOrigin: IsOwnOrigin,
): Promise<Callee> {
  const callee = await calleeIn(request, callees);
  if (!mayCall(callee, request, isOwnOrigin)) {
    throw new Problem('origin_refused', 'This desk does not allow pages of this origin.');
  }
  return callee;
}

/**
 * The callee of the address, for a consultant of it.
 *
 * @throws {Problem} `not_signed_in`, `unknown_callee`, `forbidden`
 */
export async function ownCallee(
  request: Request,
  callees: Callees,
  identify: Identify,
): Promise<{ readonly callee: Callee; readonly consultant: Consultant }> {
  const { consultant } = await signedIn(request, identify);
  const callee = await calleeIn(request, callees);
  if (!(await callees.answersFor(consultant.id, callee.id))) {
    throw new Problem('forbidden', 'You do not answer for this desk.');
  }
  return { callee, consultant };
}

async function calleeIn(request: Request, callees: Callees): Promise<Callee> {
  const { slug } = request.params;
  const callee = typeof slug === 'string' ? await callees.bySlug(slug) : null;
  if (!callee) throw new Problem('unknown_callee', 'No desk has this address.');
  return callee;
}

function mayCall(callee: Callee, { headers }: Request, isOwnOrigin: IsOwnOrigin): boolean {
  const { origin, host } = headers;
  if (callee.allowedOrigins.length === 0 || isOwnOrigin(origin, host)) return true;
  return origin !== undefined && callee.allowedOrigins.includes(origin);
}
