/** Browsers by where they keep the switch of a camera. */
export type BrowserFamily =
  | 'chromium'
  | 'chromium_android'
  | 'firefox'
  | 'safari'
  | 'ios_safari'
  | 'ios_other'
  | 'other';

/** Apps that open pages in a browser of their own, which often has no camera to give. */
export type InAppBrowser =
  | 'facebook'
  | 'instagram'
  | 'kakaotalk'
  | 'line'
  | 'naver'
  | 'wechat'
  | 'other';

export interface BrowserClues {
  readonly userAgent: string;
  /** An iPad says that it is a Mac; a Mac has no fingers. */
  readonly maxTouchPoints: number;
}

const IN_APP: readonly (readonly [InAppBrowser, RegExp])[] = [
  ['instagram', /Instagram/],
  ['facebook', /FBAN|FBAV|FB_IAB/],
  ['kakaotalk', /KAKAOTALK/i],
  ['line', /\bLine\//],
  ['naver', /NAVER\(inapp/i],
  ['wechat', /MicroMessenger/i],
  // An Android WebView says so itself; one of iOS lacks the name of a browser at its end.
  ['other', /; wv\)/],
  ['other', /\((?:iPhone|iPad|iPod)[^)]*\)(?!.*(?:Safari|CriOS|FxiOS|EdgiOS)\/)/],
];

/** @returns null for a browser that stands on its own */
export function inAppBrowserOf({
  userAgent,
}: Pick<BrowserClues, 'userAgent'>): InAppBrowser | null {
  return IN_APP.find(([, sign]) => sign.test(userAgent))?.[0] ?? null;
}

export function browserFamilyOf({ userAgent, maxTouchPoints }: BrowserClues): BrowserFamily {
  const iOS =
    /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
  // Every browser of iOS is Safari inside, and asks the system for permission.
  if (iOS) return /CriOS|FxiOS|EdgiOS|OPiOS/.test(userAgent) ? 'ios_other' : 'ios_safari';
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Chrome\/|Chromium\//.test(userAgent)) {
    return /Android/.test(userAgent) ? 'chromium_android' : 'chromium';
  }
  return /Safari\//.test(userAgent) ? 'safari' : 'other';
}

const here = (): BrowserClues => ({
  userAgent: globalThis.navigator?.userAgent ?? '',
  maxTouchPoints: globalThis.navigator?.maxTouchPoints ?? 0,
});

export const thisBrowserFamily = (): BrowserFamily => browserFamilyOf(here());

export const thisInAppBrowser = (): InAppBrowser | null => inAppBrowserOf(here());
