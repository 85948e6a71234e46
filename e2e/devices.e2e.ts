import { type Browser, expect, type Page } from '@playwright/test';
import { openBrowserWith, openPage } from './browser.ts';
import { DANA, goAvailable, Widget } from './people.ts';
import { expectMovingPicture } from './seeing.ts';
import { type Peerdesk } from './server.ts';
import { openDesk, test } from './story.ts';

let peerdesk: Peerdesk;
let browser: Browser;
let desk: Page;

test.beforeAll(async ({ consultants }) => {
  browser = consultants;
  ({ peerdesk, desk } = await openDesk(browser));
});

test.afterAll(() => peerdesk?.remove());

test('a browser inside an app says so, and its link continues the place in another browser', async () => {
  await goAvailable(desk);
  const inside = await openPage(browser, {
    userAgent:
      'Mozilla/5.0 (Linux; Android 15; SM-S921N; wv) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36;KAKAOTALK 2511000',
    permissions: ['clipboard-read', 'clipboard-write'],
    viewport: { width: 360, height: 740 },
  });
  await inside.context.addInitScript(() => {
    Reflect.deleteProperty(window, 'RTCPeerConnection');
  });
  await inside.page.goto(`${peerdesk.origin}/demo`);
  const there = new Widget(inside.page);
  await there.open();
  await expect(there.panel).toContainText('KakaoTalk has opened this page');
  await there.panel.getByRole('textbox', { name: 'Your name' }).fill('Ann');
  await there.panel.getByRole('button', { name: 'Join the queue' }).click();
  await there.expectPosition(1);
  await there.panel.getByRole('button', { name: 'Copy link' }).click();
  await expect(there.panel.getByText('Copied.')).toBeVisible();
  const link = await inside.page.evaluate(() => navigator.clipboard.readText());

  const { page, watched } = await openPage(browser);
  await page.goto(link);
  const here = new Widget(page);
  await here.expectPosition(1);
  expect(page.url()).toBe(`${peerdesk.origin}/c/acme-support`);
  expect(watched.requests.filter((url) => url.includes('ticket'))).toEqual([]);
  await desk.getByRole('button', { name: 'Accept next caller' }).click();
  await expectMovingPicture(here.call(DANA.name).getByLabel("Consultant's video"));
  await expectMovingPicture(desk.getByLabel("Caller's video"));
});

test('a permission given later is noticed by itself, and the denial says which switch it is', async () => {
  const asking = await openBrowserWith([
    '--use-fake-device-for-media-stream',
    '--deny-permission-prompts',
  ]);
  const { page, context } = await openPage(asking);
  await page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(page);
  await widget.open();
  await expect(widget.panel.getByRole('alert')).toBeVisible();

  await context.grantPermissions(['camera', 'microphone'], { origin: peerdesk.origin });
  await expect(widget.panel.getByRole('alert')).toHaveCount(0);
  await expectMovingPicture(widget.panel.getByLabel('Your camera preview'));
  await asking.close();
});
