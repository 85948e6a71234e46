import { type RequestHandler, type Response, Router } from 'express';
import { openStoredFiles, sendStored } from './stored-files.ts';

const LOADER_CACHE = 'public, max-age=300';
const CHUNK_CACHE = 'public, max-age=31536000, immutable';

/**
 * The widget, for pages of any origin, and the script of our own rooms: both under their fixed
 * names, what they load by content hash.
 */
export function createWidgetFiles(dist: string): Router {
  const files = openStoredFiles(dist);
  const router = Router();

  const serve =
    (pathOf: (rest: string) => string, cache: string): RequestHandler =>
    async (request, response, next) => {
      const { path } = request.params;
      const file = await files(pathOf(Array.isArray(path) ? path.join('/') : ''));
      if (!file) return next();
      allowAnyPage(response);
      response.set('Cache-Control', cache);
      sendStored(request, response, file);
    };

  router.get(
    '/widget.js',
    serve(() => 'widget.js', LOADER_CACHE),
    (_request, response) => {
      allowAnyPage(response);
      response
        .status(503)
        .set('Cache-Control', 'no-store')
        .type('js')
        .send('console.error("Peerdesk: the widget has not been built. Run pnpm build.");');
    },
  );
  router.get(
    '/room.js',
    serve(() => 'room.js', LOADER_CACHE),
  );
  router.get(
    '/widget/*path',
    serve((rest) => `widget/${rest}`, CHUNK_CACHE),
  );

  return router;
}

export function allowAnyPage(response: Response): void {
  response.set('Access-Control-Allow-Origin', '*');
  response.set('Cross-Origin-Resource-Policy', 'cross-origin');
}
