import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';

/**
 * One line per request, told by its route's pattern: the address itself may hold an invitation's
 * token. Calls of the API at `info`, files and pages at `debug`.
 */
export function logRequests(log: Logger, clock: () => number): RequestHandler {
  return (request, response, next) => {
    const at = clock();
    const level = request.path.startsWith('/api/') ? 'info' : 'debug';
    response.once('close', () => {
      log[level](
        {
          method: request.method,
          route: routeOf(request),
          status: response.statusCode,
          ms: clock() - at,
          ...(!response.writableFinished && { aborted: true }),
        },
        'request',
      );
    });
    next();
  };
}

function routeOf(request: Request): string {
  const route: unknown = request.route?.path;
  return typeof route === 'string' ? `${request.baseUrl}${route}` : 'none';
}
