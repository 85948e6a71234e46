import { type Browser, expect, type Page, test } from '@playwright/test';
import { aliveOn, openBrowserIn, openPage } from './browser.ts';
import { type Coturn, startCoturn } from './coturn.ts';
import { type Network, openNetwork } from './network.ts';
import { Pair } from './pair.ts';
import { createAccount, DESK, expectWaiting, goAvailable, Widget } from './people.ts';
import { type Peerdesk, startPeerdesk } from './server.ts';

// The two reach the server, but not each other: two strict firewalls.
let network: Network;
let origin: string;
let callers: Browser;
let consultants: Browser;
let peerdesk: Peerdesk | undefined;
let coturn: Coturn | undefined;

test.beforeAll(async () => {
  network = await openNetwork();
  network.part();
  origin = `http://${network.address}:4000`;
  [callers, consultants] = await Promise.all([
    openBrowserIn(network, 'caller', origin),
    openBrowserIn(network, 'consultant', origin),
  ]);
});

test.afterAll(async () => {
  await Promise.all([callers?.close(), consultants?.close()]);
  network?.close();
});

const startParted = (turn: Record<string, string> = {}): Promise<Peerdesk> =>
  startPeerdesk(
    {
      HOST: network.address,
      PORT: '4000',
      PUBLIC_URL: origin,
      SETUP_CODE: 'for tests',
      // Longer than any machine needs to find out: until then the two stay in the call.
      CONNECT_TIMEOUT_SECONDS: '300',
      LOG_LEVEL: 'error',
      ...turn,
    },
    network.middle,
  );

/** Ann waits as the next one, and Dana is available. */
async function openPair(server: Peerdesk): Promise<Pair> {
  const { page: desk } = await openPage(consultants);
  await createAccount(desk, origin, 'for tests');
  await goAvailable(desk);
  const { page } = await openPage(callers);
  await page.goto(`${origin}/c/${DESK.slug}`);
  await new Widget(page).join('Ann');
  return new Pair(page, desk, server);
}

/** Of which kind the two ends of the connection at hand are. */
const kindsOn = (page: Page) =>
  page.evaluate(async () => {
    const peer = window.made?.peers.find(({ connectionState }) => connectionState === 'connected');
    const stats = new Map(await peer?.getStats());
    const transport = [...stats.values()].find(({ type }) => type === 'transport');
    const { localCandidateId, remoteCandidateId } = stats.get(transport?.selectedCandidatePairId);
    return [localCandidateId, remoteCandidateId].map((id) => stats.get(id)?.candidateType);
  });

test.afterEach(async () => {
  await Promise.all([peerdesk?.remove(), coturn?.close()]);
});

test('without a relay they cannot meet, and both are told why', async () => {
  peerdesk = await startParted();
  const pair = await openPair(peerdesk);
  await pair.desk.getByRole('button', { name: 'Accept next caller' }).click();
  for (const side of pair.sides) {
    const told = side.getByRole('status').filter({ hasText: 'do not let each other through' });
    await expect(told).toBeVisible({ timeout: 40_000 });
  }
});

test('with a relay they meet through it; when it is gone it ends, and Ann calls back', async () => {
  coturn = await startCoturn(network.address, network.middle);
  peerdesk = await startParted({
    TURN_URLS: `turn:${network.address}:${coturn.port}?transport=udp`,
    TURN_SECRET: coturn.secret,
    // How long they look for a path that is lost.
    QUEUE_GRACE_SECONDS: '15',
  });
  const pair = await openPair(peerdesk);
  await pair.meet();
  for (const side of pair.sides) expect(await kindsOn(side)).toContain('relay');
  await pair.expectTogetherAgain('caller reload behind a relay', () => pair.page.reload());
  const bob = new Widget((await openPage(callers)).page);
  await bob.page.goto(`${origin}/c/${DESK.slug}`);
  await bob.join('Bob');

  await coturn.close();
  for (const side of pair.sides) {
    const words = side.getByText(/could no longer reach each other/);
    await expect(words).toBeVisible({ timeout: 60_000 });
    await expect.poll(async () => (await aliveOn(side)).peers).toBe(0);
  }
  await expect(pair.desk.getByText('Ann can call back within ten minutes')).toBeVisible();

  network.restore();
  await pair.page.reload();
  await pair.page.getByRole('button', { name: 'Call back' }).click();
  await new Widget(pair.page).expectPosition(1);
  await bob.expectPosition(2);
  await pair.desk.getByRole('button', { name: 'Back to the queue' }).click();
  await expectWaiting(pair.desk, ['Ann', 'Bob']);
  await expect(pair.desk.getByRole('listitem').filter({ hasText: 'Called back' })).toContainText(
    'Ann',
  );
  await pair.desk.getByRole('button', { name: 'Accept next caller' }).click();
  await pair.expectBothMoving();
});
