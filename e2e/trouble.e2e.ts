import { type Browser, expect, type Page, type Route } from '@playwright/test';
import { openBrowserWith, openPage, watch } from './browser.ts';
import { DANA, DESK, expectWaiting, signIn, Widget } from './people.ts';
import { type Peerdesk, startWebsite } from './server.ts';
import { openDesk, test } from './story.ts';

let peerdesk: Peerdesk;
let browser: Browser;
let desk: Page;

test.beforeAll(async ({ consultants }) => {
  browser = consultants;
  ({ peerdesk, desk } = await openDesk(browser));
});

test.afterAll(() => peerdesk?.remove());

test('permission denied: the panel says which switch to flip', async () => {
  const denying = await openBrowserWith([
    '--use-fake-device-for-media-stream',
    '--deny-permission-prompts',
  ]);
  const { page } = await openPage(denying);
  await page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(page);
  await widget.open();

  const alert = widget.panel.getByRole('alert');
  await expect(alert).toContainText(/allow|permission/i);
  await expect(widget.panel.getByRole('button', { name: /try again/i })).toBeVisible();
  await denying.close();
});

test('no camera: the panel says so, keeps what was typed, and goes on with the voice', async () => {
  const bare = await openBrowserWith([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream=device-count=0',
  ]);
  const { page } = await openPage(bare);
  await page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(page);
  await widget.open();
  await widget.panel.getByRole('textbox', { name: 'Your name' }).fill('Ann');
  await expect(widget.panel.getByRole('alert')).toContainText(/no camera/i);
  await widget.panel.getByRole('button', { name: 'Continue with voice only' }).click();
  await expect(widget.panel.getByRole('radio', { name: 'Voice only' })).toBeChecked();
  await expect(widget.panel.getByRole('alert')).toHaveCount(0);
  await expect(widget.panel.getByRole('textbox', { name: 'Your name' })).toHaveValue('Ann');
  await bare.close();
});

test('an insecure page: the panel says that https is needed', async () => {
  const website = await startWebsite({
    html: `<!doctype html><html lang="en"><title>Plain</title><h1>Plain</h1>
      <script src="${peerdesk.origin}/widget.js" data-callee="${DESK.slug}" async></script>`,
  });
  // A name that is not localhost is not trustworthy over plain http.
  const mapped = await openBrowserWith([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    '--host-resolver-rules=MAP shop.example 127.0.0.1',
    '--disable-features=LocalNetworkAccessChecks,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable',
  ]);
  const { page } = await openPage(mapped);
  await page.goto(website.origin.replace('127.0.0.1', 'shop.example'));
  const widget = new Widget(page);
  await widget.open();
  await expect(widget.panel.getByRole('alert')).toContainText(/https/i);
  await mapped.close();
  website.close();
});

test('a desk that does not exist is named as the trouble', async () => {
  const website = await startWebsite({
    html: `<!doctype html><html lang="en"><title>Typo</title><h1>Typo</h1>
      <script src="${peerdesk.origin}/widget.js" data-callee="acme-suport" async></script>`,
  });
  const { page } = await openPage(browser);
  await page.goto(website.origin);
  await page.getByRole('button', { name: 'Start a video consultation' }).click();
  await expect(page.getByRole('alert')).toContainText(/does not exist|unknown|not found/i);
  website.close();
});

test('a site that the desk does not allow is refused', async () => {
  const allow = (allowedOrigins: string[]) =>
    desk.request.patch(`${peerdesk.origin}/api/v1/callees/${DESK.slug}`, {
      data: { allowedOrigins },
    });
  expect((await allow(['https://shop.example'])).status()).toBe(200);
  const website = await startWebsite({
    html: `<!doctype html><html lang="en"><title>Other</title><h1>Other</h1>
      <script src="${peerdesk.origin}/widget.js" data-callee="${DESK.slug}" async></script>`,
  });
  const { page } = await openPage(browser);
  await page.goto(website.origin);
  await page.getByRole('button', { name: 'Start a video consultation' }).click();
  await expect(page.getByRole('alert')).toContainText(/this (web)?site|this page/i);
  await allow([]);
  website.close();
});

test('the server away while the form is filled: nothing typed is lost, and joining works once it is back', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(page);
  await widget.open();
  await widget.panel.getByRole('textbox', { name: 'Your name' }).fill('Ann');
  await expect(widget.panel.getByRole('meter', { name: 'Microphone level' })).toBeVisible();
  await peerdesk.kill();
  await widget.panel.getByRole('button', { name: 'Join the queue' }).click();
  await expect(widget.panel).toContainText(/connect/i);

  await peerdesk.start();

  await widget.expectPosition(1);
  await widget.panel.getByRole('button', { name: 'Leave the queue' }).click();
  await expect(page.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();
});

test('accepted while what a call needs is on its way: the wait stays and says who is ready, then the call comes', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(page);
  await widget.open();
  const onTheWay: Route[] = [];
  await page.route('**/widget/en-*.js', (route) => void onTheWay.push(route));
  await widget.join('Ann');
  await desk.getByRole('button', { name: 'Accept next caller' }).click();
  await expect
    .poll(() => peerdesk.consultations().at(-1))
    .toMatchObject({ phase: 'active', connected: 2 });

  await expect(widget.status(`${DANA.name} is ready. Connecting…`)).toBeVisible();
  await expect(widget.panel).toHaveAttribute('data-screen', 'waiting');
  await expect(widget.panel.getByRole('button', { name: 'Hang up' })).toBeVisible();

  for (const route of onTheWay) await route.continue();
  await expect(widget.call(DANA.name)).toBeVisible();
  await expect(widget.panel).toHaveAttribute('data-screen', 'call');
  await desk.getByRole('button', { name: 'Hang up' }).click();
  await desk.getByRole('button', { name: 'Back to the queue' }).click();
});

test('words are words: HTML in a name is shown, not run', async () => {
  const watched = watch(desk);
  const { page } = await openPage(browser);
  await page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(page);
  await widget.open();
  const name = '<img src=x onerror=alert(1)>';
  await widget.join(name, { reason: '<b>bold</b>' });

  await expectWaiting(desk, [name]);
  await expect(desk.getByRole('list', { name: 'Waiting callers' })).toContainText('<b>bold</b>');
  expect(watched.errors).toEqual([]);
});

test('a name of control characters and spaces is asked for again, beside its field', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(page);
  await widget.open();
  const name = widget.panel.getByRole('textbox', { name: 'Your name' });
  await name.fill(' \u0007 ');
  await widget.panel.getByRole('button', { name: 'Join the queue' }).click();
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  await expect(name).toBeFocused();
});

test('a wrong password is said kindly, and a bad form field by field', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${peerdesk.origin}/`);
  await page.getByRole('textbox', { name: 'Email' }).fill('dana@example.org');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue('dana@example.org');
});

test('after signing out, the console and its connection are closed', async () => {
  const { page } = await openPage(browser);
  await signIn(page, peerdesk.origin);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});
