import type { Locale } from './options.ts';

type LauncherTexts = readonly [start: string, opening: string, failed: string];

/** The few words that are on the page before anything else is loaded; in order, as names weigh. */
export const LAUNCHER_TEXTS: Readonly<Record<Locale, LauncherTexts>> = {
  en: ['Start a video consultation', 'Opening…', 'Could not be opened. Try again'],
  ko: ['화상 상담 시작하기', '여는 중…', '열지 못했습니다. 다시 시도'],
};
