import { join } from 'node:path';
import { type Request, type Response, Router } from 'express';
import type { Callee, Callees } from '../storage/callees.ts';
import { languageOf } from './language.ts';
import { PAGE_TEXTS } from './page-texts.ts';
import { escapeHtml, sendPlainPage } from './plain-page.ts';
import { type Sources, setPagePolicy } from './security-headers.ts';
import { openStoredFiles, sendStored } from './stored-files.ts';

/** `/demo`, a page with a desk embedded, and `/c/<callee>`, the caller's side as a whole page. */
export function createCallerPages(folder: string, callees: Callees, overrides: Sources): Router {
  const templates = openStoredFiles(folder);
  const assets = openStoredFiles(join(folder, 'assets'));
  const router = Router();

  const sendTemplate = async (
    request: Request,
    response: Response,
    name: string,
    callee: Callee,
  ): Promise<void> => {
    const language = languageOf(request);
    const template = await templates(name);
    if (!template) {
      return sendPlainPage(response, 503, { language, ...PAGE_TEXTS[language].notBuilt });
    }
    setPagePolicy(response, request.headers.host, overrides);
    const values = { callee: callee.slug, calleeName: callee.name, lang: language };
    response.set('Cache-Control', 'no-cache').vary('Accept-Language');
    response.type('html').send(fillIn(template.plain.toString(), values));
  };

  router.get('/demo', async (request, response) => {
    const callee = await callees.first();
    if (callee) return sendTemplate(request, response, 'demo.html', callee);
    const language = languageOf(request);
    const { title, words, link } = PAGE_TEXTS[language].noDesk;
    return sendPlainPage(response, 404, { language, title, words, link: { to: '/', words: link } });
  });

  router.get('/c/:callee', async (request, response) => {
    const callee = await callees.bySlug(request.params.callee);
    if (callee) return sendTemplate(request, response, 'call.html', callee);
    const language = languageOf(request);
    return sendPlainPage(response, 404, { language, ...PAGE_TEXTS[language].unknownDesk });
  });

  router.get('/pages/*path', async (request, response, next) => {
    const file = await assets(request.params.path.join('/'));
    if (!file) return next();
    response.set('Cache-Control', 'no-cache');
    sendStored(request, response, file);
  });

  return router;
}

/** Replaces each `{{name}}` by its value, as HTML; one that has no value is left standing. */
export function fillIn(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
    const value = values[name];
    return value === undefined ? placeholder : escapeHtml(value);
  });
}
