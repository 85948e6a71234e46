import { type Browser, expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { openPage } from './browser.ts';
import { DANA, goAvailable, Widget } from './people.ts';
import { expectMovingPicture, expectSound } from './seeing.ts';
import { type Peerdesk } from './server.ts';
import { openDesk, test } from './story.ts';

let peerdesk: Peerdesk;
let callersBrowser: Browser;
let desk: Page;

test.beforeAll(async ({ callers, consultants }) => {
  callersBrowser = callers;
  ({ peerdesk, desk } = await openDesk(consultants));
  await goAvailable(desk);
});

test.afterAll(() => peerdesk?.remove());

test.afterEach(async () => {
  await desk.getByRole('button', { name: 'Hang up' }).click();
  await desk.getByRole('button', { name: 'Back to the queue' }).click();
});

/** Ann in a call with Dana. */
async function inCall(
  how: { readonly voiceOnly?: boolean; readonly context?: Parameters<typeof openPage>[1] } = {},
) {
  const { page, context, watched } = await openPage(callersBrowser, how.context);
  await page.goto(`${peerdesk.origin}/c/acme-support`);
  const widget = new Widget(page);
  await widget.join('Ann', { voiceOnly: how.voiceOnly ?? false });
  await desk.getByRole('button', { name: 'Accept next caller' }).click();
  const call = widget.call(DANA.name);
  const desksCall = desk.getByRole('region', { name: 'Call with Ann' });
  await expectSound(call.getByLabel("Consultant's video"));
  await expectSound(desksCall.getByLabel("Caller's video"));
  return { page, context, watched, call, desksCall };
}

/** The size of the picture that comes, as `1280x720`. */
const sizeOf = (video: ReturnType<Page['getByLabel']>) =>
  video.evaluate((element) => {
    const { videoWidth, videoHeight } = element as HTMLVideoElement;
    return `${videoWidth}x${videoHeight}`;
  });

const isHeard = (page: Page) =>
  page.evaluate(() =>
    (window.made?.tracks ?? []).some(
      ({ kind, readyState, enabled }) => kind === 'audio' && readyState === 'live' && enabled,
    ),
  );

test('a shared screen is seen by the other side, and the camera again afterwards', async () => {
  const { call, desksCall, context, watched } = await inCall();
  const shown = desksCall.getByLabel("Caller's video");
  await expect.poll(() => sizeOf(shown)).toBe('640x480');

  await call.getByRole('button', { name: 'Share screen' }).click();
  // A machine that is busy sends it smaller at first.
  await expect
    .poll(async () => (await sizeOf(shown)).startsWith('1280x'), { timeout: 40_000 })
    .toBe(true);
  await expectMovingPicture(shown);

  await call.getByRole('button', { name: 'Stop sharing' }).click();
  await expect.poll(async () => (await sizeOf(shown)).endsWith('x480')).toBe(true);
  await expectMovingPicture(shown);
  expect(watched.errors).toEqual([]);
  await context.close();
});

test('a consultant shows a screen in a call of two voices', async () => {
  const { call, desksCall, context } = await inCall({ voiceOnly: true });
  await desksCall.getByRole('button', { name: 'Share screen' }).click();
  await expectMovingPicture(call.getByLabel("Consultant's video"));
  await expectMovingPicture(desksCall.getByLabel('Your video'));
  await desksCall.getByRole('button', { name: 'Stop sharing' }).click();
  await expect(desksCall.getByLabel('Your video')).toHaveCount(0);
  await context.close();
});

test('a muted caller speaks while the space bar is held, and is told when it is not', async () => {
  const { page, call, context } = await inCall();
  await call.getByRole('button', { name: 'Mute microphone' }).click();
  await expect(call.getByRole('button', { name: 'Unmute microphone' })).toBeVisible();
  await expect(call.getByText('You are muted.')).toBeVisible();

  await call.focus();
  await page.keyboard.down(' ');
  await expect(call.getByRole('button', { name: 'Mute microphone' })).toBeVisible();
  expect(await isHeard(page)).toBe(true);
  await page.keyboard.up(' ');
  await expect(call.getByRole('button', { name: 'Unmute microphone' })).toBeVisible();

  await page.keyboard.press('m');
  await expect(call.getByRole('button', { name: 'Mute microphone' })).toBeVisible();
  await context.close();
});

test('on a phone everything is within reach of a thumb, and chosen in the middle of the call', async () => {
  const { page, call, desksCall, context, watched } = await inCall({
    context: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  });
  const bar = call.getByRole('group', { name: 'Call controls' });
  const buttons = await bar.getByRole('button').all();
  const boxes = await Promise.all(buttons.map((button) => button.boundingBox()));
  expect(new Set(boxes.map((box) => Math.round(box?.y ?? -1))).size).toBe(1);
  for (const box of boxes) {
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(box?.width).toBeGreaterThanOrEqual(44);
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(360);
  }

  await bar.getByRole('button', { name: 'More' }).click();
  await expect(page.getByRole('menuitem', { name: 'Full screen' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('menuitem', { name: 'Camera, microphone and speaker' }).click();
  const devices = page.getByRole('dialog', { name: 'Camera, microphone and speaker' });
  await expect(devices.getByRole('combobox', { name: 'Microphone' })).toBeVisible();
  await devices
    .getByRole('combobox', { name: 'Picture effect' })
    .selectOption('Blur the background');
  await expect(devices.getByText(/everything is blurred/i)).toHaveCount(0);
  await expectMovingPicture(desksCall.getByLabel("Caller's video"));
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(devices).toHaveCount(0);
  await expect(call).toBeVisible();
  expect(watched.errors).toEqual([]);
  await context.close();
});
