import { setTimeout as pass } from 'node:timers/promises';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { aliveOn, openBrowser, openPage } from './browser.ts';
import { type Cable, layCable } from './network.ts';
import { createAccount, DANA, DESK, expectWaiting, goAvailable, Widget } from './people.ts';
import { expectMovingPicture } from './seeing.ts';
import { type ConsultationRow, type Peerdesk, startPeerdesk, startWebsite } from './server.ts';

// One consultation that lives through everything in this file; nobody clicks anything after the
// accept. Ann's page is a shop's, which is there also when the server is not.
let peerdesk: Peerdesk;
let website: Awaited<ReturnType<typeof startWebsite>>;
let anns: Cable;
let danas: Cable;
let callers: Browser;
let consultants: Browser;
let ann: Widget;
let bob: Widget;
let page: Page;
let desk: Page;

test.beforeAll(async () => {
  peerdesk = await startPeerdesk();
  [anns, danas] = await Promise.all([layCable(peerdesk.port), layCable(peerdesk.port)]);
  website = await startWebsite({
    html: `<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>
      <script src="${anns.origin}/widget.js" data-callee="${DESK.slug}" async></script>`,
  });
  [callers, consultants] = await Promise.all([openBrowser('caller'), openBrowser('consultant')]);
  ({ page } = await openPage(callers));
  ({ page: desk } = await openPage(consultants));
  await createAccount(desk, peerdesk.origin);
  await desk.goto(`${danas.origin}/`);
  await goAvailable(desk);
  ann = await joinOn(page, 'Ann');
  await desk.getByRole('button', { name: 'Accept next caller' }).click();
  await expectBothMoving();
  bob = await joinOn((await openPage(callers)).page, 'Bob');
});

test.afterAll(async () => {
  await Promise.all([callers?.close(), consultants?.close()]);
  for (const opened of [anns, danas, website]) opened?.close();
  await peerdesk?.remove();
});

const annsVideo = () => desk.getByLabel("Caller's video");
const danasVideo = () => ann.call(DANA.name).getByLabel("Consultant's video");

const regionOn = (side: Page) => side.getByRole('region', { name: /^Call with/ });

async function joinOn(opened: Page, name: string): Promise<Widget> {
  await opened.goto(website.origin);
  const widget = new Widget(opened);
  await widget.open();
  await widget.join(name);
  return widget;
}

async function expectBothMoving(): Promise<void> {
  await Promise.all([expectMovingPicture(annsVideo()), expectMovingPicture(danasVideo())]);
}

/** Ann's consultation as the server has it: the only one she ever had. */
function consultation(): ConsultationRow {
  const [row, ...others] = peerdesk.consultations().filter(({ name }) => name === 'Ann');
  expect(others).toEqual([]);
  if (!row) throw new Error('the consultation is gone');
  return row;
}

const peersMade = (side: Page) => side.evaluate(() => window.made?.peers.length);

/** What there is to see of a generation, on both sides. */
async function present() {
  const { generation } = consultation();
  return { generation, peersMade: await Promise.all([page, desk].map(peersMade)) };
}

/** Something that breaks the call: the two are soon together again, in a later generation. */
async function expectTogetherAgain(what: string, breakIt: () => Promise<unknown>): Promise<void> {
  const { generation } = consultation();
  await breakIt();
  const brokenAt = Date.now();
  await expect
    .poll(
      () => {
        const row = consultation();
        return row.generation > generation && row.connected === 2 && row.away === 0;
      },
      { message: 'the server knows of a later generation', intervals: [100], timeout: 40_000 },
    )
    .toBe(true);
  await expectBothMoving();
  process.stdout.write(`    ${what}: together again in ${Date.now() - brokenAt} ms\n`);
  expect(consultation()).toMatchObject({ phase: 'active' });
  await expect(ann.panel).toBeVisible();
  for (const side of [page, desk]) {
    await expect(side.getByText('Reconnecting…')).toHaveCount(0);
    expect((await aliveOn(side)).peers).toBe(1);
  }
}

/** Something that is none of the call's business: not a peer more, not a word said. */
async function expectUndisturbed(breakIt: () => Promise<unknown>): Promise<void> {
  const before = await present();
  const said: string[] = [];
  const over = new AbortController();
  const listening = (async () => {
    while (!over.signal.aborted) {
      for (const side of [page, desk]) {
        const texts = await regionOn(side).getByRole('status').allInnerTexts();
        said.push(...texts.filter(Boolean));
      }
      await pass(100);
    }
  })();
  await breakIt();
  await expect.poll(consultation, { timeout: 40_000 }).toMatchObject({ connected: 2, away: 0 });
  await expectBothMoving();
  over.abort();
  await listening;
  expect(said).toEqual([]);
  expect(await present()).toEqual(before);
}

test('Ann reloads her page', async () => {
  await expectTogetherAgain('caller reload', () => page.reload());
});

test('Dana reloads her page', async () => {
  await expectTogetherAgain('consultant reload', () => desk.reload());
});

test('both reload at the same moment', async () => {
  await expectTogetherAgain('both reload', () => Promise.all([page.reload(), desk.reload()]));
});

test("five seconds without the server on Ann's side", async () => {
  await expectUndisturbed(async () => {
    anns.cut('refused');
    await expect.poll(consultation).toMatchObject({ away: 1 });
    await pass(5000);
    await expectBothMoving();
    anns.mend();
  });
});

test('the server is killed and started again, and the queue behind the call is as it was', async () => {
  await expectUndisturbed(async () => {
    await peerdesk.kill();
    await expectBothMoving();
    await peerdesk.start();
    await bob.expectPosition(1);
  });
});

test('half a minute without a sign of the server on both sides', async () => {
  await expectUndisturbed(async () => {
    anns.cut('dark');
    danas.cut('dark');
    await expect.poll(consultation).toMatchObject({ away: 2 });
    await pass(20_000);
    await expectBothMoving();
    anns.mend();
    danas.mend();
  });
  await bob.expectPosition(1);
});

test('Ann reloads the shop while the server is away', async () => {
  await expectTogetherAgain('caller reload without the server', async () => {
    await peerdesk.kill();
    await page.reload();
    await expect(page.getByRole('dialog')).toBeVisible();
    await peerdesk.start();
  });
});

test('Dana reloads her page while the server is being started', async () => {
  await expectTogetherAgain('consultant reload without the server', async () => {
    await peerdesk.kill();
    danas.cut('dark');
    const reloaded = desk.reload();
    await peerdesk.start();
    danas.mend();
    await reloaded;
  });
});

test('both reload while the server is being started', async () => {
  await expectTogetherAgain('both reload without the server', async () => {
    await peerdesk.kill();
    danas.cut('dark');
    const reloaded = desk.reload();
    await page.reload();
    await peerdesk.start();
    danas.mend();
    await reloaded;
  });
});

test('hanging up is the end, for both', async () => {
  await desk.getByRole('button', { name: 'Hang up' }).click();
  for (const side of [page, desk]) {
    await expect(side.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();
    await expect.poll(async () => (await aliveOn(side)).peers).toBe(0);
  }
  expect(consultation()).toMatchObject({ phase: 'ended' });

  await desk.getByRole('button', { name: 'Back to the queue' }).click();
  await expectWaiting(desk, ['Bob']);
  await expect(desk.getByRole('listitem').filter({ hasText: 'Bob' })).not.toContainText('away');
});
