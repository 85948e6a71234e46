import { Router } from 'express';
import { fillIn } from './caller-pages.ts';
import { languageOf } from './language.ts';
import { PAGE_TEXTS } from './page-texts.ts';
import { sendPlainPage } from './plain-page.ts';
import { type Sources, setPagePolicy } from './security-headers.ts';
import { openStoredFiles } from './stored-files.ts';

/** `/r/<room>`: the same page for every room; which one it is, its script reads from the address. */
export function createRoomPage(folder: string, overrides: Sources): Router {
  const templates = openStoredFiles(folder);
  const router = Router();

  router.get('/r/:room', async (request, response) => {
    const language = languageOf(request);
    const template = await templates('room.html');
    if (!template) {
      return sendPlainPage(response, 503, { language, ...PAGE_TEXTS[language].notBuilt });
    }
    setPagePolicy(response, request.headers.host, overrides);
    const { title, words } = PAGE_TEXTS[language].room;
    // Whoever has the address may enter: it is told to nobody, kept by nobody, found by nobody.
    response.set('Referrer-Policy', 'no-referrer');
    response.set('Cache-Control', 'no-store').set('X-Robots-Tag', 'noindex');
    response.vary('Accept-Language');
    const values = { lang: language, title, noScript: words };
    response.type('html').send(fillIn(template.plain.toString(), values));
  });

  return router;
}
