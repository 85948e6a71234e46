import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { aliveOn, openPage } from './browser.ts';
import { DESK } from './people.ts';
import { expectMovingPicture, expectSound } from './seeing.ts';
import { type Peerdesk } from './server.ts';
import { openDesk, test } from './story.ts';

let peerdesk: Peerdesk;
let browser: Browser;
let desk: Page;

test.beforeAll(async ({ callers }) => {
  browser = callers;
  ({ peerdesk, desk } = await openDesk(browser, { QUEUE_GRACE_SECONDS: '60' }));
});

test.afterAll(() => peerdesk?.remove());

/** Dana makes a room, as a program would. */
async function makeRoom(terms: Record<string, unknown> = {}): Promise<{ id: string; url: string }> {
  const rooms = `${peerdesk.origin}/api/v1/callees/${DESK.slug}/rooms`;
  const response = await desk.request.post(rooms, { data: terms });
  expect(response.status()).toBe(201);
  return (await response.json()) as { id: string; url: string };
}

/** Somebody with a browser of their own. */
class Visitor {
  readonly name: string;
  readonly page: Page;
  readonly context: BrowserContext;

  constructor(name: string, { page, context }: { page: Page; context: BrowserContext }) {
    this.name = name;
    this.page = page;
    this.context = context;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.page.getByRole('meter', { name: 'Microphone level' })).toBeVisible();
  }

  async enter(): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Your name' }).fill(this.name);
    await this.page.getByRole('button', { name: 'Enter the room' }).click();
  }

  status(text: string | RegExp) {
    return this.page.getByRole('status').filter({ hasText: text });
  }

  async expectWaiting(): Promise<void> {
    await expect(this.status('Waiting for the other person')).toBeVisible();
  }

  async expectFull(): Promise<void> {
    await expect(this.status('This room is full')).toBeVisible();
  }

  async leave(): Promise<void> {
    await this.page.getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(this.page.getByRole('heading', { name: 'You have left the room' })).toBeVisible();
    await expect.poll(() => aliveOn(this.page)).toEqual({ peers: 0, tracks: 0 });
  }
}

async function write({ page }: Visitor, words: string): Promise<void> {
  await page.getByRole('button', { name: /^Chat/ }).click();
  await page.getByRole('textbox', { name: 'Message' }).fill(words);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('log')).toContainText(words);
}

async function visitor(name: string, url: string): Promise<Visitor> {
  const made = new Visitor(name, await openPage(browser));
  await made.open(url);
  return made;
}

/** Alone in the room. */
async function firstIn(name: string, url: string): Promise<Visitor> {
  const first = await visitor(name, url);
  await first.enter();
  await first.expectWaiting();
  return first;
}

/** Each sees the other, and nobody else. */
async function expectTogether(...[one, other]: [Visitor, Visitor]): Promise<void> {
  for (const [who, whom] of [
    [one, other],
    [other, one],
  ] as const) {
    const region = who.page.getByRole('region', { name: `Call with ${whom.name}` });
    await expectMovingPicture(region.getByLabel(`${whom.name}'s video`));
    await expectMovingPicture(region.getByLabel('Your video', { exact: true }));
    await expect.poll(async () => (await aliveOn(who.page)).peers).toBe(1);
  }
}

test('three on one link: created, joined, full; through leaving, reloads and a killed server', async () => {
  test.setTimeout(180_000);
  const { url } = await makeRoom({ title: 'Second look' });
  const ann = await visitor('Ann', url);
  await expect(ann.page.getByRole('heading', { name: /Second look/ })).toBeVisible();
  await ann.enter();
  await ann.expectWaiting();
  const bob = await visitor('Bob', url);
  await bob.enter();
  await expectTogether(ann, bob);
  await expectSound(ann.page.getByLabel("Bob's video"));
  await write(ann, 'Only between the two of us');
  await expect(bob.page.getByRole('button', { name: /^Chat/ })).toContainText('1');
  const cleo = await visitor('Cleo', url);
  await cleo.enter();
  await cleo.expectFull();

  await bob.leave();
  await ann.expectWaiting();
  await expect(ann.status('Bob has left the room.')).toBeVisible();
  await cleo.page.getByRole('button', { name: 'Enter the room' }).click();
  await expectTogether(ann, cleo);
  await write(cleo, 'Hello from Cleo');
  await ann.page.getByRole('button', { name: /^Chat/ }).click();
  await expect(ann.page.getByRole('log')).toContainText('Hello from Cleo');
  for (const { page } of [ann, cleo]) {
    await expect(page.getByText('Only between the two of us')).toHaveCount(0);
  }

  await ann.page.reload();
  await expectTogether(ann, cleo);
  await cleo.page.reload();
  await expectTogether(ann, cleo);
  await Promise.all([ann.page.reload(), cleo.page.reload()]);
  await expectTogether(ann, cleo);

  await peerdesk.kill();
  await expectMovingPicture(ann.page.getByLabel("Cleo's video"));
  await peerdesk.start();
  await bob.page.getByRole('button', { name: 'Back to the door' }).click();
  await expect(bob.page.getByRole('meter', { name: 'Microphone level' })).toBeVisible();
  await bob.enter();
  await bob.expectFull();
  await ann.page.reload();
  await expectTogether(ann, cleo);

  // Who was second is first now, and makes the offer for whoever comes.
  await ann.leave();
  await cleo.expectWaiting();
  await bob.page.getByRole('button', { name: 'Enter the room' }).click();
  await expectTogether(cleo, bob);
  for (const { context } of [ann, bob, cleo]) await context.close();
});

test('the same browser in a second tab takes the place, and gives it back', async () => {
  const { url } = await makeRoom();
  const ann = await firstIn('Ann', url);
  const bob = await visitor('Bob', url);
  await bob.enter();
  await expectTogether(ann, bob);

  const second = new Visitor('Ann', { page: await ann.context.newPage(), context: ann.context });
  await second.open(url);
  await expect(second.page.getByRole('textbox', { name: 'Your name' })).toHaveValue('Ann');
  await second.enter();
  await expect(ann.page.getByRole('heading', { name: 'Continues in another tab' })).toBeVisible();
  await expectTogether(second, bob);

  await ann.page.getByRole('button', { name: 'Continue here' }).click();
  await expectTogether(ann, bob);
  await ann.context.close();
  await bob.context.close();
});

test('who knocks is let in or declined by who is inside', async () => {
  const { url } = await makeRoom({ knock: true });
  const ann = await firstIn('Ann', url);
  const bob = await visitor('Bob', url);
  await bob.enter();
  await expect(bob.status('Waiting to be let in')).toBeVisible();
  await expect(ann.page.getByRole('alert')).toHaveText('Bob would like to come in');
  expect((await aliveOn(bob.page)).peers).toBe(0);
  await ann.page.getByRole('button', { name: 'Decline' }).click();
  await expect(bob.status('You were not let in')).toBeVisible();
  await ann.expectWaiting();

  await bob.enter();
  await ann.page.getByRole('button', { name: 'Let in' }).click();
  await expectTogether(ann, bob);
  await bob.page.reload();
  await expectTogether(ann, bob);
  await ann.context.close();
  await bob.context.close();
});

test('a room that cannot be entered says why', async () => {
  const { page } = await openPage(browser);
  const alert = page.getByRole('alert');
  await page.goto(`${peerdesk.origin}/r/nothing-at-all`);
  await expect(alert).toContainText('This room does not exist.');

  const tomorrow = Date.now() + 24 * 3_600_000;
  const later = await makeRoom({ opensAt: tomorrow });
  await page.goto(later.url);
  await expect(alert).toContainText('This room is not open yet. It opens on');
  await expect(alert).toContainText(String(new Date(tomorrow).getFullYear()));

  const soon = await makeRoom({ closesAt: 1 });
  await page.goto(soon.url);
  await expect(alert).toContainText('This room has expired.');

  const { id, url } = await makeRoom();
  const ann = await firstIn('Ann', url);
  const path = `${peerdesk.origin}/api/v1/callees/${DESK.slug}/rooms/${id}`;
  await desk.request.patch(path, { data: { revoked: true } });
  await expect(ann.page.getByRole('alert')).toContainText('This room has been revoked.');
  await expect.poll(() => aliveOn(ann.page)).toEqual({ peers: 0, tracks: 0 });
  await page.goto(url);
  await expect(alert).toContainText('This room has been revoked.');
  await ann.context.close();
});

test('a page that speaks the other language, asks nobody else, and tells nobody its address', async () => {
  const { url } = await makeRoom();
  const { page, context, watched } = await openPage(browser, { locale: 'ko-KR' });
  const response = await page.goto(url);
  expect(response?.headers()['referrer-policy']).toBe('no-referrer');
  expect(response?.headers()['x-robots-tag']).toBe('noindex');
  await expect(page.getByRole('button', { name: '방에 들어가기' })).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('button', { name: 'Enter the room' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('button', { name: 'Enter the room' }).click();
  await expect(page.getByText('Please tell us your name.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Your name' })).toBeFocused();
  expect(watched.errors).toEqual([]);
  const hosts = new Set(watched.requests.map((request) => new URL(request).host));
  expect([...hosts]).toEqual([new URL(peerdesk.origin).host]);
  await context.close();
});

test('a consultant makes a room in the console, meets and records somebody in it, and revokes it', async () => {
  await desk.goto(peerdesk.origin);
  await desk.getByRole('link', { name: 'Rooms' }).click();
  await desk.getByRole('textbox', { name: 'Title' }).fill('Contract');
  await desk.getByRole('button', { name: 'New room' }).click();
  const link = desk.getByRole('textbox', { name: 'Room link' });
  await expect(link).toHaveValue(/\/r\/[\w-]{43}$/);
  await desk.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await desk.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(desk.getByText('Copied')).toBeVisible();
  const url = await desk.evaluate(() => navigator.clipboard.readText());
  expect(url).toBe(await link.inputValue());

  await desk.getByRole('listitem').filter({ hasText: 'Contract' }).getByRole('link').click();
  await expect(desk.getByRole('status').filter({ hasText: 'Waiting for the other' })).toBeVisible();
  const ann = await visitor('Ann', url);
  await ann.enter();
  const call = desk.getByRole('region', { name: 'Call with Ann' });
  await expectMovingPicture(call.getByLabel("Ann's video"));
  await expectMovingPicture(ann.page.getByLabel("Dana's video"));

  await desk.getByRole('button', { name: 'Start recording' }).click();
  const consent = ann.page.getByRole('alertdialog', { name: 'Recording consent' });
  await expect(consent).toBeFocused();
  await expectAccessible(ann.page);
  await consent.getByRole('button', { name: 'Allow recording' }).click();
  for (const page of [desk, ann.page]) {
    await expect(
      page.getByRole('status').filter({ hasText: 'This consultation is being recorded' }),
    ).toBeVisible();
  }
  await desk.getByRole('textbox', { name: 'Notes' }).fill('Signed');
  await expectAccessible(desk);
  await desk.reload();
  await expectMovingPicture(call.getByLabel("Ann's video"));
  await expect(desk.getByRole('timer').filter({ hasText: /0:0[3-9]|0:[1-5]/ })).not.toHaveCount(0);
  await ann.page.getByRole('button', { name: 'Stop recording' }).click();
  await expect(desk.getByText('Ann stopped the recording.')).toBeVisible();

  await ann.leave();
  await expect(desk.getByText('Ann has left the room.')).toBeVisible();
  await desk.getByRole('button', { name: 'Leave', exact: true }).click();
  await expect.poll(() => aliveOn(desk)).toEqual({ peers: 0, tracks: 0 });
  await desk.getByRole('button', { name: 'Keep it' }).click();
  await desk.getByRole('link', { name: 'Open in the history' }).click();
  await expect(desk.getByRole('heading', { name: 'Ann' })).toBeVisible();
  await expect(desk.getByRole('textbox', { name: 'Notes' })).toHaveValue('Signed');
  const player = desk.getByLabel('Both voices').and(desk.locator('video'));
  await expect(player).toBeVisible({ timeout: 60_000 });
  const heard = await player.evaluate(async (element) => {
    const video = element as HTMLVideoElement;
    video.muted = true;
    await video.play();
    return video.duration;
  });
  expect(heard).toBeGreaterThan(1);

  await desk.getByRole('link', { name: 'Rooms' }).click();
  const item = desk.getByRole('listitem').filter({ hasText: 'Contract' });
  await expect(item).toContainText('Nobody inside');
  await item.getByRole('button', { name: 'Revoke' }).click();
  await item.getByRole('button', { name: 'Revoke for ever' }).click();
  await expect(item).toContainText('Revoked');
  await ann.page.getByRole('button', { name: 'Back to the door' }).click();
  await expect(ann.page.getByRole('alert')).toContainText('This room has been revoked.');
  await ann.context.close();
});
