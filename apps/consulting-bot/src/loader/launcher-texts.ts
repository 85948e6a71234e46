/** The few words that are on the page before anything else is loaded. */
export const LAUNCHER_TEXTS = {
  en: {
    start: 'Start a video consultation',
    opening: 'Opening…',
    failed: 'Could not be opened. Try again',
  },
  ko: {
    start: '화상 상담 시작하기',
    opening: '여는 중…',
    failed: '열지 못했습니다. 다시 시도',
  },
} as const;
