import type { IncomingHttpHeaders } from 'node:http';
import { LIMITS, personName } from '@peerdesk/protocol/schemas';
import express, { type Request, type RequestHandler } from 'express';
import { z } from 'zod';
import type { SignIn } from '../accounts/accounts.ts';
import { Problem, problemIn } from './problem.ts';

const BODY_LIMIT = '32kb';

export type Identify = (headers: IncomingHttpHeaders) => Promise<SignIn | null>;

/** Parses JSON bodies, and refuses what is not JSON rather than taking it for nothing. */
export const jsonBody: RequestHandler[] = [
  (request, _response, next) => {
    // `is` answers null when there is no body at all.
    if (request.is('json') === false) {
      throw new Problem('unsupported_media_type', 'Send Content-Type: application/json.');
    }
    next();
  },
  express.json({ limit: BODY_LIMIT }),
];

/** @throws {Problem} `invalid_fields`, naming every field that does not fit */
export function bodyOf<Body>(request: Request, schema: z.ZodType<Body>): Body {
  const body: unknown = request.body;
  return read(body ?? {}, schema);
}

/** @throws {Problem} `invalid_fields`, naming every parameter that does not fit */
export function queryOf<Query>(request: Request, schema: z.ZodType<Query>): Query {
  return read(request.query, schema);
}

function read<Value>(value: unknown, schema: z.ZodType<Value>): Value {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw problemIn(parsed.error);
  return parsed.data;
}

/** @throws {Problem} `not_signed_in` */
export async function signedIn(request: Request, identify: Identify): Promise<SignIn> {
  const signIn = await identify(request.headers);
  if (!signIn) throw new Problem('not_signed_in', 'Sign in first.');
  return signIn;
}

/** The fields of every new account. */
export const accountFields = z.object({
  name: personName,
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254, 'is too long')
    .pipe(z.email('must be an email address')),
  password: z
    .string()
    .min(LIMITS.password.min, `must have at least ${LIMITS.password.min} characters`)
    .max(LIMITS.password.max, `must have at most ${LIMITS.password.max} characters`),
});
