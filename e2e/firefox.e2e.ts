import { type Browser, expect, type Page } from '@playwright/test';
import { openPage } from './browser.ts';
import { type FirefoxPage, openFirefox, openFirefoxPage } from './firefox.ts';
import { createAccount, DANA, expectWaiting, goAvailable, Widget } from './people.ts';
import { expectMovingPicture } from './seeing.ts';
import { type Peerdesk, startPeerdesk } from './server.ts';
import { test } from './story.ts';

// Firefox and Chromium meet through the whole product, each in either role. Everything else that
// the product does is tested in Chromium alone.
const PATIENCE = { timeout: 40_000 };

let peerdesk: Peerdesk;
let chromium: Browser;
let firefox: Awaited<ReturnType<typeof openFirefox>>;

test.describe.configure({ timeout: 180_000 });

test.beforeAll(async ({ consultants }) => {
  chromium = consultants;
  [peerdesk, firefox] = await Promise.all([startPeerdesk(), openFirefox()]);
});

test.afterAll(async () => {
  await firefox?.close();
  await peerdesk?.remove();
});

test('a caller in Firefox and a consultant in Chromium', async () => {
  const { page: desk, watched, context } = await openPage(chromium);
  await createAccount(desk, peerdesk.origin);
  await goAvailable(desk);
  const caller = await openFirefoxPage(firefox);
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
  await context.close();
});

test('a caller in Chromium and a consultant in Firefox, who records', async () => {
  // Dana is still available: that is the account's, not the browser's.
  const desk = await openFirefoxPage(firefox);
  await desk.goto(peerdesk.origin);
  await desk.fill('Email', DANA.email);
  await desk.fill('Password', DANA.password);
  await desk.press('Sign in');
  await desk.expectHeading('Queue');
  const { page, watched, context } = await openPage(chromium);
  await page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(page);
  await widget.open();
  await widget.join('Bob');

  await desk.press('Accept next caller');

  const sides = {
    inFirefox: () => desk.expectMovingPicture("Caller's video"),
    inChromium: () => expectMovingPicture(widget.call(DANA.name).getByLabel("Consultant's video")),
  };
  await expectTogether(sides);
  await expectTogetherAfterReload(desk, sides);
  await desk.press('Start recording');
  await page.getByRole('button', { name: 'Allow recording' }).click();
  const recorded = page.locator('.pd-recording .pd-duration');
  await expect(recorded).toHaveText(/^00:(0[3-9]|[1-5]\d)$/, PATIENCE);
  await desk.press('Hang up');
  await desk.expectHeading('Consultation ended');
  await expectEnded(page);
  const seconds = await desk.playRecording('Both voices', 2);
  expect(seconds).toBeGreaterThan(2.5);
  expect(seconds).toBeLessThan(60);

  expect(desk.errors).toEqual([]);
  expect(watched.errors).toEqual([]);
  await context.close();
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
