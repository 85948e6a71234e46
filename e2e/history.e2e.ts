import { readFile } from 'node:fs/promises';
import { type Browser, type Download, expect, type Page } from '@playwright/test';
import { openPage } from './browser.ts';
import { DANA, DESK, goAvailable, signIn, Widget } from './people.ts';
import { expectMovingPicture } from './seeing.ts';
import { type Peerdesk, startWebsite } from './server.ts';
import { openDesk, test } from './story.ts';

let peerdesk: Peerdesk;
let callersBrowser: Browser;
let consultantsBrowser: Browser;
let desk: Page;

test.beforeAll(async ({ callers, consultants }) => {
  [callersBrowser, consultantsBrowser] = [callers, consultants];
  ({ peerdesk, desk } = await openDesk(consultants));
  await goAvailable(desk);
});

test.afterAll(() => peerdesk?.remove());

/** Somebody calls and is accepted. */
async function connect(page: Page, name: string, reason: string): Promise<Widget> {
  const widget = new Widget(page);
  await widget.open();
  await widget.join(name, { reason });
  await desk.getByRole('button', { name: 'Accept next caller' }).click();
  await expectMovingPicture(widget.call(DANA.name).getByLabel("Consultant's video"));
  await expectMovingPicture(desk.getByLabel("Caller's video"));
  return widget;
}

const notesOn = (page: Page) => page.getByRole('textbox', { name: 'Notes' });
const saved = (page: Page) => page.getByRole('status').filter({ hasText: /^Saved$/ });

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

test('a consultation is kept with notes, outcome and feedback, found again, taken away and deleted', async () => {
  await desk.getByRole('link', { name: 'Settings' }).click();
  await desk.getByRole('textbox', { name: 'Outcome tags' }).fill('Refunded\nCall back');
  await desk.getByRole('button', { name: 'Save tags' }).click();
  await expect(desk.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await desk.getByRole('link', { name: 'History' }).click();
  await expect(desk.getByRole('heading', { name: 'No consultations yet' })).toBeVisible();
  await desk.getByRole('link', { name: 'Queue' }).click();

  // A page of a foreign site, without cookies: the ticket alone is the proof.
  const website = await startWebsite({
    html: `<!doctype html><html lang="en"><title>Elsewhere</title><h1>Elsewhere</h1>
      <script src="${peerdesk.origin}/widget.js" data-callee="${DESK.slug}" async></script>`,
    csp: `default-src 'none'; script-src ${peerdesk.origin}; connect-src ${peerdesk.origin} ${peerdesk.origin.replace('http', 'ws')}`,
  });
  const { page, watched, context } = await openPage(callersBrowser);
  await page.goto(website.origin);
  const widget = await connect(page, 'Ann', 'Refund for order 1042');

  await widget.panel.getByRole('button', { name: 'Chat' }).click();
  await widget.panel.getByRole('textbox', { name: 'Message' }).fill('Order 1042, the red one');
  await widget.panel.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(widget.panel.getByRole('log', { name: 'Chat' })).toContainText('the red one');
  await desk.getByRole('tab', { name: 'Chat' }).click();
  await expect(desk.getByRole('log', { name: 'Chat' })).toContainText('the red one');

  // Reloaded before the pause in typing is over: nothing is lost.
  await notesOn(desk).fill('Bell arrived broken');
  await desk.reload();
  await expectMovingPicture(desk.getByLabel("Caller's video"));
  await expect(notesOn(desk)).toHaveValue('Bell arrived broken');
  await expect(saved(desk)).toBeVisible();

  await desk.getByRole('button', { name: 'Hang up' }).click();
  await expect(desk.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();
  await expect(notesOn(desk)).toHaveValue('Bell arrived broken');
  await notesOn(desk).press('End');
  await notesOn(desk).pressSequentially(', money sent back');
  await expect(saved(desk)).toBeVisible();
  await desk.getByRole('button', { name: 'Refunded' }).click();
  await expect(desk.getByRole('button', { name: 'Refunded' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );

  await expect(page.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();
  // A reload leads back to it, with its chat and its rating.
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();
  const [transcript] = await Promise.all([
    page.waitForEvent('download'),
    widget.panel.getByRole('button', { name: 'Download the chat' }).click(),
  ]);
  expect(await textOf(transcript)).toMatch(/\] You: Order 1042, the red one\n$/);
  await widget.panel.getByRole('button', { name: 'Send feedback' }).click();
  await expect(widget.panel.getByText('Choose from 1 to 5.')).toBeVisible();
  const rating = widget.panel.getByRole('radiogroup', { name: 'How was your consultation?' });
  await rating.getByRole('radio', { name: '4' }).check({ force: true });
  await widget.panel.getByRole('textbox', { name: 'Comment' }).fill('Quick and kind');
  await widget.panel.getByRole('button', { name: 'Send feedback' }).click();
  await expect(widget.status('Thank you for your feedback.')).toBeVisible();
  await widget.panel.getByRole('button', { name: 'Close', exact: true }).click();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Start a video consultation' })).toBeVisible();
  await expect(widget.panel).toHaveCount(0);
  expect(watched.errors).toEqual([]);

  await desk.getByRole('button', { name: 'Back to the queue' }).click();
  await desk.getByRole('link', { name: 'History' }).click();
  const table = desk.getByRole('table', { name: 'History' });
  const row = table.getByRole('row').filter({ hasText: 'Ann' });
  for (const words of ['Refund for order 1042', 'Completed', 'Refunded', '4 of 5']) {
    await expect(row).toContainText(words);
  }
  const search = desk.getByRole('searchbox', { name: 'Search' });
  await search.fill('nobody like that');
  await expect(desk.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await search.fill('ann BROKEN');
  await expect(row).toBeVisible();
  await desk.getByRole('combobox', { name: 'How it ended' }).selectOption('Declined');
  await expect(desk.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await desk.getByRole('button', { name: 'Show all' }).click();
  await expect(row).toBeVisible();
  await expect(search).toHaveValue('');
  await desk.getByRole('combobox', { name: 'Outcome' }).selectOption('Refunded');
  await desk.getByRole('combobox', { name: 'Consultant' }).selectOption(DANA.name);
  await expect(row).toBeVisible();

  for (const [name, first] of [
    ['Export CSV', '\u{feff}id,caller,reason'],
    ['Export JSON', '['],
  ] as const) {
    const [download] = await Promise.all([
      desk.waitForEvent('download'),
      desk.getByRole('link', { name }).click(),
    ]);
    const text = await textOf(download);
    expect(text.startsWith(first)).toBe(true);
    for (const words of ['Bell arrived broken, money sent back', 'Quick and kind', 'Refunded']) {
      expect(text).toContain(words);
    }
  }

  await table.getByRole('link', { name: 'Ann' }).click();
  await expect(desk.getByRole('heading', { name: 'Ann', exact: true })).toBeVisible();
  await expect(notesOn(desk)).toHaveValue('Bell arrived broken, money sent back');
  await expect(desk.getByText('Quick and kind')).toBeVisible();
  await expect(desk.getByRole('region', { name: 'Chat' })).toContainText('the red one');
  const events = desk.getByRole('region', { name: 'Timeline' }).getByRole('listitem');
  for (const words of ['Ann joined the queue', 'Dana accepted', 'Connected', 'Dana ended it']) {
    await expect(events.filter({ hasText: words }).first()).toBeVisible();
  }
  await desk.reload();
  await expect(desk.getByRole('heading', { name: 'Ann', exact: true })).toBeVisible();

  await desk.getByRole('button', { name: 'Delete' }).click();
  const dialog = desk.getByRole('alertdialog', { name: 'Delete the consultation with Ann?' });
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await desk.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await desk.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(desk.getByRole('heading', { name: 'No consultations yet' })).toBeVisible();
  await desk.goBack();
  await expect(desk.getByRole('alert')).toContainText('This consultation is not there');

  await desk.getByRole('link', { name: 'Queue' }).click();
  await context.close();
  website.close();
});

test('two windows write notes at the same time, and neither loses a word', async () => {
  const { page, context } = await openPage(callersBrowser);
  await page.goto(`${peerdesk.origin}/demo`);
  await connect(page, 'Bob', 'Two windows');
  await desk.getByRole('button', { name: 'Hang up' }).click();
  await notesOn(desk).fill('Begun.');
  await expect(saved(desk)).toBeVisible();
  await desk.getByRole('link', { name: 'Open in the history' }).click();
  await expect(desk.getByRole('heading', { name: 'Bob', exact: true })).toBeVisible();

  const second = await openPage(consultantsBrowser);
  await signIn(second.page, peerdesk.origin);
  await second.page.goto(desk.url());
  await expect(notesOn(second.page)).toHaveValue('Begun.');
  await Promise.all([
    notesOn(desk).fill('Begun. From the first window.'),
    notesOn(second.page).fill('Begun. From the second window.'),
  ]);
  for (const window of [desk, second.page]) await expect(saved(window)).toBeVisible();
  await desk.reload();
  for (const words of ['Begun.', 'From the first window.', 'From the second window.']) {
    await expect(notesOn(desk)).toHaveValue(new RegExp(words.replaceAll('.', '\\.')));
  }

  await second.context.close();
  await context.close();
});
