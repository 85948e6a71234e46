import { type Browser, expect, type Page } from '@playwright/test';
import { aliveOn, iceServersOn, openPage } from './browser.ts';
import { DANA, DESK, expectWaiting, goAvailable, Widget } from './people.ts';
import { expectMovingPicture, expectSound } from './seeing.ts';
import { type Peerdesk, startWebsite } from './server.ts';
import { openDesk, test } from './story.ts';

let peerdesk: Peerdesk;
let callersBrowser: Browser;
let desk: Page;

test.beforeAll(async ({ callers, consultants }) => {
  callersBrowser = callers;
  ({ peerdesk, desk } = await openDesk(consultants));
  await goAvailable(desk);
});

test.afterAll(() => peerdesk?.remove());

/** Ann joins, Dana accepts: both must see and hear the other for real. Then one of them hangs up. */
async function consult(page: Page, endedBy: 'caller' | 'consultant'): Promise<void> {
  const widget = new Widget(page);
  await widget.open();
  await expectMovingPicture(widget.panel.getByLabel('Your camera preview'));
  await widget.join('Ann', { reason: 'Refund for order 1042' });
  await widget.expectPosition(1);
  await expectWaiting(desk, ['Ann']);
  await expect(desk.getByRole('list', { name: 'Waiting callers' })).toContainText(
    'Refund for order 1042',
  );

  await desk.getByRole('button', { name: 'Accept next caller' }).click();

  const callersCall = widget.call(DANA.name);
  const consultantsCall = desk.getByRole('region', { name: 'Call with Ann' });
  await expectMovingPicture(callersCall.getByLabel("Consultant's video"));
  await expectMovingPicture(consultantsCall.getByLabel("Caller's video"));
  await expectMovingPicture(callersCall.getByLabel('Your video'));
  await expectSound(callersCall.getByLabel("Consultant's video"));
  await expectSound(consultantsCall.getByLabel("Caller's video"));
  expect(await iceServersOn(page)).toEqual([]);
  expect(await iceServersOn(desk)).toEqual([]);

  const endingCall = endedBy === 'caller' ? callersCall : consultantsCall;
  await endingCall.getByRole('button', { name: 'Hang up' }).click();
  for (const side of [page, desk]) {
    await expect(side.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();
  }
  await expect.poll(() => aliveOn(page)).toEqual({ peers: 0, tracks: 0 });
  await expect.poll(async () => (await aliveOn(desk)).peers).toBe(0);

  await desk.getByRole('button', { name: 'Back to the queue' }).click();
  await expect(desk.getByRole('heading', { name: 'Queue', exact: true })).toBeVisible();
}

test('two people meet through the shop of /demo, see and hear each other, and hang up', async () => {
  const { page, watched, context } = await openPage(callersBrowser);
  await page.goto(`${peerdesk.origin}/demo`);

  await consult(page, 'caller');
  await new Widget(page).panel.getByRole('button', { name: 'Close', exact: true }).click();

  expect(watched.errors).toEqual([]);
  await context.close();
});

test('they meet from a foreign site with a strict Content-Security-Policy', async () => {
  const { origin } = peerdesk;
  const website = await startWebsite({
    html: `<!doctype html><html lang="en"><title>Elsewhere</title><h1>Elsewhere</h1>
      <script src="${origin}/widget.js" data-callee="${DESK.slug}" async></script>`,
    csp: `default-src 'none'; script-src ${origin}; connect-src ${origin} ${origin.replace('http', 'ws')}`,
  });
  const { page, watched, context } = await openPage(callersBrowser);
  await page.goto(website.origin);

  await consult(page, 'consultant');

  expect(watched.errors).toEqual([]);

  // It allows no worker either, so nobody is told from the background: more is blurred, not less.
  const widget = new Widget(page);
  await widget.panel.getByRole('button', { name: 'Close', exact: true }).click();
  await widget.open();
  await widget.chooseEffect('Blur the background');
  await expect(widget.panel.getByText(/^Everything is blurred:.*on this page/)).toBeVisible();
  await expectMovingPicture(widget.panel.getByLabel('Your camera preview'));
  await context.close();
  website.close();
});

test('they meet on /c/<callee>, for people without a website', async () => {
  const { page, watched, context } = await openPage(callersBrowser);
  await page.goto(`${peerdesk.origin}/c/${DESK.slug}`);
  const widget = new Widget(page);
  await widget.join('Ann', { reason: 'No website' });

  await desk.getByRole('button', { name: 'Accept next caller' }).click();
  await expectMovingPicture(widget.call(DANA.name).getByLabel("Consultant's video"));
  await desk.getByRole('button', { name: 'Hang up' }).click();
  await expect(page.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();
  await desk.getByRole('button', { name: 'Back to the queue' }).click();

  expect(watched.errors).toEqual([]);
  await context.close();
});

test('a press that is meant for Hang up meets no other button while those come', async () => {
  const { page, context } = await openPage(callersBrowser, {
    viewport: { width: 360, height: 740 },
  });
  await page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(page);
  await widget.open();
  await widget.join('Ann');
  await expectWaiting(desk, ['Ann']);

  const met = Promise.all(
    [page, desk].map((side) =>
      side.getByRole('button', { name: 'Hang up', includeHidden: true }).evaluate(meet),
    ),
  );
  await desk.getByRole('button', { name: 'Accept next caller' }).click();

  for (const { aimedAt, buttons } of await met) {
    expect(aimedAt).toBeGreaterThan(0);
    expect(buttons).toEqual(['Hang up']);
  }
  await desk.getByRole('button', { name: 'Hang up' }).click();
  await desk.getByRole('button', { name: 'Back to the queue' }).click();
  await context.close();
});

/** Aims at its middle in each frame in which it is alone; what is there when it no longer is? */
async function meet(hangUp: Element) {
  const isAlone = () => hangUp.parentElement?.children.length === 1;
  const places: { readonly x: number; readonly y: number }[] = [];
  while (isAlone()) {
    await new Promise(requestAnimationFrame);
    const seen = hangUp.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const { x, y, width, height } = hangUp.getBoundingClientRect();
    if (seen && isAlone()) places.push({ x: x + width / 2, y: y + height / 2 });
  }
  await new Promise(requestAnimationFrame);
  const root = hangUp.getRootNode() as Document | ShadowRoot;
  const buttons = places.map(({ x, y }) =>
    root.elementFromPoint(x, y)?.closest('button')?.textContent?.trim(),
  );
  return { aimedAt: places.length, buttons: [...new Set(buttons)] };
}

test('voice only opens no camera on either side, and they hear each other', async () => {
  const { page, context } = await openPage(callersBrowser);
  await page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(page);
  await widget.open();
  await widget.join('Bob', { voiceOnly: true });
  await expect.poll(() => liveCameras(page)).toBe(0);

  await desk.getByRole('button', { name: 'Accept next caller' }).click();

  await expectSound(widget.call(DANA.name).getByLabel("Consultant's video"));
  const consultantsCall = desk.getByRole('region', { name: 'Call with Bob' });
  await expectSound(consultantsCall.getByLabel("Caller's video"));
  await consultantsCall.getByRole('button', { name: 'Mute microphone' }).click();
  await expect(consultantsCall.getByRole('button', { name: 'Unmute microphone' })).toBeVisible();
  await consultantsCall.getByRole('button', { name: 'Hang up' }).click();
  await desk.getByRole('button', { name: 'Back to the queue' }).click();
  await context.close();
});

test('the next caller is one click away after hanging up', async () => {
  const [ann, bob] = [await openPage(callersBrowser), await openPage(callersBrowser)];
  for (const [{ page }, name] of [
    [ann, 'Ann'],
    [bob, 'Bob'],
  ] as const) {
    await page.goto(`${peerdesk.origin}/demo`);
    const widget = new Widget(page);
    await widget.open();
    await widget.join(name);
  }

  await desk.getByRole('button', { name: 'Accept next caller' }).click();
  await expectMovingPicture(desk.getByLabel("Caller's video"));
  await new Widget(bob.page).expectPosition(1);
  await desk.getByRole('button', { name: 'Hang up' }).click();
  await expect(desk.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();
  await desk.getByRole('button', { name: 'Accept next caller' }).click();

  await expect(desk.getByRole('region', { name: 'Call with Bob' })).toBeVisible();
  await expectMovingPicture(new Widget(bob.page).call(DANA.name).getByLabel("Consultant's video"));
  await desk.getByRole('button', { name: 'Hang up' }).click();
  await desk.getByRole('button', { name: 'Back to the queue' }).click();
  await ann.context.close();
  await bob.context.close();
});

test('a reload of either page in the call brings the two together again, without a click', async () => {
  const { page, context } = await openPage(callersBrowser);
  await page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(page);
  await widget.open();
  await widget.join('Ann');
  await desk.getByRole('button', { name: 'Accept next caller' }).click();
  await expectMovingPicture(desk.getByLabel("Caller's video"));

  for (const reloaded of [page, desk]) {
    await reloaded.reload();
    await expectMovingPicture(widget.call(DANA.name).getByLabel("Consultant's video"));
    await expectMovingPicture(desk.getByLabel("Caller's video"));
    await expectSound(widget.call(DANA.name).getByLabel("Consultant's video"));
    for (const side of [page, desk]) {
      await expect.poll(async () => (await aliveOn(side)).peers).toBe(1);
    }
  }

  await desk.getByRole('button', { name: 'Hang up' }).click();
  await expect(page.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();
  await desk.getByRole('button', { name: 'Back to the queue' }).click();
  await context.close();
});

const liveCameras = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      (window.made?.tracks ?? []).filter(
        (track) => track.kind === 'video' && track.readyState === 'live',
      ).length,
  );
