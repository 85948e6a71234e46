import { describe, expect, it } from 'vitest';
import { browserFamilyOf, inAppBrowserOf } from './browsers.ts';

const IOS = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15';
const ANDROID = 'Mozilla/5.0 (Linux; Android 15; SM-S921N';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64';
const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';

const BROWSERS = {
  chrome: `${WINDOWS}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36`,
  edge: `${WINDOWS}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`,
  chromeAndroid: `${ANDROID}) ${CHROME}`,
  samsung: `${ANDROID}) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
  firefox: `${WINDOWS}; rv:143.0) Gecko/20100101 Firefox/143.0`,
  firefoxAndroid: 'Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0',
  safari: `${MAC} (KHTML, like Gecko) Version/18.5 Safari/605.1.15`,
  iPhone: `${IOS} (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1`,
  chromeIphone: `${IOS} (KHTML, like Gecko) CriOS/140.0.0.0 Mobile/15E148 Safari/604.1`,
};

describe('where the switch is', () => {
  it.each([
    ['chrome', 'chromium'],
    ['edge', 'chromium'],
    ['chromeAndroid', 'chromium_android'],
    ['samsung', 'chromium_android'],
    ['firefox', 'firefox'],
    ['firefoxAndroid', 'firefox'],
    ['safari', 'safari'],
    ['iPhone', 'ios_safari'],
    ['chromeIphone', 'ios_other'],
  ] as const)('%s: %s', (name, family) => {
    expect(browserFamilyOf({ userAgent: BROWSERS[name], maxTouchPoints: 0 })).toBe(family);
  });

  it('knows an iPad that calls itself a Mac', () => {
    expect(browserFamilyOf({ userAgent: BROWSERS.safari, maxTouchPoints: 5 })).toBe('ios_safari');
  });

  it('has an answer for what nobody has heard of', () => {
    expect(browserFamilyOf({ userAgent: '', maxTouchPoints: 0 })).toBe('other');
  });
});

describe('a browser inside an app', () => {
  it.each([
    [`${IOS} (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/500.0.0]`, 'facebook'],
    [`${ANDROID}; wv) ${CHROME} [FB_IAB/FB4A;FBAV/500.0.0;]`, 'facebook'],
    [`${IOS} (KHTML, like Gecko) Mobile/15E148 Instagram 400.0.0 (iPhone16,1)`, 'instagram'],
    [`${ANDROID}; wv) ${CHROME};KAKAOTALK 2511000`, 'kakaotalk'],
    [`${IOS} (KHTML, like Gecko) Mobile/15E148 Safari Line/15.0.0`, 'line'],
    [`${ANDROID}; wv) ${CHROME} NAVER(inapp; search; 1000; 12.0.0)`, 'naver'],
    [`${IOS} (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50`, 'wechat'],
    [`${ANDROID}; wv) ${CHROME}`, 'other'],
    [`${IOS} (KHTML, like Gecko) Mobile/15E148`, 'other'],
  ])('is told by its words: %s', (userAgent, app) => {
    expect(inAppBrowserOf({ userAgent })).toBe(app);
  });

  it.each(Object.entries(BROWSERS))('is not taken for one: %s', (_, userAgent) => {
    expect(inAppBrowserOf({ userAgent })).toBeNull();
  });
});
