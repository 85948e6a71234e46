// `pnpm screenshots [folder]`: every screen of widget and console, as people see them.
import { mkdirSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, expect as expectSoon, type Page } from '@playwright/test';
import { openBrowser, openBrowserWith, openPage } from './browser.ts';
import makeMedia from './media.ts';
import { createAccount, DANA, DESK, Widget } from './people.ts';
import { DANAS, drawPortrait, MIN_JI } from './portraits.ts';
import { startPeerdesk } from './server.ts';

/** A machine that draws four looks of everything may be slow to show a picture. */
const expect = expectSoon.configure({ timeout: 60_000 });

const folder = path.resolve(process.argv[2] ?? 'screenshots');
mkdirSync(folder, { recursive: true });
makeMedia();

const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };

const looks = [
  { name: 'desktop-en', options: { ...desktop, locale: 'en-US' } },
  { name: 'desktop-ko-dark', options: { ...desktop, locale: 'ko-KR', colorScheme: 'dark' } },
  { name: 'phone-en-dark', options: { ...phone, locale: 'en-US', colorScheme: 'dark' } },
  { name: 'phone-ko', options: { ...phone, locale: 'ko-KR' } },
] as const;

// Chromium names a camera by the path it was given, and pages show that name.
process.chdir(mkdtempSync(path.join(os.tmpdir(), 'peerdesk-portraits-')));
const studio = await openBrowserWith([]);
await drawPortrait(studio, MIN_JI, 'Front camera.y4m');
await drawPortrait(studio, DANAS, 'Desk camera.y4m');
await studio.close();

const [callers, consultants] = await Promise.all([
  openBrowser('caller', 'Front camera.y4m'),
  openBrowser('consultant', 'Desk camera.y4m'),
]);
for (const look of looks) {
  await takeAll(callers, consultants, look);
}
await Promise.all([callers.close(), consultants.close()]);

async function takeAll(caller: Browser, consultant: Browser, look: (typeof looks)[number]) {
  const peerdesk = await startPeerdesk();
  const take = async (page: Page, name: string) => {
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: path.join(folder, `${look.name}-${name}.png`) });
  };
  const blank = await openPage(consultant, look.options);
  await blank.page.goto(`${peerdesk.origin}/`);
  await expect(blank.page.getByRole('heading').first()).toBeVisible();
  await take(blank.page, 'console-1-create-account');
  await blank.context.close();

  const setup = await openPage(consultant);
  await createAccount(setup.page, peerdesk.origin);
  await setup.context.close();

  const { page: desk, context: deskContext } = await openPage(consultant, look.options);
  await desk.goto(`${peerdesk.origin}/`);
  await expect(desk.getByRole('heading').first()).toBeVisible();
  await take(desk, 'console-2-sign-in');
  await desk.locator('input[type=email]').fill(DANA.email);
  await desk.locator('input[type=password]').fill(DANA.password);
  await desk.locator('button[type=submit]').click();
  const available = desk.getByRole('switch').first();
  await expect(available).toBeVisible();
  await take(desk, 'console-3-empty-queue');

  const { page, context } = await openPage(caller, look.options);
  await page.goto(`${peerdesk.origin}/demo`);
  const launcher = page.locator('consulting-bot').getByRole('button').first();
  await expect(launcher).toBeVisible();
  await take(page, 'widget-1-launcher');
  await launcher.click();
  const widget = new Widget(page);
  await expect(widget.panel.getByRole('meter')).toBeVisible();
  await take(page, 'widget-2-nobody-available');
  await available.check({ force: true });
  await page.reload();
  await launcher.click();
  await expect(widget.panel.getByRole('meter')).toBeVisible();
  const [name, reason] = [
    widget.panel.getByRole('textbox').nth(0),
    widget.panel.getByRole('textbox').nth(1),
  ];
  await name.fill('Min-ji Kim');
  await reason.fill('Refund for order 1042');
  await expect
    .poll(() => widget.panel.locator('video').first().evaluate(widthOf))
    .toBeGreaterThan(2);
  await take(page, 'widget-3-form');
  await name.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: /1/ }).first()).toBeVisible();

  const second = await openPage(caller, look.options);
  await second.page.goto(`${peerdesk.origin}/c/${DESK.slug}`);
  const secondWidget = new Widget(second.page);
  await expect(secondWidget.panel.getByRole('meter')).toBeVisible();
  await take(second.page, 'widget-4-whole-page');
  await secondWidget.panel.getByRole('textbox').nth(0).fill('Tom Becker');
  await secondWidget.panel.getByRole('radio').nth(1).check({ force: true });
  await secondWidget.panel.getByRole('textbox').nth(0).press('Enter');
  await expect(desk.getByRole('listitem').filter({ hasText: 'Tom Becker' })).toBeVisible();
  await take(second.page, 'widget-5-waiting-second');
  await take(page, 'widget-6-waiting');
  await take(desk, 'console-4-queue');

  await desk
    .getByRole('listitem')
    .filter({ hasText: 'Min-ji' })
    .getByRole('button')
    .first()
    .click();
  const region = page.getByRole('region', { name: new RegExp(DANA.name) });
  await expect.poll(() => region.locator('video').first().evaluate(widthOf)).toBeGreaterThan(2);
  await expect(desk.getByRole('region', { name: /Min-ji/ })).toContainText(/\d\d:\d\d/);
  await take(page, 'widget-7-call');
  await take(desk, 'console-5-call');
  await talk(page, desk, take);
  await record(page, desk, take);
  await desk.getByRole('button', { name: /^(Hang up|끊기|통화 종료|종료)/ }).click();
  await expect(region).toHaveCount(0);
  await expect(widget.panel.getByRole('radiogroup')).toBeVisible();
  await take(page, 'widget-8-ended');
  await widget.panel.getByRole('radio').nth(3).check({ force: true });
  await widget.panel.getByRole('textbox').fill('Quick and kind. Thank you!');
  await widget.panel.locator('form button[type=submit]').click();
  await expect(widget.panel.getByRole('radiogroup')).toBeHidden();
  await take(page, 'widget-9-thanked');
  await desk.getByRole('textbox').fill('Bell arrived broken, order 1042.\nMoney sent back.');
  await desk.getByRole('textbox').blur();
  await expect(desk.locator('.notes-state[data-phase=saved]')).toBeVisible();
  await take(desk, 'console-6-ended');
  await desk.goto(`${peerdesk.origin}/history`);
  await expect(desk.getByRole('table')).toBeVisible();
  await take(desk, 'console-8-history');
  await desk.getByRole('link', { name: 'Min-ji Kim' }).click();
  await expect(desk.getByRole('heading', { name: 'Min-ji Kim' })).toBeVisible();
  await take(desk, 'console-9-consultation');
  await desk.goto(`${peerdesk.origin}/settings`);
  await expect(desk.locator('pre, code').first()).toBeVisible();
  await take(desk, 'console-7-settings');

  await takeRoom({ desk, page, other: second.page, take });

  await Promise.all([context.close(), deskContext.close(), second.context.close()]);
  await peerdesk.remove();
}

async function say(on: Page, text: string): Promise<void> {
  await on.getByRole('log').locator('..').getByRole('textbox').fill(text);
  await on.keyboard.press('Enter');
}

async function send(on: Page, name: string, buffer: Buffer): Promise<void> {
  const file = { name, mimeType: 'application/octet-stream', buffer };
  await on.locator('input[type=file]').setInputFiles(file);
}

/** What the two write and send beside the picture, and how each looks to the other when muted. */
async function talk(
  page: Page,
  desk: Page,
  take: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const chatButton = { name: /^(Chat|채팅)/ };
  await page.getByRole('button', chatButton).click();
  await expect(page.getByRole('log')).toBeVisible();
  await take(page, 'widget-7a-chat-empty');
  await say(page, 'Hello! The receipt says https://shop.example/orders/1042, is that the one?');
  await expect(
    desk.getByRole('button', { name: /1/ }).and(desk.getByRole('button', chatButton)),
  ).toBeVisible();
  await take(desk, 'console-5a-unread');
  await desk.getByRole('button', chatButton).click();
  await say(desk, 'Yes, that one. I am sending you the form.');
  await send(desk, 'Refund form.pdf', Buffer.alloc(240_000));
  await expect(page.getByRole('log').getByRole('link')).toHaveCount(2);
  await send(page, 'Photo of the box.png', await desk.screenshot());
  await expect(desk.getByRole('log').getByRole('img')).toBeVisible();
  await send(desk, 'Manual.mov', Buffer.alloc(20_000_000));
  await expect(page.getByRole('log').getByRole('listitem')).toHaveCount(5);
  await take(page, 'widget-7b-chat');
  await take(desk, 'console-5b-chat');
  const fieldset = desk.getByRole('region', { name: /Min-ji/ }).getByRole('group');
  await fieldset.getByRole('button').nth(0).click();
  await fieldset.getByRole('button').nth(1).click();
  await page.getByRole('button', chatButton).click();
  await expect(page.getByTitle(/Dana.*(microphone|마이크)/)).toBeVisible();
  await take(page, 'widget-7c-other-muted');
}

/** A room, from making it to being full. */
async function takeRoom({
  desk,
  page,
  other,
  take,
}: Record<'desk' | 'page' | 'other', Page> & {
  readonly take: (page: Page, name: string) => Promise<void>;
}) {
  const origin = new URL(desk.url()).origin;
  await desk.goto(`${origin}/rooms`);
  await expect(desk.locator('.empty')).toBeVisible();
  await take(desk, 'rooms-1-none');
  await desk.getByRole('textbox').first().fill('Contract, second look');
  await desk.locator('summary').click();
  await desk.getByRole('switch').last().press('Space');
  await desk.locator('form button[type=submit]').click();
  await expect(desk.locator('.room-item')).toBeVisible();
  const url = await desk.locator('input[readonly]').inputValue();
  await take(desk, 'rooms-2-made');

  const enter = async (who: Page, name: string) => {
    await who.goto(url);
    await expect(who.getByRole('meter')).toBeVisible();
    await who.getByRole('textbox').fill(name);
  };
  await enter(page, 'Min-ji Kim');
  await expect.poll(() => page.locator('video').first().evaluate(widthOf)).toBeGreaterThan(2);
  await take(page, 'room-1-door');
  await page.locator('form button[type=submit]').click();
  await expect(page.locator('.waiting video')).toBeVisible();
  await take(page, 'room-2-waiting');
  await enter(desk, DANA.name);
  await desk.locator('form button[type=submit]').click();
  await expect(page.getByRole('alert')).toBeVisible();
  await take(page, 'room-3-asked');
  await take(desk, 'room-4-knocking');
  await enter(other, 'Tom Becker');
  await other.locator('form button[type=submit]').click();
  await expect(other.locator('.pd-notice')).toBeVisible();
  await take(other, 'room-5-full');
  await page.locator('button[data-kind=primary]').click();
  const region = page.getByRole('region', { name: new RegExp(DANA.name) });
  await expect.poll(() => region.locator('video').first().evaluate(widthOf)).toBeGreaterThan(2);
  await take(page, 'room-6-call');
  await take(desk, 'room-7-call-second');
  await region.locator('.pd-hang-up').click();
  await expect(page.getByRole('heading', { level: 2 })).toBeVisible();
  await take(page, 'room-8-left');
  await desk.locator('.waiting .foot button').click();
  await expect(desk.getByRole('heading', { level: 2 })).toBeVisible();
  await desk.goto(`${origin}/rooms`);
  await desk.locator('.room-item').getByRole('link').click();
  await expect.poll(() => desk.locator('video').evaluate(widthOf)).toBeGreaterThan(2);
  await take(desk, 'rooms-4-alone');
  await enter(page, 'Min-ji Kim');
  await page.locator('form button[type=submit]').click();
  await expect(desk.getByRole('alert')).toBeVisible();
  await take(desk, 'rooms-5-asked');
  await desk.locator('.card .buttons').getByRole('button').first().click();
  await expect(desk.getByRole('region', { name: /Min-ji/ })).toContainText(/\d\d:\d\d/);
  await take(desk, 'rooms-6-call');
  await desk.locator('.pd-hang-up').click();
  await expect(desk.locator('.card textarea')).toBeVisible();
  await take(desk, 'rooms-7-left');
  await desk.goto(`${origin}/rooms`);
  await desk.locator('.room-item').getByRole('button').last().click();
  await take(desk, 'rooms-3-revoking');
  await desk.locator('.room-item').getByRole('button').first().click();
  await expect(desk.locator('.room-item').getByRole('button')).toHaveCount(0);
  await page.goto(url);
  await expect(page.getByRole('alert')).toBeVisible();
  await take(page, 'room-9-revoked');
}

function widthOf(element: Element): number {
  return element instanceof HTMLVideoElement ? element.videoWidth : 0;
}

/** Asked, and recorded. */
async function record(
  page: Page,
  desk: Page,
  take: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  await desk.getByRole('button', { name: /^(Start recording|녹음 시작)$/ }).click();
  const consent = page.getByRole('alertdialog');
  await expect(consent).toBeVisible();
  await take(page, 'widget-7-recording-consent');
  await take(desk, 'console-5-recording-asked');
  await consent.getByRole('button').last().click();
  const strip = desk.locator('.pd-recording');
  await expect(strip).toContainText('0:02');
  await take(page, 'widget-7-recorded');
  await take(desk, 'console-5-recorded');
}
