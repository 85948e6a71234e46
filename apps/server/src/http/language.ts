import type { Request } from 'express';
import { LANGUAGES, type Language } from './plain-page.ts';

/** The language of ours that the browser likes best. */
export function languageOf(request: Request): Language {
  const liked = request.acceptsLanguages([...LANGUAGES]);
  return LANGUAGES.find((language) => language === liked) ?? 'en';
}
