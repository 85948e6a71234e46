import { type Browser, expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { aliveOn, iceServersOn, openBrowserWith, openPage } from './browser.ts';
import { type Coturn, startCoturn } from './coturn.ts';
import { media } from './media.ts';
import { DESK, Widget } from './people.ts';
import { expectMovingPicture } from './seeing.ts';
import { type Peerdesk } from './server.ts';
import { openDesk, test } from './story.ts';

const TEST = 'Check camera, microphone and connection';
/** Until the verdict; two connections and the measuring of both, on a machine that is busy. */
const VERDICT = { timeout: 60_000 };

let peerdesk: Peerdesk;
let browser: Browser;
/** Dana's, on the queue's page. */
let desk: Page;

test.beforeAll(async ({ callers }) => {
  browser = callers;
  ({ peerdesk, desk } = await openDesk(browser));
});

test.afterAll(() => peerdesk?.remove());

/** @returns the region of the test, in the widget's form */
async function openTest(page: Page, origin: string): Promise<Locator> {
  await page.goto(`${origin}/c/${DESK.slug}`);
  await expect(new Widget(page).panel).toBeVisible();
  return openTestHere(page);
}

async function openTestHere(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: TEST }).click();
  const region = page.getByRole('region', { name: TEST });
  await expect(region).toBeVisible();
  return region;
}

const start = (region: Locator) => region.getByRole('button', { name: 'Start test call' }).click();
const verdictIn = (region: Locator) => region.getByRole('status').filter({ hasText: 'Result' });

/** What the page says of the connection, by name. */
async function measuresIn(region: Locator): Promise<Record<string, string>> {
  const names = await region.locator('dt').allInnerTexts();
  const values = await region.locator('dd').allInnerTexts();
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

test('a caller sees how they are sent and received, and that all is well', async () => {
  const { page, watched, context } = await openPage(browser);
  await page.goto(`${peerdesk.origin}/c/${DESK.slug}`);
  const widget = new Widget(page);
  await expect(widget.panel.getByRole('meter', { name: 'Microphone level' })).toBeVisible();
  const before = watched.requests.length;
  expect(watched.requests.filter((url) => /SelfTest|self-test|\/ice$/.test(url))).toEqual([]);

  await widget.panel.getByRole('button', { name: TEST }).click();
  const region = page.getByRole('region', { name: TEST });
  await expect(region).toBeVisible();
  expect(watched.requests.length).toBeGreaterThan(before);
  await region.getByRole('button', { name: 'Play a sound' }).click();
  await expect(region.getByText('Did you hear it?')).toBeVisible();
  await region.getByRole('button', { name: 'Yes' }).click();
  await region.getByRole('button', { name: 'Record 3 seconds' }).click();
  await expect(region.getByText('That was your voice')).toBeVisible({ timeout: 30_000 });
  await start(region);
  await expectMovingPicture(region.getByLabel('Received'));
  await expectMovingPicture(region.getByLabel('Sent'));

  const verdict = verdictIn(region);
  await expect(verdict).toContainText(/Good|Usable/, VERDICT);
  await expect(verdict).not.toContainText('microphone');
  const measures = await measuresIn(region);
  expect(measures).toMatchObject({ Size: '640×480', Path: 'Direct, UDP' });
  expect(measures['Codec']).toMatch(/VP8|VP9|H264|AV1/);
  expect(Number.parseInt(measures['Bitrate'] ?? '', 10)).toBeGreaterThan(20);
  await expectAccessible(page);

  const during = await aliveOn(page);
  expect(during.peers).toBe(2);
  await region.getByRole('button', { name: 'End test call' }).click();
  await expect.poll(() => aliveOn(page)).toEqual({ ...during, peers: 0 });
  await expect(verdict).toContainText(/Good|Usable/);

  await region.getByRole('checkbox', { name: /Let the consultant see this result/ }).check();
  await widget.join('Ann');
  const item = desk.getByRole('listitem').filter({ hasText: 'Ann' });
  await expect(item).toContainText(/Test: (good|usable)/);
  await widget.panel.getByRole('button', { name: 'Leave the queue' }).click();
  await expect(item).toHaveCount(0);
  expect(watched.errors).toEqual([]);
  await context.close();
});

test('joining the queue ends the test, and while waiting there is another', async () => {
  const { page, context } = await openPage(browser);
  const region = await openTest(page, peerdesk.origin);
  await start(region);
  await expectMovingPicture(region.getByLabel('Received'));
  const widget = new Widget(page);
  await widget.join('Ann');
  await expect(region).toHaveCount(0);

  await widget.panel.getByRole('button', { name: TEST }).click();
  await start(region);
  await expect(verdictIn(region)).toContainText(/Good|Usable/, VERDICT);
  await widget.expectPosition(1);
  await widget.panel.getByRole('button', { name: 'Leave the queue' }).click();
  await expect(page.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();
  await expect.poll(() => aliveOn(page)).toEqual({ peers: 0, tracks: 0 });
  await context.close();
});

test('a consultant tests in the console, and nothing is on afterwards', async () => {
  await desk.getByRole('button', { name: TEST }).click();
  const region = desk.getByRole('region', { name: TEST });
  await start(region);
  await expectMovingPicture(region.getByLabel('Received'));
  await expect(verdictIn(region)).toContainText(/Good|Usable/, VERDICT);
  await expect(region.getByRole('checkbox', { name: /Let the consultant/ })).toHaveCount(0);
  await region.getByRole('button', { name: 'End test call' }).click();
  await desk.getByRole('button', { name: TEST }).click();
  await expect.poll(() => aliveOn(desk)).toEqual({ peers: 0, tracks: 0 });
});

test('permission denied is a verdict: blocked, and which switch to flip', async () => {
  const denying = await openBrowserWith([
    '--use-fake-device-for-media-stream',
    '--deny-permission-prompts',
  ]);
  const { page } = await openPage(denying);
  const region = await openTest(page, peerdesk.origin);
  await start(region);
  await expect(verdictIn(region)).toContainText('Blocked');
  await expect(verdictIn(region)).toContainText(/microphone is blocked.*site settings/i);
  await denying.close();
});

test('without a camera it is usable, with the voice', async () => {
  const bare = await openBrowserWith([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream=device-count=0',
  ]);
  const { page } = await openPage(bare);
  const region = await openTest(page, peerdesk.origin);
  await start(region);
  await expect(verdictIn(region)).toContainText('Usable', VERDICT);
  await expect(verdictIn(region)).toContainText(/no camera was found/i);
  await bare.close();
});

test('a silent microphone is noticed', async () => {
  const silent = await openBrowserWith([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${media.silence}`,
  ]);
  const { page } = await openPage(silent);
  const region = await openTest(page, peerdesk.origin);
  await start(region);
  await expect(verdictIn(region)).toContainText('Poor', VERDICT);
  await expect(verdictIn(region)).toContainText(/nothing is heard from your microphone/i);
  await silent.close();
});

test('an effect that the machine is too slow for is switched off, and that is said', async () => {
  const { page, context } = await openPage(browser);
  await page.addInitScript(slowDownPainting);
  await page.goto(`${peerdesk.origin}/c/${DESK.slug}`);
  const { panel } = new Widget(page);
  const preview = panel.getByLabel('Your camera preview');
  await expectMovingPicture(preview);
  const chooser = panel.getByRole('combobox', { name: 'Picture effect' });
  await chooser.selectOption('Grey');
  await expect(panel.getByText(/The effect is off: this device is too slow/)).toBeVisible({
    timeout: 30_000,
  });
  await expect(chooser).toHaveValue('none');
  await expectMovingPicture(preview);
  await context.close();
});

test.describe('with a relay', () => {
  let turn: Coturn;
  const url = () => `turn:127.0.0.1:${turn.port}?transport=udp`;

  test.beforeAll(async () => {
    turn = await startCoturn();
  });
  test.afterAll(() => turn?.close());

  /** @returns a room of the desk, too */
  async function startWith(secret: string): Promise<{ server: Peerdesk; room: string }> {
    const settings = { TURN_URLS: url(), TURN_SECRET: secret };
    const { peerdesk: server, desk: there } = await openDesk(browser, settings);
    const rooms = `${server.origin}/api/v1/callees/${DESK.slug}/rooms`;
    const made = await there.request.post(rooms, { data: {} });
    const { url: room } = (await made.json()) as { url: string };
    return { server, room };
  }

  test('the call goes once more through it, at the door of a room', async () => {
    const { server, room } = await startWith(turn.secret);
    const { page, context, watched } = await openPage(browser);
    await page.goto(room);
    await expect(page.getByRole('meter', { name: 'Microphone level' })).toBeVisible();
    expect(watched.requests.filter((asked) => /self-?test|\/ice$/i.test(asked))).toEqual([]);
    const region = await openTestHere(page);
    await start(region);
    await expect(region.getByText('through the relay')).toBeVisible({ timeout: 60_000 });
    await expect(verdictIn(region)).toContainText(/Good|Usable/, VERDICT);
    expect(await measuresIn(region)).toMatchObject({ Path: 'Through the relay, UDP' });
    await expectMovingPicture(region.getByLabel('Received'));
    expect(new Set(await iceServersOn(page))).toEqual(new Set([url()]));
    await context.close();
    await server.remove();
  });

  test('a wrong secret blocks, and the verdict says so', async () => {
    const { server } = await startWith('another secret than coturn has');
    const { page, context } = await openPage(browser);
    const region = await openTest(page, server.origin);
    await start(region);
    await expect(region.getByText('through the relay')).toBeVisible({ timeout: 60_000 });
    await expect(verdictIn(region)).toContainText('Blocked', { timeout: 15_000 });
    await expect(verdictIn(region)).toContainText(/TURN secret is wrong/);
    await expect(region.getByRole('button', { name: 'Start test call' })).toBeVisible();
    await context.close();
    await server.remove();
  });
});

/** A fifth of a second for each picture that is drawn in a worker. */
function slowDownPainting(): void {
  const slow = `const draw = OffscreenCanvasRenderingContext2D.prototype.drawImage;
    OffscreenCanvasRenderingContext2D.prototype.drawImage = function (...what) {
      for (const from = performance.now(); performance.now() - from < 200; );
      return draw.apply(this, what);
    };`;
  const create = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (made) =>
    create(made instanceof Blob ? new Blob([slow, made], { type: made.type }) : made);
}
