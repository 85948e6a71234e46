import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, expect } from '@playwright/test';
import { openPage } from './browser.ts';
import { DESK, Widget } from './people.ts';
import { type Peerdesk, startWebsite } from './server.ts';
import { openDesk, test } from './story.ts';

const README = path.resolve(import.meta.dirname, '../README.md');

// The contract allows 5 and 80 kB; these keep us near where we are.
const LOADER_LIMIT = 2.25 * 1024;
const CALLABLE_LIMIT = 60 * 1024;

/** A page whose styles and scripts do to the widget what real sites do. */
const hostilePage = (origin: string, attributes = '') => `<!doctype html>
<html lang="en"><title>Hostile</title>
<style>
  * { font-family: fantasy !important; letter-spacing: 5px; }
  div, button, input, video, section, form { display: none !important; }
  button { background: red !important; }
  consulting-bot { color: red; font-size: 60px; text-transform: uppercase; }
</style>
<script>Array.prototype.surprise = function () {}; Object.defineProperty(window, 'name', { value: 'x' });</script>
<h1>Shop</h1><p style="height: 2000px">Words</p>
<script src="${origin}/widget.js" data-callee="${DESK.slug}" ${attributes} async></script>`;

let peerdesk: Peerdesk;
let browser: Browser;

test.beforeAll(async ({ callers }) => {
  browser = callers;
  ({ peerdesk } = await openDesk(browser));
});

test.afterAll(() => peerdesk?.remove());

test('the host page makes one small request of ours before anybody shows intent', async () => {
  const website = await startWebsite({ html: hostilePage(peerdesk.origin) });
  const { page, watched, context } = await openPage(browser);
  const loaded = page.waitForResponse(/widget\.js/);
  await page.goto(website.origin);
  const loader = await (await loaded).body();
  await expect(page.getByRole('button', { name: 'Start a video consultation' })).toBeVisible();
  await page.waitForLoadState('networkidle');

  const ours = watched.requests.filter((url) => url.startsWith(peerdesk.origin));
  expect(ours).toEqual([`${peerdesk.origin}/widget.js`]);
  expect(gzipSync(loader).length).toBeLessThanOrEqual(LOADER_LIMIT);
  await context.close();
  website.close();
});

test('all that a caller loads until a call is possible stays small and comes from us alone', async () => {
  const website = await startWebsite({ html: hostilePage(peerdesk.origin) });
  const { page, watched, context } = await openPage(browser);
  const sizes = new Map<string, number>();
  const bodies: Promise<void>[] = [];
  page.on('response', (response) => {
    if (!response.url().startsWith(peerdesk.origin)) return;
    bodies.push(
      response.body().then(
        (body) => void sizes.set(response.url(), gzipSync(body).length),
        () => undefined,
      ),
    );
  });
  await page.goto(website.origin);
  const widget = new Widget(page);
  await widget.open();
  await widget.join('Ann');
  await Promise.all(bodies);

  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(10 * 1024);
  expect(total, JSON.stringify([...sizes])).toBeLessThanOrEqual(CALLABLE_LIMIT);
  await widget.panel.getByRole('button', { name: 'Leave the queue' }).click();
  await expect(widget.panel.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();

  // What tells a person from the background is large: it comes when it is chosen, also across origins.
  await page.reload();
  await widget.open();
  const runtime = page.waitForResponse(/\.wasm$/);
  await widget.chooseEffect('Blur the background');
  expect(await (await runtime).allHeaders()).toMatchObject({
    'content-type': 'application/wasm',
    'content-encoding': 'gzip',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  await expect(widget.panel.getByText(/everything is blurred/i)).toHaveCount(0);
  for (const url of watched.requests) {
    const { host, protocol } = new URL(url);
    if (protocol === 'blob:' || protocol === 'data:') continue;
    expect([new URL(website.origin).host, new URL(peerdesk.origin).host]).toContain(host);
  }
  await context.close();
  website.close();
});

test('no page of ours asks another origin for anything', async () => {
  const { page, watched, context } = await openPage(browser);
  for (const place of ['/demo', `/c/${DESK.slug}`, '/', '/settings', '/c/nobody-here']) {
    await page.goto(`${peerdesk.origin}${place}`);
    await page.waitForLoadState('load');
  }
  const { host } = new URL(peerdesk.origin);
  expect(watched.requests.length).toBeGreaterThan(8);
  expect(
    watched.requests.filter((url) => !url.startsWith('data:') && new URL(url).host !== host),
  ).toEqual([]);
  await context.close();
});

test('a hostile page can neither hide nor dress the widget, and gets no styles from it', async () => {
  const website = await startWebsite({ html: hostilePage(peerdesk.origin) });
  const { page, watched, context } = await openPage(browser);
  await page.goto(website.origin);
  const widget = new Widget(page);
  const heading = page.getByRole('heading', { name: 'Shop' });
  const before = await heading.evaluate((element) => getComputedStyle(element).cssText);
  await widget.open();

  const name = widget.panel.getByRole('textbox', { name: 'Your name' });
  await expect(name).toBeVisible();
  const style = await name.evaluate((element) => {
    const { fontFamily, letterSpacing, textTransform } = getComputedStyle(element);
    return { fontFamily, letterSpacing, textTransform };
  });
  expect(style).toMatchObject({ letterSpacing: 'normal', textTransform: 'none' });
  expect(style.fontFamily).not.toContain('fantasy');
  expect(await heading.evaluate((element) => getComputedStyle(element).cssText)).toBe(before);
  expect(watched.errors).toEqual([]);
  await context.close();
  website.close();
});

test('calls made before the loader arrives are kept, and events tell the page what happens', async () => {
  const { origin } = peerdesk;
  const stub = /<script>window\.Peerdesk.*<\/script>/.exec(readFileSync(README, 'utf8'))?.[0];
  const website = await startWebsite({
    html: `<!doctype html><html lang="en"><title>API</title><h1>API</h1>
      ${stub}
      <script>
        window.told = [];
        for (const name of ['ready', 'open', 'close', 'queue:joined', 'queue:position', 'queue:left', 'error'])
          Peerdesk.on(name, () => told.push(name));
        Peerdesk.on('ready', () => { throw new Error('a handler of the page fails'); });
        Peerdesk.identify({ name: 'Ann of the page' });
        Peerdesk.open();
      </script>
      <script src="${origin}/widget.js" data-callee="${DESK.slug}" data-launcher="none" async></script>`,
  });
  const { page, context } = await openPage(browser);
  await page.goto(website.origin);
  const widget = new Widget(page);
  await expect(widget.panel.getByRole('textbox', { name: 'Your name' })).toHaveValue(
    'Ann of the page',
  );
  await expect(page.getByRole('button', { name: 'Start a video consultation' })).toHaveCount(0);
  await widget.join('Ann of the page');
  await page.evaluate('Peerdesk.leaveQueue()');
  await expect(page.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();
  await page.evaluate('Peerdesk.close()');
  await expect(widget.panel).toBeHidden();

  const told = await page.evaluate<string[]>('told');
  expect(told.slice(0, 2).toSorted()).toEqual(['open', 'ready']);
  expect(told).toContain('queue:joined');
  expect(told).toContain('queue:left');
  expect(told.at(-1)).toBe('close');
  await context.close();
  website.close();
});

test('a site may rename, move and colour the launcher', async () => {
  const website = await startWebsite({
    html: hostilePage(
      peerdesk.origin,
      'data-label="Ask a florist" data-position="left" data-color="#ffe14d" data-locale="ko"',
    ),
  });
  const { page, context } = await openPage(browser);
  await page.goto(website.origin);
  const launcher = page.getByRole('button', { name: 'Ask a florist' });
  await expect(launcher).toBeVisible();
  const box = await launcher.boundingBox();
  expect(box?.x ?? Number.NaN).toBeLessThan(200);

  await launcher.click();
  await expect(page.getByRole('dialog', { name: DESK.name })).toContainText('대기');
  await context.close();
  website.close();
});

test('a caller is told before typing that nobody is available', async () => {
  const visitor = await openPage(browser);
  await visitor.page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(visitor.page);
  await widget.open();
  await expect(widget.panel).toContainText(/nobody is available|no consultant is available/i);
  await visitor.context.close();
});
