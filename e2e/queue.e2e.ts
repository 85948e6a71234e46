import { type Browser, expect, type Page } from '@playwright/test';
import { openPage } from './browser.ts';
import { DANA, ERIN, expectWaiting, goAvailable, invite, Widget } from './people.ts';
import { expectMovingPicture } from './seeing.ts';
import { type Peerdesk } from './server.ts';
import { openDesk, test } from './story.ts';

const NAMES = ['Ann', 'Bob', 'Cleo'] as const;

let peerdesk: Peerdesk;
let browser: Browser;
let desk: Page;
let ann: Widget;
let bob: Widget;
let cleo: Widget;

test.beforeEach(async ({ callers }) => {
  browser = callers;
  ({ peerdesk, desk } = await openDesk(browser));
  ann = await joinAs('Ann');
  // One picture is enough for one machine.
  bob = await joinAs('Bob', { voiceOnly: true });
  cleo = await joinAs('Cleo', { voiceOnly: true });
  await expectPositions([1, 2, 3]);
  await expectWaiting(desk, NAMES);
});

test.afterEach(() => peerdesk?.remove());

async function joinAs(name: string, how?: { readonly voiceOnly: boolean }): Promise<Widget> {
  const { page } = await openPage(browser);
  await page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(page);
  await widget.open();
  await widget.join(name, how);
  return widget;
}

/** Presses the button in all pages without waiting for any of them. */
async function pressAtOnce(pages: readonly Page[], name: string): Promise<void> {
  const buttons = await Promise.all(
    pages.map((page) => page.getByRole('button', { name }).elementHandle()),
  );
  await Promise.all(
    buttons.map((button) => button?.evaluate((element) => (element as HTMLElement).click())),
  );
}

const callIn = (page: Page) => page.getByRole('region', { name: 'Call with Ann' });

/** Of Ann, Bob and Cleo; null for who is not asked. */
async function expectPositions(positions: readonly (number | null)[]): Promise<void> {
  for (const [index, caller] of [ann, bob, cleo].entries()) {
    const position = positions[index] ?? null;
    if (position !== null) await caller.expectPosition(position);
  }
}

test('positions move up by themselves when the middle one leaves, and a reload keeps the place', async () => {
  await bob.panel.getByRole('button', { name: 'Leave the queue' }).click();

  await expectPositions([1, null, 2]);
  await expectWaiting(desk, ['Ann', 'Cleo']);

  await ann.page.reload();
  await expectPositions([1, null, 2]);
  await expectWaiting(desk, ['Ann', 'Cleo']);
});

test('a server killed while all wait has the same queue in the same order, and nobody touches anything', async () => {
  await peerdesk.kill();
  await expect(ann.status(/place is kept/)).toBeVisible();

  await peerdesk.start();

  await expectPositions([1, 2, 3]);
  await expectWaiting(desk, NAMES);
  for (const name of NAMES) {
    await expect(desk.getByRole('listitem').filter({ hasText: name })).not.toContainText('away');
  }
});

test('a call goes on while the server is killed and started again', async () => {
  await goAvailable(desk);
  await desk.getByRole('button', { name: 'Accept next caller' }).click();
  const seen = desk.getByLabel("Caller's video");
  await expectMovingPicture(seen);

  await peerdesk.kill();
  await expectMovingPicture(seen);
  await peerdesk.start();

  await expectPositions([null, 1, 2]);
  await expectMovingPicture(seen);
  await expect(desk.getByRole('region', { name: 'Call with Ann' })).toBeVisible();
  await desk.getByRole('button', { name: 'Hang up' }).click();
  await expect(ann.page.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();
});

test('two consultants who press at the same moment get different callers', async () => {
  const { page: erins } = await openPage(browser);
  await invite(desk, erins);
  await goAvailable(desk);
  await goAvailable(erins);
  await expectWaiting(erins, NAMES);

  await pressAtOnce([desk, erins], 'Accept next caller');

  const regions = [desk, erins].map((page) => page.getByRole('region', { name: /^Call with/ }));
  const titles = new Set<string | null>();
  for (const region of regions) {
    await expect(region).toBeVisible();
    titles.add(await region.getAttribute('aria-label'));
  }
  expect(titles).toEqual(new Set(['Call with Ann', 'Call with Bob']));
  await expectPositions([null, null, 1]);
  for (const caller of [ann, bob]) {
    await expect(caller.call(ERIN.name).or(caller.call(DANA.name))).toBeVisible();
  }
});

test('one consultant in two windows who presses in both gets one caller, and can take the call over', async () => {
  const second = await desk.context().newPage();
  await second.goto(`${peerdesk.origin}/`);
  await expectWaiting(second, NAMES);
  await goAvailable(desk);
  await expect(second.getByRole('switch', { name: 'Available' })).toBeChecked();

  await pressAtOnce([desk, second], 'Accept next caller');

  await expectPositions([null, 1, 2]);
  await expect
    .poll(async () => (await callIn(desk).count()) + (await callIn(second).count()))
    .toBe(1);
  const holder = (await callIn(desk).count()) > 0 ? desk : second;
  const other = holder === desk ? second : desk;
  await expectMovingPicture(holder.getByLabel("Caller's video"));

  await other.getByRole('button', { name: 'Take over here' }).click();

  await expectMovingPicture(other.getByLabel("Caller's video"));
  await expect(holder.getByRole('button', { name: 'Take over here' })).toBeVisible();
  await expectMovingPicture(ann.call(DANA.name).getByLabel("Consultant's video"));
  await expect(callIn(holder)).toHaveCount(0);
});

test('a caller who is declined is told so in the words of the consultant', async () => {
  const item = desk.getByRole('listitem').filter({ hasText: 'Bob' });
  await item.getByRole('button', { name: 'Decline' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByRole('textbox').fill('We open at nine.');
  await dialog.getByRole('button', { name: /Decline/ }).click();

  await expectWaiting(desk, ['Ann', 'Cleo']);
  await expect(bob.panel).toContainText('We open at nine.');
  await expectPositions([1, null, 2]);
});

test('a consultant may accept somebody who is not the next', async () => {
  const item = desk.getByRole('listitem').filter({ hasText: 'Cleo' });
  await item.getByRole('button', { name: 'Accept', exact: true }).click();

  await expect(desk.getByRole('region', { name: 'Call with Cleo' })).toBeVisible();
  await expectPositions([1, 2, null]);
});
