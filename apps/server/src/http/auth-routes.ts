import type { IncomingMessage } from 'node:http';
import { type NextFunction, type Request, type Response, Router } from 'express';
import { type Accounts, ADDRESS_HEADER } from '../accounts/accounts.ts';
import { Problem } from './problem.ts';
import { jsonBody } from './request.ts';

/**
 * The account library's routes that are open. Every other one (signing up first of all: accounts
 * come by the first start or by invitation) is shut, in whatever spelling it is asked for.
 */
const OPEN = new Map([
  ['/sign-in/email', 'POST'],
  ['/sign-out', 'POST'],
  ['/change-password', 'POST'],
  ['/get-session', 'GET'],
]);

const HOP_BY_HOP = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding']);

export interface AuthParts {
  readonly accounts: Accounts;
  readonly publicUrl: () => string;
  readonly addressOf: (request: IncomingMessage) => string;
}

export function createAuthRoutes({ accounts, publicUrl, addressOf }: AuthParts): Router {
  const router = Router();

  for (const [path, method] of OPEN) {
    router.all(path, jsonBody, async (request: Request, response: Response, next: NextFunction) => {
      if (request.method !== method) return next();
      const headers = new Headers();
      for (const [name, values] of Object.entries(request.headersDistinct)) {
        if (HOP_BY_HOP.has(name)) continue;
        for (const value of values ?? []) headers.append(name, value);
      }
      headers.set(ADDRESS_HEADER, addressOf(request));
      headers.set('content-type', 'application/json');

      const query = URL.parse(request.originalUrl, publicUrl())?.search ?? '';
      const body: unknown = request.body ?? {};
      const answer = await accounts.answer(
        new globalThis.Request(`${publicUrl()}/api/auth${path}${query}`, {
          method,
          headers,
          ...(method === 'POST' && { body: JSON.stringify(body) }),
        }),
      );

      response.status(answer.status);
      for (const [name, value] of answer.headers) {
        if (name !== 'set-cookie') response.set(name, value);
      }
      response.append('Set-Cookie', answer.headers.getSetCookie());
      response.send(Buffer.from(await answer.arrayBuffer()));
    });
  }

  router.use((request) => {
    throw request.path.toLowerCase().startsWith('/sign-up')
      ? new Problem('sign_up_closed', 'Use POST /api/v1/setup, or an invitation.')
      : new Problem('not_found', 'See docs/api.md for the addresses of the API.');
  });

  return router;
}
