import { expect, type Page } from '@playwright/test';
import { openPage, watch } from './browser.ts';
import { type FirefoxPage, openFirefox, openFirefoxPage } from './firefox.ts';
import { DANA, expectWaiting, goAvailable, Widget } from './people.ts';
import { expectMovingPicture } from './seeing.ts';
import type { Peerdesk } from './server.ts';
import { openDesk, test } from './story.ts';

// Firefox and Chromium meet through the whole product, each in either role. Everything else that
// the product does is tested in Chromium alone.
const PATIENCE = { timeout: 40_000 };

let peerdesk: Peerdesk;
let desk: Page;
let firefox: Awaited<ReturnType<typeof openFirefox>>;

test.describe.configure({ timeout: 180_000 });

test.beforeAll(async ({ consultants }) => {
  [{ peerdesk, desk }, firefox] = await Promise.all([openDesk(consultants), openFirefox()]);
  // It stays so in both stories: it is the account's, not the browser's.
  await goAvailable(desk);
});

test.afterAll(async () => {
  await firefox?.close();
  await peerdesk?.remove();
});

test('a caller in Firefox and a consultant in Chromium', async () => {
  const watched = watch(desk);
  const caller = await openFirefoxPage(firefox.browser);
  await caller.goto(`${peerdesk.origin}/demo`);
  await caller.press('Start a video consultation');
  await caller.expectMovingPicture('Your camera preview');
  await caller.fill('Your name', 'Ann');
  await caller.press('Join the queue');
  await expectWaiting(desk, ['Ann']);

  await desk.getByRole('button', { name: 'Accept next caller' }).click();

  const sides = {
    inFirefox: () => caller.expectMovingPicture("Consultant's video"),
    inChromium: () => expectMovingPicture(desk.getByLabel("Caller's video")),
  };
  await expectTogether(sides);
  await expectTogetherAfterReload(caller, sides);
  await caller.press('Hang up');
  await caller.expectHeading('Consultation ended');
  await expectEnded(desk);

  expect(caller.errors).toEqual([]);
  expect(watched.errors).toEqual([]);
});

test('a caller in Chromium and a consultant in Firefox, who records', async ({ callers }) => {
  const dana = await openFirefoxPage(firefox.browser);
  await dana.goto(peerdesk.origin);
  await dana.fill('Email', DANA.email);
  await dana.fill('Password', DANA.password);
  await dana.press('Sign in');
  await dana.expectHeading('Queue');
  const { page, watched } = await openPage(callers);
  await page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(page);
  await widget.open();
  await widget.join('Bob');

  await dana.press('Accept next caller');

  const sides = {
    inFirefox: () => dana.expectMovingPicture("Caller's video"),
    inChromium: () => expectMovingPicture(widget.call(DANA.name).getByLabel("Consultant's video")),
  };
  await expectTogether(sides);
  await expectTogetherAfterReload(dana, sides);
  await dana.press('Start recording');
  await page.getByRole('button', { name: 'Allow recording' }).click();
  const recorded = page.locator('.pd-recording .pd-duration');
  await expect(recorded).toHaveText(/^00:(0[4-9]|[1-5]\d)$/, PATIENCE);
  await dana.press('Hang up');
  await dana.expectHeading('Consultation ended');
  await expectEnded(page);
  const seconds = await dana.playRecording('Both voices', 2);
  expect(seconds).toBeGreaterThan(3);
  expect(seconds).toBeLessThan(60);
  // Bob speaks, and Firefox's own microphone hums at 1000 Hz.
  const heard = await dana.hearRecording(peerdesk.consultations().at(-1)?.id ?? '');
  expect(Object.keys(heard).toSorted()).toEqual(['caller', 'consultant', 'mixed']);
  for (const { loudness } of Object.values(heard)) expect(loudness).toBeGreaterThan(0.005);
  expect(heard['consultant']?.tone).toBeGreaterThan(0.7);
  expect(heard['caller']?.tone).toBeLessThan(0.2);

  expect(dana.errors).toEqual([]);
  expect(watched.errors).toEqual([]);
});

interface Sides {
  readonly inFirefox: () => Promise<void>;
  readonly inChromium: () => Promise<void>;
}

/** Both have said to the server that they see the other, and both do. */
async function expectTogether({ inFirefox, inChromium }: Sides): Promise<void> {
  await expect
    .poll(() => peerdesk.consultations().at(-1), PATIENCE)
    .toMatchObject({ phase: 'active', connected: 2, away: 0 });
  await inFirefox();
  await inChromium();
}

/** Firefox's page is loaded again, and without a click they are together in a later generation. */
async function expectTogetherAfterReload(page: FirefoxPage, sides: Sides): Promise<void> {
  const before = peerdesk.consultations().at(-1);
  await page.reload();
  await expect
    .poll(() => peerdesk.consultations().at(-1)?.generation, PATIENCE)
    .toBeGreaterThan(before?.generation ?? 0);
  await expectTogether(sides);
  expect(peerdesk.consultations().at(-1)?.id).toBe(before?.id);
}

async function expectEnded(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();
  expect(peerdesk.consultations().at(-1)).toMatchObject({ phase: 'ended' });
}
