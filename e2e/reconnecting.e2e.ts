import { setTimeout as pass } from 'node:timers/promises';
import { type Browser, expect, type Page } from '@playwright/test';
import { openPage } from './browser.ts';
import { type Cable, layCable } from './cable.ts';
import { Pair } from './pair.ts';
import { DESK, expectWaiting, goAvailable, Widget } from './people.ts';
import { type Peerdesk, startWebsite } from './server.ts';
import { openDesk, test } from './story.ts';

// One consultation that lives through everything in this file; nobody clicks anything after the
// accept. Ann's page is a shop's, which is there also when the server is not; Bob waits.
let peerdesk: Peerdesk;
let website: Awaited<ReturnType<typeof startWebsite>>;
let anns: Cable;
let danas: Cable;
let page: Page;
let desk: Page;
let pair: Pair;
let bob: Widget;

test.beforeAll(async ({ callers, consultants }) => {
  ({ peerdesk, desk } = await openDesk(consultants));
  [anns, danas] = await Promise.all([layCable(peerdesk.port), layCable(peerdesk.port)]);
  website = await startWebsite({
    html: `<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>
      <script src="${anns.origin}/widget.js" data-callee="${DESK.slug}" async></script>`,
  });
  await desk.goto(`${danas.origin}/`);
  await goAvailable(desk);
  ({ page } = await joinAs(callers, 'Ann'));
  pair = new Pair(page, desk, peerdesk);
  await pair.meet();
  bob = await joinAs(callers, 'Bob', { voiceOnly: true });
});

test.afterAll(async () => {
  await page?.context().close();
  await bob?.page.context().close();
  for (const opened of [anns, danas, website]) opened?.close();
  await peerdesk?.remove();
});

async function joinAs(
  callers: Browser,
  name: string,
  how?: { readonly voiceOnly: boolean },
): Promise<Widget> {
  const opened = await openPage(callers);
  await opened.page.goto(website.origin);
  const widget = new Widget(opened.page);
  await widget.open();
  await widget.join(name, how);
  return widget;
}

test('Ann reloads her page', async () => {
  await pair.expectTogetherAgain('caller reload', () => page.reload());
});

test('Dana reloads her page', async () => {
  await pair.expectTogetherAgain('consultant reload', () => desk.reload());
});

test('both reload at the same moment', async () => {
  await pair.expectTogetherAgain('both reload', () => Promise.all([page.reload(), desk.reload()]));
});

test("five seconds without the server on Ann's side", async () => {
  await pair.expectUndisturbed(async () => {
    anns.cut('refused');
    await expect.poll(() => pair.consultation()).toMatchObject({ away: 1 });
    await pass(5000);
    await pair.expectBothMoving();
    anns.mend();
  });
});

test('the server is killed and started again, and the queue behind the call is as it was', async () => {
  await pair.expectUndisturbed(async () => {
    await peerdesk.kill();
    await pair.expectBothMoving();
    await peerdesk.start();
    await bob.expectPosition(1);
  });
});

test('half a minute without a sign of the server on both sides', async () => {
  await pair.expectUndisturbed(async () => {
    anns.cut('dark');
    danas.cut('dark');
    await expect.poll(() => pair.consultation()).toMatchObject({ away: 2 });
    await pass(20_000);
    await pair.expectBothMoving();
    anns.mend();
    danas.mend();
  });
  await bob.expectPosition(1);
});

test('Ann reloads the shop while the server is away', async () => {
  await pair.expectTogetherAgain('caller reload without the server', async () => {
    await peerdesk.kill();
    await page.reload();
    await expect(page.getByRole('dialog')).toBeVisible();
    await peerdesk.start();
  });
});

test('Dana reloads her page while the server is being started', async () => {
  await pair.expectTogetherAgain('consultant reload without the server', async () => {
    await peerdesk.kill();
    danas.cut('dark');
    const reloaded = desk.reload();
    await peerdesk.start();
    danas.mend();
    await reloaded;
  });
});

test('both reload while the server is being started', async () => {
  await pair.expectTogetherAgain('both reload without the server', async () => {
    await peerdesk.kill();
    danas.cut('dark');
    const reloaded = desk.reload();
    await page.reload();
    await peerdesk.start();
    danas.mend();
    await reloaded;
  });
});

test('hanging up is the end, for both, and the queue behind them is as it was', async () => {
  await pair.hangUp(desk);
  await desk.getByRole('button', { name: 'Back to the queue' }).click();
  await expectWaiting(desk, ['Bob']);
  await expect(desk.getByRole('listitem').filter({ hasText: 'Bob' })).not.toContainText('away');
});
