import type { RequestHandler } from 'express';
import { Problem } from './problem.ts';

/** May a page of this origin do what the sign-in cookie allows? Only our own pages may. */
export type IsOwnOrigin = (origin: string | undefined, host: string | undefined) => boolean;

/** @param publicUrl the address people use, as an origin */
export function createIsOwnOrigin(publicUrl: () => string): IsOwnOrigin {
  return (origin, host) => {
    // Browsers name the origin of every request that comes from another one.
    if (origin === undefined) return true;
    if (origin === publicUrl()) return true;
    const url = URL.parse(origin);
    return url !== null && url.host !== '' && url.host === host?.toLowerCase();
  };
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Keeps other websites from using a consultant's sign-in behind their back. */
export function requireOwnOrigin(isOwnOrigin: IsOwnOrigin): RequestHandler {
  return (request, _response, next) => {
    if (
      !READING.has(request.method) &&
      !isOwnOrigin(request.headers.origin, request.headers.host)
    ) {
      throw new Problem('origin_refused', 'Only pages of this server may change things.');
    }
    next();
  };
}
