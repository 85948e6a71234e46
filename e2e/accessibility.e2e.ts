import { type Browser, expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { openPage } from './browser.ts';
import { createAccount, DANA, DESK, Widget } from './people.ts';
import { type Peerdesk, startPeerdesk } from './server.ts';
import { test } from './story.ts';

let peerdesk: Peerdesk;
let browser: Browser;

test.beforeEach(async ({ callers }) => {
  peerdesk = await startPeerdesk();
  browser = callers;
});

test.afterEach(() => peerdesk?.remove());

const phone = { viewport: { width: 360, height: 740 } };

/** The words that differ; everything else is found by role. */
const WORDS = {
  en: { launcher: 'Start a video consultation', join: 'Join the queue', number: /number 1/ },
  ko: { launcher: /상담/, join: /대기/, number: /1번/ },
} as const;

for (const locale of ['en', 'ko'] as const) {
  test(`axe finds nothing in any phase of widget and console (${locale})`, async () => {
    test.setTimeout(180_000);
    const words = WORDS[locale];
    const browserLocale = locale === 'ko' ? 'ko-KR' : 'en-US';
    const first = await openPage(browser, { locale: browserLocale });
    await first.page.goto(`${peerdesk.origin}/`);
    await expect(first.page.getByRole('heading').first()).toBeVisible();
    await expectAccessible(first.page, 'create account');
    await first.context.close();
    const setup = await openPage(browser);
    await createAccount(setup.page, peerdesk.origin);
    await setup.context.close();

    const { page: desk } = await openPage(browser, { locale: browserLocale });
    await desk.goto(`${peerdesk.origin}/`);
    await expect(desk.getByRole('heading').first()).toBeVisible();
    await expect(desk.locator('html')).toHaveAttribute('lang', locale);
    await expectAccessible(desk, 'sign in');
    await desk.locator('input[type=email]').fill(DANA.email);
    await desk.locator('input[type=password]').fill(DANA.password);
    await desk.locator('button[type=submit]').click();
    const available = desk.getByRole('switch').first();
    await expect(available).toBeVisible();
    await expectAccessible(desk, 'empty queue');

    const { page } = await openPage(browser, { locale: browserLocale, ...phone });
    await page.goto(`${peerdesk.origin}/c/${DESK.slug}`);
    const panel = page.getByRole('dialog', { name: DESK.name });
    await expect(panel.getByRole('meter')).toBeVisible();
    await expectAccessible(page, 'form');
    await panel.getByRole('textbox').first().fill('Ann');
    await panel.getByRole('button', { name: words.join }).click();
    await expect(page.getByRole('status').filter({ hasText: words.number })).toBeVisible();
    await expectAccessible(page, 'waiting');

    await available.check({ force: true });
    await expect(desk.getByRole('list').first()).toBeVisible();
    await expectAccessible(desk, 'queue with a caller');
    await desk.getByRole('listitem').filter({ hasText: 'Ann' }).getByRole('button').first().click();
    await expect(desk.getByRole('region', { name: /Ann/ })).toBeVisible();
    await expect(page.getByRole('region', { name: new RegExp(DANA.name) })).toBeVisible();
    // A duration: the two are connected on the server's word, so that it can end as a call.
    for (const side of [page, desk]) {
      await expect(
        side.getByRole('region', { name: side === desk ? /Ann/ : new RegExp(DANA.name) }),
      ).toContainText(/\d\d:\d\d/);
    }
    await expectAccessible(desk, 'call, consultant');
    await expectAccessible(page, 'call, caller');

    await desk.locator('.recording-start button').click();
    const consent = page.getByRole('alertdialog');
    await expect(consent).toBeFocused();
    await expectAccessible(page, 'asked for consent');
    await desk.setViewportSize(phone.viewport);
    await expectAccessible(desk, 'waiting for consent, phone');
    await consent.getByRole('button').last().click();
    for (const side of [page, desk]) await expect(side.locator('.pd-recording')).toBeVisible();
    await expectAccessible(page, 'recorded, caller');
    await expectAccessible(desk, 'recorded, consultant, phone');
    await expectReachable(desk.locator('.pd-recording').getByRole('button').last());
    // For a moment of sound.
    await expect(desk.locator('.pd-recording .pd-duration')).not.toHaveText('00:00');

    await desk.getByRole('button', { name: /Hang up|끊기|종료/ }).click();
    await expect(panel.getByRole('heading').last()).toBeVisible();
    await expect(page.getByRole('region', { name: new RegExp(DANA.name) })).toHaveCount(0);
    const notes = desk.getByRole('textbox').first();
    await expect(notes).toBeVisible();
    await notes.fill('Refund for order 1042');
    await expect(desk.locator('.player')).toBeVisible();
    await expectAccessible(desk, 'ended, consultant, phone');
    await desk.setViewportSize({ width: 1280, height: 720 });
    await expectAccessible(desk, 'ended, consultant');
    await expect(panel.getByRole('radiogroup')).toBeVisible();
    await panel.locator('form button[type=submit]').click();
    await expectAccessible(page, 'ended, caller');
    await panel.getByRole('radio').last().check({ force: true });
    await panel.locator('form button[type=submit]').click();
    await expect(panel.getByRole('radiogroup')).toBeHidden();
    await expectAccessible(page, 'thanked, caller');

    await desk.goto(`${peerdesk.origin}/history`);
    await expect(desk.getByRole('table')).toBeVisible();
    await expectAccessible(desk, 'history');
    await desk.setViewportSize(phone.viewport);
    await expectAccessible(desk, 'history, phone');
    await desk.getByRole('link', { name: 'Ann' }).click();
    await expect(desk.getByRole('heading', { name: 'Ann', exact: true })).toBeVisible();
    await expect(desk.locator('.player')).toBeVisible();
    await expectAccessible(desk, 'a consultation of the history');
    await desk.locator('.recording').getByRole('button').last().click();
    await expect(desk.getByRole('alertdialog')).toBeVisible();
    await expectAccessible(desk, 'deleting a recording');
    await desk.keyboard.press('Escape');
    await expect(desk.getByRole('alertdialog')).toBeHidden();
    await desk.locator('.page-head').getByRole('button').click();
    await expect(desk.getByRole('alertdialog')).toBeVisible();
    await expectAccessible(desk, 'deleting a consultation');

    await desk.goto(`${peerdesk.origin}/settings`);
    await expect(desk.locator('pre, code').first()).toBeVisible();
    await expectAccessible(desk, 'settings');
    await page.goto(`${peerdesk.origin}/demo`);
    await expectAccessible(page, 'demo');
  });
}

for (const locale of ['en', 'ko'] as const) {
  test(`axe finds nothing in any phase of a room (${locale})`, async () => {
    test.setTimeout(180_000);
    const browserLocale = locale === 'ko' ? 'ko-KR' : 'en-US';
    const setup = await openPage(browser);
    await createAccount(setup.page, peerdesk.origin);
    const storageState = await setup.context.storageState({ indexedDB: true });
    await setup.context.close();

    const { page: desk } = await openPage(browser, { locale: browserLocale, storageState });
    await desk.goto(`${peerdesk.origin}/rooms`);
    await expect(desk.locator('.empty')).toBeVisible();
    await expectAccessible(desk, 'no rooms');
    await desk.locator('summary').click();
    await desk.getByRole('switch').last().press('Space');
    await expectAccessible(desk, 'options of a room');
    await desk.getByRole('textbox').first().fill('A second look at the contract of November');
    await desk.locator('form button[type=submit]').click();
    const item = desk.locator('.room-item');
    await expect(item).toBeVisible();
    await expectAccessible(desk, 'a room in the list');
    const url = await desk.locator('input[readonly]').inputValue();

    const enter = async (page: Page, name: string) => {
      await page.goto(url);
      await expect(page.getByRole('meter')).toBeVisible();
      await page.getByRole('textbox').fill(name);
      await page.locator('form button[type=submit]').click();
    };
    const { page: ann } = await openPage(browser, { locale: browserLocale, ...phone });
    await ann.goto(url);
    await expect(ann.getByRole('meter')).toBeVisible();
    await expect(ann.locator('html')).toHaveAttribute('lang', locale);
    await expectAccessible(ann, 'the door');
    await ann.locator('.pd-self-test > button').click();
    await expect(ann.locator('.pd-test')).toBeVisible();
    await ann.locator('.pd-test button[data-kind=primary]').click();
    await expect(ann.locator('.pd-test-measures')).toBeVisible({ timeout: 30_000 });
    await expectAccessible(ann, 'testing oneself at the door');
    expect(await ann.evaluate(beyondWindow), 'larger than the phone').toEqual([0, 0]);
    await enter(ann, 'Ann');
    await expect(ann.locator('.waiting')).toBeVisible();
    await expectAccessible(ann, 'waiting for the other person');

    const { page: bob } = await openPage(browser, { locale: browserLocale });
    await enter(bob, 'Bob');
    await expect(ann.getByRole('alert')).toContainText('Bob');
    await expectAccessible(ann, 'somebody knocks');
    await expectAccessible(bob, 'knocking');
    const { page: cleo } = await openPage(browser, { locale: browserLocale, ...phone });
    await enter(cleo, 'Cleo');
    await expect(cleo.locator('.pd-notice')).toBeVisible();
    await expectAccessible(cleo, 'full');
    await ann.locator('button[data-kind=primary]').click();
    await expect(ann.getByRole('region', { name: /Bob/ })).toBeVisible();
    await expectAccessible(ann, 'call in a room');
    await bob.getByRole('region', { name: /Ann/ }).locator('.pd-hang-up').click();
    await expect(bob.getByRole('heading', { level: 2 })).toBeVisible();
    await expectAccessible(bob, 'left');

    await item.getByRole('link').click();
    await expect(ann.getByRole('alert')).toContainText(DANA.name);
    await expectAccessible(desk, 'knocking, in the console');
    await ann.locator('button[data-kind=primary]').click();
    await expect(desk.getByRole('region', { name: /Ann/ })).toContainText(/\d\d:\d\d/);
    await expectAccessible(desk, 'call in a room, in the console');
    await desk.setViewportSize(phone.viewport);
    await desk.locator('.pd-control[aria-expanded]').first().click();
    await expectAccessible(desk, 'call in a room with the chat, in the console on a phone');
    expect(await desk.evaluate(widthBeyond), 'wider than the phone').toBe(0);
    await desk.locator('.pd-hang-up').click();
    await expect(desk.locator('.card textarea')).toBeVisible();
    await expectAccessible(desk, 'after a room, in the console on a phone');
    await desk.goto(`${peerdesk.origin}/rooms`);
    await expect(item).toBeVisible();
    await expectAccessible(desk, 'a room in the list, on a phone');
    expect(await desk.evaluate(widthBeyond), 'wider than the phone').toBe(0);

    await item.getByRole('button').last().click();
    await expectAccessible(desk, 'revoking a room');
    await item.getByRole('button').first().click();
    await expect(cleo.getByRole('meter')).toBeVisible();
    await cleo.reload();
    await expect(cleo.getByRole('alert')).toBeVisible();
    await expectAccessible(cleo, 'a room that is shut');
  });
}

test('the whole journey of both, by keyboard alone', async () => {
  const { page: desk } = await openPage(browser);
  await desk.goto(`${peerdesk.origin}/`);
  await type(desk, desk.getByRole('textbox', { name: 'Your name' }), DANA.name);
  await type(desk, desk.getByRole('textbox', { name: 'Email' }), DANA.email);
  await type(desk, desk.getByLabel('Password', { exact: true }), DANA.password);
  await type(desk, desk.getByRole('textbox', { name: 'Desk name' }), DESK.name);
  await type(desk, desk.getByRole('textbox', { name: 'Desk address' }), DESK.slug);
  await press(desk, desk.getByRole('button', { name: 'Create account' }), 'Enter');
  await expect(desk.getByRole('heading', { name: 'Queue', exact: true })).toBeVisible();
  await press(desk, desk.getByRole('switch', { name: 'Available' }), 'Space');
  await expect(desk.getByRole('switch', { name: 'Available' })).toBeChecked();

  const { page } = await openPage(browser);
  await page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(page);
  await press(page, page.getByRole('button', { name: 'Start a video consultation' }), 'Enter');
  const name = widget.panel.getByRole('textbox', { name: 'Your name' });
  await expect(name).toBeFocused();
  await page.keyboard.type('Ann');
  await tabTo(page, widget.panel.getByRole('textbox', { name: 'How can we help?' }));
  await page.keyboard.type('Keyboard only');
  await expect(widget.panel.getByRole('meter', { name: 'Microphone level' })).toBeVisible();
  await press(page, widget.panel.getByRole('button', { name: 'Join the queue' }), 'Enter');
  await widget.expectPosition(1);

  await press(desk, desk.getByRole('button', { name: 'Accept next caller' }), 'Enter');
  await expect(desk.getByRole('region', { name: 'Call with Ann' })).toBeVisible();
  await press(desk, desk.getByRole('button', { name: 'Mute microphone' }), 'Space');
  await expect(desk.getByRole('button', { name: 'Unmute microphone' })).toBeVisible();

  await press(
    page,
    widget.call(DANA.name).getByRole('button', { name: 'Turn camera off' }),
    'Enter',
  );
  await expect(
    widget.call(DANA.name).getByRole('button', { name: 'Turn camera on' }),
  ).toBeVisible();
  await press(page, widget.call(DANA.name).getByRole('button', { name: 'Hang up' }), 'Enter');
  await expect(page.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();
  await press(page, widget.panel.getByRole('button', { name: 'Close', exact: true }), 'Enter');
  await expect(page.getByRole('button', { name: 'Start a video consultation' })).toBeFocused();

  await press(desk, desk.getByRole('button', { name: 'Back to the queue' }), 'Enter');
  await expect(desk.getByRole('heading', { name: 'Queue', exact: true })).toBeVisible();
});

async function tabTo(page: Page, target: ReturnType<Page['getByRole']>): Promise<void> {
  await expect(target).toBeVisible();
  for (let step = 0; step < 60; step += 1) {
    if (await target.evaluate((element) => element.matches(':focus'))) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

async function press(
  page: Page,
  target: ReturnType<Page['getByRole']>,
  key: string,
): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Nothing lies over it: a press at its middle or at either end is a press of it. */
async function expectReachable(button: ReturnType<Page['getByRole']>): Promise<void> {
  await expect
    .poll(() =>
      button.evaluate((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        return [left + 4, (left + right) / 2, right - 4].map((x) =>
          element.contains(document.elementFromPoint(x, (top + bottom) / 2)),
        );
      }),
    )
    .toEqual([true, true, true]);
}

async function type(page: Page, target: ReturnType<Page['getByRole']>, text: string) {
  await tabTo(page, target);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** By how much a page is wider than its window. */
function widthBeyond(): number {
  return document.documentElement.scrollWidth - document.documentElement.clientWidth;
}

/** By how much a page is wider, and higher, than its window. */
function beyondWindow(): number[] {
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
  return [scrollWidth - clientWidth, scrollHeight - clientHeight];
}
