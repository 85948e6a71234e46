import type { CallTexts } from '@peerdesk/ui';
import { en as callEn } from '@peerdesk/ui/texts/en';
import { ko as callKo } from '@peerdesk/ui/texts/ko';
import { en } from './en.ts';
import { ko } from './ko.ts';
import type { Texts } from './texts.ts';

export type { Texts } from './texts.ts';

export type Locale = 'en' | 'ko';

/** Every word of the console, and those around cameras and calls that both sides share. */
export const TEXTS: Record<Locale, { readonly console: Texts; readonly call: CallTexts }> = {
  en: { console: en, call: callEn },
  ko: { console: ko, call: callKo },
};
