import { randomBytes } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';

const HOST = /^[a-z0-9.-]+(?::\d+)?$|^\[[0-9a-f:]+\](?::\d+)?$/i;

/** For every response; a page has its own content policy besides, see `pagePolicy`. */
export function securityHeaders(publicUrl: () => string): RequestHandler {
  const common = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // Cross-origin isolation would keep pages from embedding the widget, and buys us nothing.
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
    // Only over HTTPS, where it can be kept: see below.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });

  return (request, response, next) => {
    response.set('Permissions-Policy', 'camera=(self), microphone=(self), display-capture=(self)');
    if (publicUrl().startsWith('https:')) {
      response.set('Strict-Transport-Security', 'max-age=31536000');
    }
    common(request, response, next);
  };
}

/** Where things may come from, by directive, as in `{ 'script-src': "'self'" }`. */
export type Sources = Readonly<Record<string, string>>;

/** What a page of ours may load and run. */
export interface PagePolicy {
  /** For the one inline style sheet of a page, as in `<style nonce="…">`. */
  readonly nonce: string;
}

/**
 * Sets a page's content policy.
 *
 * @param host the request's `Host`; sockets to it are named, for Safari does not take them for `'self'`
 * @param overrides directives that are not as usual
 */
export function setPagePolicy(
  response: Response,
  host: string | undefined,
  overrides: Sources = {},
): PagePolicy {
  const nonce = randomBytes(16).toString('base64');
  const sockets = host !== undefined && HOST.test(host) ? ` ws://${host} wss://${host}` : '';
  const directives = {
    'default-src': "'none'",
    // Telling a person from the background is WebAssembly's; it lets no text become a script.
    'script-src': "'self' 'wasm-unsafe-eval'",
    // Effects on the picture are painted in one that comes as text; see docs/effects.md.
    'worker-src': "'self' blob:",
    'style-src': `'self' 'nonce-${nonce}'`,
    // Pictures that came over a call, in memory.
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'media-src': "'self' blob:",
    'connect-src': `'self'${sockets}`,
    'manifest-src': "'self'",
    'form-action': "'self'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  };
  const policy = Object.entries({ ...directives, ...overrides })
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
  response.set('Content-Security-Policy', policy);
  return { nonce };
}
