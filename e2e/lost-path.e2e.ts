import { setTimeout as pass } from 'node:timers/promises';
import { type Browser, expect, test } from '@playwright/test';
import { openBrowserIn, openPage } from './browser.ts';
import { type Network, openNetwork } from './network.ts';
import { Pair } from './pair.ts';
import { createAccount, DESK, goAvailable, Widget } from './people.ts';
import { type Peerdesk, startPeerdesk } from './server.ts';

// The two live behind lines of their own, and the media goes from line to line. One consultation
// lives through everything in this file; nobody clicks anything after the accept.
let network: Network;
let peerdesk: Peerdesk;
let callers: Browser;
let consultants: Browser;
let pair: Pair;

test.beforeAll(async () => {
  network = await openNetwork();
  const origin = `http://${network.address}:4000`;
  const setup = {
    HOST: network.address,
    PORT: '4000',
    PUBLIC_URL: origin,
    SETUP_CODE: 'for tests',
  };
  peerdesk = await startPeerdesk(setup, network.middle);
  [callers, consultants] = await Promise.all([
    openBrowserIn(network, 'caller', origin),
    openBrowserIn(network, 'consultant', origin),
  ]);
  const { page: desk } = await openPage(consultants);
  await createAccount(desk, origin, setup.SETUP_CODE);
  await goAvailable(desk);
  const { page } = await openPage(callers);
  await page.goto(`${origin}/c/${DESK.slug}`);
  await new Widget(page).join('Ann');
  pair = new Pair(page, desk, peerdesk);
  await pair.meet();
});

test.afterAll(async () => {
  await Promise.all([callers?.close(), consultants?.close()]);
  await peerdesk?.remove();
  network?.close();
});

for (const [party, what, seconds] of [
  ['caller', 'media', 10],
  ['caller', 'everything', 10],
  ['consultant', 'media', 40],
] as const) {
  test(`${what} of the ${party} lost for ${seconds} seconds`, async () => {
    await pair.expectTogetherAgain(`${party} without ${what} for ${seconds} s`, async () => {
      network.lose(party, what);
      const enough = pass(seconds * 1000);
      for (const side of pair.sides) {
        await expect(side.getByText('Reconnecting…')).toBeVisible();
      }
      await enough;
      network.restore();
    });
  });
}

test("Ann's phone goes from one network to another", async () => {
  await pair.expectTogetherAgain('another network', () => network.move('caller'));
});

test('hanging up is the end, for both', async () => {
  await pair.hangUp(pair.page);
});
