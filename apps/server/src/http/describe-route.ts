import type { Router } from 'express';
import type { z } from 'zod';
import type { ProblemCode } from './problem.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

/** A route for whoever reads the API: what is validated and what is answered, by the same schemas. */
export interface RouteDescription {
  /** One line, as in `The notes of a consultation`. */
  readonly summary: string;
  /** `anyone` needs no sign-in; `signed-in` any; `consultant` answers for the callee in question. */
  readonly who: 'anyone' | 'signed-in' | 'consultant';
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer: {
    readonly status: 200 | 201 | 204 | 206 | 302;
    /** Left out: nothing, or nothing that a schema could say. */
    readonly schema?: z.ZodType;
    /** `application/json` unless said. */
    readonly type?: string;
  };
  /** Beside those that every route of its kind has. */
  readonly problems?: readonly ProblemCode[];
}

export interface DescribedRoute extends RouteDescription {
  readonly method: Method;
  /** As Express has it, `/callees/:slug`. */
  readonly path: string;
}

const described = new WeakMap<Router, DescribedRoute[]>();

/** Says what the route beside it is for; `GET /api/v1/openapi.json` tells everybody. */
export function describeRoute(
  router: Router,
  route: `${Method} /${string}`,
  description: RouteDescription,
): void {
  const at = route.indexOf(' ');
  const method = route.slice(0, at) as Method;
  const known = described.get(router) ?? [];
  described.set(router, [...known, { ...description, method, path: route.slice(at + 1) }]);
}

export function descriptionsOf(router: Router): readonly DescribedRoute[] {
  return described.get(router) ?? [];
}
