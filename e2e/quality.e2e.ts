import { type Browser, expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { openPage } from './browser.ts';
import { DANA, goAvailable, Widget } from './people.ts';
import { expectMovingPicture } from './seeing.ts';
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

/** Ann is with Dana, on a page of her own. */
async function meet(options: Parameters<Browser['newContext']>[0] = {}) {
  const { page, context, watched } = await openPage(callersBrowser, options);
  await page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(page);
  await widget.open();
  await widget.join('Ann');
  await desk.getByRole('button', { name: 'Accept next caller' }).click();
  const callersCall = widget.call(DANA.name);
  const consultantsCall = desk.getByRole('region', { name: 'Call with Ann' });
  await expectMovingPicture(callersCall.getByLabel("Consultant's video"));
  return { page, context, watched, widget, callersCall, consultantsCall };
}

async function part(page: Page): Promise<void> {
  await desk.getByRole('button', { name: 'Hang up' }).click();
  await expect(page.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();
  await desk.getByRole('button', { name: 'Back to the queue' }).click();
}

/** The value beside a name in the details of the connection. */
const measure = (call: Locator, name: string) =>
  call.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd[1]');

test('both see how well they are connected, and the other side as well', async () => {
  const { page, context, watched, callersCall, consultantsCall } = await meet();

  for (const [call, other] of [
    [callersCall, 'Dana'],
    [consultantsCall, 'Ann'],
  ] as const) {
    const button = call.getByRole('button', { name: /^Connection: (Good|Fair|Weak)$/ });
    await expect(button).toBeVisible();
    await button.click();
    await expect(measure(call, `${other}'s connection`)).toHaveText(/^(Good|Fair|Weak)$/);
    await expect(measure(call, 'Received')).toHaveText(/^\d+ kbit\/s, 640×480$/);
    await expect(measure(call, 'Path')).toHaveText('Direct, UDP');
  }
  await expectAccessible(page);
  await expectAccessible(desk);
  for (const call of [callersCall, consultantsCall]) {
    await call.getByRole('button', { name: /^Connection: / }).press('Escape');
    await expect(call.getByRole('region', { name: 'Connection' })).toBeHidden();
  }
  // Escape closes the details only: the call is still there in full.
  await expect(callersCall).toBeVisible();

  await part(page);
  expect(watched.errors).toEqual([]);
  await context.close();
});

test('low data, asked for by one, is shown to the other and remembered', async () => {
  const { page, context, watched, callersCall, consultantsCall } = await meet();
  await callersCall.getByRole('button', { name: /^Connection: / }).click();
  const low = callersCall.getByRole('switch', { name: 'Low data' });
  await expect(low).toHaveAttribute('aria-checked', 'false');
  await low.click();
  await expect(low).toHaveAttribute('aria-checked', 'true');

  await consultantsCall.getByRole('button', { name: /^Connection: / }).click();
  await expect(consultantsCall).toContainText('Ann has asked for low data.');
  // Half of the camera's width is what arrives on either side.
  for (const call of [callersCall, consultantsCall]) {
    await expect(measure(call, 'Received')).toHaveText(/, 320×240$/);
  }
  await expectAccessible(page);

  await page.reload();
  await expectMovingPicture(callersCall.getByLabel("Consultant's video"));
  await callersCall.getByRole('button', { name: /^Connection: / }).click();
  await expect(low).toHaveAttribute('aria-checked', 'true');
  await low.click();
  await expect(consultantsCall).not.toContainText('Ann has asked for low data.');

  await part(page);
  expect(watched.errors).toEqual([]);
  await context.close();
});

test('the consultant knows what a caller has before accepting', async () => {
  const { page, context } = await openPage(callersBrowser, {
    viewport: { width: 360, height: 740 },
    screen: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  });
  await page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(page);
  await widget.open();
  await widget.join('Ann');

  const item = desk.getByRole('list', { name: 'Waiting callers' }).getByRole('listitem');
  await expect(item).toHaveCount(1);
  await expect(item).toContainText('Phone, Chromium');
  await expect(item).toContainText(/(Good|Fair|Weak) network/);
  await expect(item).not.toContainText('No camera');
  await expectAccessible(desk);

  await page.reload();
  await widget.expectPosition(1);
  await expect(item).toContainText(/(Good|Fair|Weak) network/);
  await widget.panel.getByRole('button', { name: 'Leave the queue' }).click();
  await expect(item).toHaveCount(0);
  await context.close();
});

/** Is a connection of this page up that is not its first? */
const hasAnother = (page: Page) =>
  page.evaluate(() =>
    (window.made?.peers ?? []).slice(1).some((peer) => peer.connectionState === 'connected'),
  );

/** Nothing of this kind may be in a text that people send to each other. */
const SECRETS =
  /\d+\.\d+\.\d+\.\d+|[0-9a-f]{1,4}:[0-9a-f]{0,4}:|\.local|ufrag|fingerprint|Ann|Dana|@/i;

test('what is known of a call can be copied during it, and after one that broke, and names nobody', async () => {
  const { page, context, watched, callersCall, consultantsCall } = await meet({
    // What is not named here is denied.
    permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write'],
  });
  const copied = () => page.evaluate(() => navigator.clipboard.readText());

  await callersCall.getByRole('button', { name: /^Connection: (Good|Fair|Weak)$/ }).click();
  await callersCall.getByRole('button', { name: 'Copy diagnostics' }).click();
  await expect(callersCall).toContainText('Copied. Paste it into your message.');
  const during = await copied();
  expect(during).toContain('chromium, initiator');
  expect(during).toMatch(/1: connected after \d+\.\d s, still there/);
  expect(during).toMatch(/candidates: here [a-z/ ]*host\/udp; there [a-z/ ]+/);
  expect(during).not.toMatch(SECRETS);

  // The path breaks once, and heals.
  await desk.evaluate(() => {
    for (const peer of window.made?.peers ?? []) peer.close();
  });
  for (const side of [page, desk]) await expect.poll(() => hasAnother(side)).toBe(true);
  await expect(callersCall.getByRole('button', { name: /^Connection: / })).toBeVisible();
  await expectMovingPicture(consultantsCall.getByLabel("Caller's video"));
  await desk.getByRole('button', { name: 'Hang up' }).click();
  await expect(page.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();

  await page.getByRole('button', { name: 'Copy diagnostics' }).click();
  await expect(page.getByText('Copied. Paste it into your message.')).toBeVisible();
  const after = await copied();
  // Whichever of the two noticed it first.
  expect(after).toMatch(/1: connected after \d+\.\d s, (lost|replaced) \(ICE \w+\) after/);
  expect(after).toMatch(/2: connected after \d+\.\d s, ended after/);
  expect(after).not.toMatch(SECRETS);
  await expectAccessible(page);

  await expect(desk.getByRole('button', { name: 'Copy diagnostics' })).toBeVisible();
  await expectAccessible(desk);
  await desk.getByRole('button', { name: 'Back to the queue' }).click();
  expect(watched.errors).toEqual([]);
  await context.close();
});
