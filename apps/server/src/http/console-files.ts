import { type RequestHandler, Router } from 'express';
import { languageOf } from './language.ts';
import { PAGE_TEXTS } from './page-texts.ts';
import { sendPlainPage } from './plain-page.ts';
import { setPagePolicy } from './security-headers.ts';
import { openStoredFiles, sendStored } from './stored-files.ts';

/** Stands in the console's `index.html` where its styles need the nonce of this one response. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/** The console: its files, and its one page at every address that is nothing else. */
export function createConsoleFiles(dist: string): Router {
  const files = openStoredFiles(dist);
  const router = Router();

  router.get('/*path', async (request, response, next) => {
    const path = request.params.path.join('/');
    const file = path === 'index.html' ? null : await files(path);
    if (!file) return next();
    const hashed = path.startsWith('assets/');
    response.set('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    sendStored(request, response, file);
  });

  router.get('/{*path}', forPages, async (request, response) => {
    const page = await files('index.html');
    if (!page) {
      const language = languageOf(request);
      return sendPlainPage(response, 503, { language, ...PAGE_TEXTS[language].notBuilt });
    }
    const { nonce } = setPagePolicy(response, request.headers.host);
    response.set('Cache-Control', 'no-cache').type('html');
    response.send(page.plain.toString().replaceAll(NONCE_PLACEHOLDER, nonce));
  });

  return router;
}

/** Lets only through what may be a page of the console: somebody reads it, and it is no file. */
export const forPages: RequestHandler = (request, _response, next) => {
  const isFile = /\.[^/]*$/.test(request.path);
  const isOurs = /^\/(?:api|c|health|metrics|pages|socket\.io|widget)(?:\/|$)/.test(request.path);
  next(!isFile && !isOurs && request.accepts('html') ? undefined : 'router');
};
