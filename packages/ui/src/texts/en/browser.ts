import type { BrowserTexts } from '../call-texts.ts';

export const browser: BrowserTexts = {
  whereToAllow: {
    chromium:
      'Click the symbol at the left of the address, switch on what is blocked, then try again.',
    chromium_android:
      'Tap the symbol at the left of the address, then Permissions, and allow what is blocked. Then try again.',
    firefox:
      'Click the crossed-out symbol beside the address, remove the block, then try again and choose “Allow”.',
    safari:
      'Open Safari › Settings for This Website, set what is blocked to “Allow”, then try again.',
    ios_safari:
      'Tap the symbol at the left of the address, then Website Settings, and set what is blocked to “Allow”. Then try again.',
    ios_other:
      'Open the Settings of the phone, choose this browser, switch on what is blocked, then try again.',
    other: 'Allow it in the settings that the browser keeps for this site, then try again.',
  },
  apps: {
    facebook: 'Facebook',
    instagram: 'Instagram',
    kakaotalk: 'KakaoTalk',
    line: 'LINE',
    naver: 'Naver',
    wechat: 'WeChat',
    other: 'This app',
  },
  insideApp: (app) =>
    `${app} has opened this page in a browser of its own, which cannot make calls.`,
  elsewhere: 'Copy the link and open it in Chrome, Edge, Firefox or Safari.',
  placeComesAlong: 'Your place in the queue comes along.',
  link: 'Link',
  copyLink: 'Copy link',
  copied: 'Copied. Now open your browser and paste it as the address.',
  notCopied: 'Please mark the link and copy it by hand.',
};
