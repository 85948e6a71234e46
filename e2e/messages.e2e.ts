import { type Browser, expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { aliveOn, openPage } from './browser.ts';
import { DESK, goAvailable, Widget } from './people.ts';
import { type Peerdesk, startWebsite } from './server.ts';
import { openDesk, test } from './story.ts';

let peerdesk: Peerdesk;
let browser: Browser;
let desk: Page;

test.beforeEach(async ({ callers }) => {
  browser = callers;
  ({ peerdesk, desk } = await openDesk(browser));
});

test.afterEach(() => peerdesk?.remove());

/** Opens the panel while nobody is available, and begins a message from what was typed. */
async function beginMessage(page: Page): Promise<Widget> {
  const widget = new Widget(page);
  await widget.open();
  await expect(widget.panel.getByRole('meter', { name: 'Microphone level' })).toBeVisible();
  await widget.panel.getByRole('textbox', { name: 'Your name' }).fill('Ann');
  await widget.panel.getByRole('textbox', { name: 'How can we help?' }).fill('The bell is loose.');
  await widget.panel.getByRole('button', { name: 'Leave a message' }).click();
  await expect(widget.panel.getByRole('heading', { name: 'Leave a message' })).toBeFocused();
  return widget;
}

test('nobody available: Ann leaves a message, and Dana reads it and marks it as handled', async () => {
  const { page, watched } = await openPage(browser);
  await page.goto(`${peerdesk.origin}/demo`);
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    const { Peerdesk } = window as unknown as {
      Peerdesk: { on(event: string, handler: () => void): void };
    };
    Peerdesk.on('message:left', () => void told.push('message:left'));
  });
  const widget = await beginMessage(page);
  await expect
    .poll(() => aliveOn(page), { message: 'the camera is off' })
    .toMatchObject({
      tracks: 0,
    });
  await expect(widget.panel.getByRole('textbox', { name: 'Your message' })).toHaveValue(
    'The bell is loose.',
  );
  await expectAccessible(page);

  await widget.panel.getByRole('button', { name: 'Send message' }).click();
  const contact = widget.panel.getByRole('textbox', { name: 'Email or telephone' });
  await expect(contact).toBeFocused();
  await expect(contact).toHaveAttribute('aria-invalid', 'true');
  await contact.fill('ann@example.org');
  await widget.panel.getByRole('button', { name: 'Send message' }).click();
  await expect(widget.panel.getByRole('heading', { name: 'Message sent' })).toBeFocused();
  await expect(widget.panel).toContainText('ann@example.org');
  await widget.panel.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: 'Start a video consultation' })).toBeFocused();
  expect(await page.evaluate(() => Reflect.get(window, 'told'))).toEqual(['message:left']);
  expect((await aliveOn(page)).tracks).toBe(0);
  expect(watched.errors).toEqual([]);

  await desk.reload();
  await desk.getByRole('link', { name: /Messages\s*1 to answer/ }).click();
  await expect(desk.getByRole('heading', { name: 'Messages', exact: true })).toBeFocused();
  const message = desk.getByRole('listitem').filter({ hasText: 'Ann' });
  await expect(message).toContainText('The bell is loose.');
  await expect(message.getByRole('link', { name: 'ann@example.org' })).toHaveAttribute(
    'href',
    'mailto:ann@example.org',
  );
  await expectAccessible(desk);
  await message.getByRole('button', { name: 'Mark as handled' }).click();
  await expect(desk.getByRole('heading', { name: 'No messages to answer' })).toBeVisible();
  await expect(desk.getByRole('link', { name: 'Messages', exact: true })).toBeVisible();

  await desk.getByRole('button', { name: 'Handled', exact: true }).click();
  await expect(message).toContainText('Handled by Dana');
  await expectAccessible(desk);
  await message.getByRole('button', { name: 'Mark as unhandled' }).click();
  await expect(desk.getByRole('link', { name: /1 to answer/ })).toBeVisible();
});

test('thinking better of it: the form is back with everything typed, and the camera too', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${peerdesk.origin}/c/${DESK.slug}`);
  const panel = page.getByRole('dialog', { name: DESK.name });
  await expect(panel.getByRole('meter', { name: 'Microphone level' })).toBeVisible();
  await panel.getByRole('textbox', { name: 'Your name' }).fill('Ann');
  await panel.getByRole('button', { name: 'Leave a message' }).click();
  await expect.poll(async () => (await aliveOn(page)).tracks).toBe(0);
  await panel.getByRole('textbox', { name: 'Your message' }).fill('Rather in person.');

  await panel.getByRole('button', { name: 'Back' }).click();
  await expect(panel.getByRole('textbox', { name: 'How can we help?' })).toHaveValue(
    'Rather in person.',
  );
  await expect.poll(async () => (await aliveOn(page)).tracks).toBe(2);
  await panel.getByRole('button', { name: 'Join the queue' }).click();
  await new Widget(page).expectPosition(1);
});

test('the server away while sending: nothing is lost, and the second try leaves one message', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${peerdesk.origin}/demo`);
  const widget = await beginMessage(page);
  await widget.panel.getByRole('textbox', { name: 'Email or telephone' }).fill('02-120');
  // The message arrives, the answer does not.
  await page.route('**/messages', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await widget.panel.getByRole('button', { name: 'Send message' }).click();
  await expect(widget.panel.getByRole('alert')).toContainText('not sent');
  await expect(widget.panel.getByRole('textbox', { name: 'Your message' })).toHaveValue(
    'The bell is loose.',
  );
  await page.unroute('**/messages');
  await widget.panel.getByRole('button', { name: 'Send message' }).click();
  await expect(widget.panel.getByRole('heading', { name: 'Message sent' })).toBeVisible();

  await desk.reload();
  await expect(desk.getByRole('link', { name: /Messages\s*1 to answer/ })).toBeVisible();
});

test('from another website, and when somebody comes the offer goes away by itself', async () => {
  const website = await startWebsite({
    html: `<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>
      <script src="${peerdesk.origin}/widget.js" data-callee="${DESK.slug}" async></script>`,
    csp: `default-src 'none'; script-src ${peerdesk.origin}; connect-src ${peerdesk.origin} ${peerdesk.origin.replace('http', 'ws')}`,
  });
  const { page, watched } = await openPage(browser);
  await page.goto(website.origin);
  const widget = await beginMessage(page);
  await widget.panel.getByRole('textbox', { name: 'Email or telephone' }).fill('ann@example.org');
  await widget.panel.getByRole('button', { name: 'Send message' }).click();
  await expect(widget.panel.getByRole('heading', { name: 'Message sent' })).toBeVisible();
  await widget.panel.getByRole('button', { name: 'Close' }).click();

  await widget.open();
  const offer = widget.panel.getByRole('button', { name: 'Leave a message' });
  await expect(offer).toBeVisible();
  await goAvailable(desk);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(offer).toHaveCount(0);
  await expect(widget.status('We are here for you.')).toBeVisible();
  expect(watched.errors).toEqual([]);
  website.close();
});
