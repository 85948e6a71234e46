import type { RequestHandler } from 'express';
import { languageOf } from './language.ts';
import { PAGE_TEXTS } from './page-texts.ts';
import { sendPlainPage } from './plain-page.ts';
import { Problem } from './problem.ts';

/** Where nothing else answered: words for people, a problem for programs. */
export const answerNotFound: RequestHandler = (request, response) => {
  const forProgram =
    request.path.startsWith('/api/') || request.accepts(['json', 'html']) === 'json';
  if (forProgram) throw new Problem('not_found', 'See docs/api.md for the addresses of the API.');
  const language = languageOf(request);
  sendPlainPage(response, 404, { language, ...PAGE_TEXTS[language].notFound });
};
