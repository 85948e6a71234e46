import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { openPage } from './browser.ts';
import { DANA, DESK, goAvailable, Widget } from './people.ts';
import { expectMovingPicture } from './seeing.ts';
import { type Peerdesk } from './server.ts';
import { openDesk, test } from './story.ts';

let peerdesk: Peerdesk;
let folder: string;
let ann: Page;
let desk: Page;
let annsErrors: readonly string[];

/** One side's chat, by its accessible names. */
class Chat {
  readonly page: Page;
  readonly log: Locator;

  constructor(page: Page) {
    this.page = page;
    this.log = page.getByRole('log', { name: 'Chat' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: /^Chat/ }).click();
    await expect(this.log).toBeVisible();
  }

  async say(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Message' }).fill(text);
    await this.page.getByRole('textbox', { name: 'Message' }).press('Enter');
  }

  async attach(...files: string[]): Promise<void> {
    const choosing = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Attach a file' }).click();
    await (await choosing).setFiles(files);
  }

  item(text: string): Locator {
    return this.log.getByRole('listitem').filter({ hasText: text });
  }

  /** Saves a file as a person would. @returns its bytes */
  async save(name: string): Promise<Buffer> {
    const downloading = this.page.waitForEvent('download');
    await this.item(name).getByRole('link', { name: 'Download' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(name);
    return readFileSync(await download.path());
  }
}

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** A file of random bytes. */
function makeFile(name: string, length: number): { file: string; bytes: Buffer } {
  const bytes = randomBytes(length);
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return { file, bytes };
}

/** A file of zeros that takes no room on the disk. */
function makeSparseFile(name: string, length: number): string {
  const file = path.join(folder, name);
  const handle = openSync(file, 'w');
  ftruncateSync(handle, length);
  closeSync(handle);
  return file;
}

const annsCall = () => ann.getByRole('region', { name: `Call with ${DANA.name}` });
const danasCall = () => desk.getByRole('region', { name: 'Call with Ann' });

test.beforeAll(async ({ consultants }) => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'peerdesk-files-'));
  ({ peerdesk, desk } = await openDesk(consultants));
  await goAvailable(desk);
});

test.afterAll(async () => {
  await peerdesk?.remove();
  rmSync(folder, { recursive: true, force: true });
});

test.beforeEach(async ({ callers }) => {
  const opened = await openPage(callers);
  ann = opened.page;
  annsErrors = opened.watched.errors;
  await ann.goto(`${peerdesk.origin}/c/${DESK.slug}`);
  const widget = new Widget(ann);
  await expect(widget.panel).toBeVisible();
  await widget.join('Ann');
  await desk.getByRole('button', { name: 'Accept next caller' }).click();
  await expectMovingPicture(annsCall().getByLabel("Consultant's video"));
  await expectMovingPicture(danasCall().getByLabel("Caller's video"));
});

test.afterEach(async () => {
  await danasCall().getByRole('button', { name: 'Hang up' }).click();
  await desk.getByRole('button', { name: 'Back to the queue' }).click();
  await expect(desk.getByRole('heading', { name: 'Queue', exact: true })).toBeVisible();
  expect(annsErrors).toEqual([]);
});

test('what one writes the other reads, counts, and finds again after a reload of either page', async () => {
  const anns = new Chat(ann);
  const danas = new Chat(desk);
  await anns.open();
  await anns.say('Hello <b>Dana</b>, see https://example.org/order?id=1042.');
  await expect(anns.item('Hello')).toContainText('Delivered');
  await expect(desk.getByRole('button', { name: 'Chat, 1 unread' })).toBeVisible();

  await danas.open();
  await expect(danas.item('Hello <b>Dana</b>')).toBeVisible();
  await expect(desk.getByRole('button', { name: 'Chat', exact: true })).toBeVisible();
  const link = danas.log.getByRole('link', { name: 'https://example.org/order?id=1042' });
  await expect(link).toHaveAttribute('href', 'https://example.org/order?id=1042');
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
  await expect(link).toHaveAttribute('target', '_blank');
  await danas.say('I see it.');
  await expect(anns.item('I see it.')).toBeVisible();

  await ann.reload();
  await expectMovingPicture(annsCall().getByLabel("Consultant's video"));
  await anns.open();
  await expect(anns.log.getByRole('listitem')).toHaveText([/You.*Hello/, /Dana.*I see it\./]);
  await danas.say('Welcome back.');
  await expect(anns.item('Welcome back.')).toBeVisible();

  await desk.reload();
  await expectMovingPicture(danasCall().getByLabel("Caller's video"));
  await danas.open();
  await expect(danas.log.getByRole('listitem')).toHaveText([
    /Ann.*Hello/,
    /You.*I see it\./,
    /You.*Welcome back\./,
  ]);
});

test('files go both ways and arrive byte for byte', async () => {
  const anns = new Chat(ann);
  const danas = new Chat(desk);
  await Promise.all([anns.open(), danas.open()]);
  const contract = makeFile('contract.pdf', 3_000_000);
  const empty = makeFile('empty.txt', 0);
  await anns.attach(contract.file, empty.file);
  await expect(danas.item('contract.pdf')).toContainText('2.9 MB');
  expect(digestOf(await danas.save('contract.pdf'))).toBe(digestOf(contract.bytes));
  expect(await danas.save('empty.txt')).toHaveLength(0);
  await expect(anns.item('contract.pdf')).toContainText('Received by the other side');

  const film = makeFile('film.mp4', 12_000_000);
  await danas.attach(film.file);
  await anns.item('film.mp4').getByRole('button', { name: 'Accept' }).click();
  expect(digestOf(await anns.save('film.mp4'))).toBe(digestOf(film.bytes));
});

test('a file can be cancelled by either side, and one over 100 MB is refused', async () => {
  const anns = new Chat(ann);
  const danas = new Chat(desk);
  await Promise.all([anns.open(), danas.open()]);
  await anns.attach(makeSparseFile('first.iso', 90 * 1024 * 1024));
  await danas.item('first.iso').getByRole('button', { name: 'Cancel' }).click();
  await expect(anns.item('first.iso')).toContainText('Cancelled');

  await anns.attach(makeSparseFile('second.iso', 100 * 1024 * 1024));
  await danas.item('second.iso').getByRole('button', { name: 'Accept' }).click();
  await expect(
    danas.log.getByRole('progressbar', { name: 'Progress of second.iso' }),
  ).toBeVisible();
  await anns.item('second.iso').getByRole('button', { name: 'Cancel' }).click();
  await expect(danas.item('second.iso')).toContainText('Cancelled');

  await anns.attach(makeSparseFile('too-large.iso', 101 * 1024 * 1024));
  await expect(ann.getByRole('alert')).toContainText('Files may have up to 100 MB');
  await expect(anns.item('too-large.iso')).toHaveCount(0);
});

test('a file may be dropped onto the call, and a keyboard is enough for the rest', async () => {
  const files = await ann.evaluateHandle(() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File(['dropped'], 'notes.txt'));
    return dropped;
  });
  await annsCall().dispatchEvent('dragover', { dataTransfer: files });
  await expect(annsCall()).toContainText('Drop files here');
  await annsCall().dispatchEvent('drop', { dataTransfer: files });
  const anns = new Chat(ann);
  await expect(anns.item('notes.txt')).toBeVisible();

  const danas = new Chat(desk);
  await danas.open();
  expect((await danas.save('notes.txt')).toString()).toBe('dropped');

  const message = ann.getByRole('textbox', { name: 'Message' });
  await expect(message).toBeFocused();
  await ann.keyboard.type('One line');
  await ann.keyboard.press('Shift+Enter');
  await ann.keyboard.type('and another');
  await ann.keyboard.press('Enter');
  await expect(danas.item('and another')).toBeVisible();
  for (const page of [ann, desk]) await expectAccessible(page);
  await ann.keyboard.press('Escape');
  await expect(anns.log).toBeHidden();
  await expect(annsCall()).toBeVisible();
  await expect(ann.getByRole('button', { name: 'Chat', exact: true })).toBeFocused();
});

test('each sees when the other is muted or has no picture to show', async () => {
  await danasCall().getByRole('button', { name: 'Mute microphone' }).click();
  await danasCall().getByRole('button', { name: 'Turn camera off' }).click();
  await expect(annsCall()).toContainText('Dana’s microphone is off.');
  await expect(annsCall()).toContainText('Dana’s camera is off.');

  await danasCall().getByRole('button', { name: 'Unmute microphone' }).click();
  await danasCall().getByRole('button', { name: 'Turn camera on' }).click();
  await expect(annsCall()).not.toContainText('is off.');
});
