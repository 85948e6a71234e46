import { expect, type Page } from '@playwright/test';
import { openPage } from './browser.ts';
import { type Coturn, expiredCredentials, freePort, startCoturn } from './coturn.ts';
import { createAccount, DANA, goAvailable, Widget } from './people.ts';
import { expectMovingPicture } from './seeing.ts';
import { type Peerdesk, startPeerdesk } from './server.ts';
import { type Browsers, test } from './story.ts';

// A real TURN server, and it is the only way. What is seen is what the two see.
let coturn: Coturn;
let browsers: Browsers;
let peerdesk: Peerdesk;

test.beforeAll(async ({ callers, consultants }) => {
  browsers = { callers, consultants };
  coturn = await startCoturn();
});

test.afterAll(() => coturn?.close());

test.afterEach(() => peerdesk?.remove());

interface Relay {
  readonly urls: string;
  readonly secret: string;
  /** What the pages say instead of what they were told. */
  readonly credentials?: { readonly username: string; readonly credential: string };
}

/** Ann is accepted by Dana, where the relay is the only way. */
async function accept({ urls, secret, credentials }: Relay): Promise<{ page: Page; desk: Page }> {
  peerdesk = await startPeerdesk({
    TURN_URLS: urls,
    TURN_SECRET: secret,
    ICE_TRANSPORT_POLICY: 'relay',
  });
  const [ann, dana] = [await openPage(browsers.callers), await openPage(browsers.consultants)];
  if (credentials) {
    for (const { context } of [ann, dana]) await context.addInitScript(present, credentials);
  }
  await createAccount(dana.page, peerdesk.origin);
  await goAvailable(dana.page);
  await ann.page.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(ann.page);
  await widget.open();
  await widget.join('Ann');
  await dana.page.getByRole('button', { name: 'Accept next caller' }).click();
  return { page: ann.page, desk: dana.page };
}

/** Makes a page's peers present these credentials. */
function present(credentials: { username: string; credential: string }): void {
  const Given = window.RTCPeerConnection;
  window.RTCPeerConnection = new Proxy(Given, {
    construct(target, [configuration]: [RTCConfiguration]) {
      const iceServers = configuration.iceServers?.map((server) => ({ ...server, ...credentials }));
      return new target({ ...configuration, ...(iceServers && { iceServers }) });
    },
  });
}

/** How the connection at hand of a page goes. */
const pathOn = (page: Page) =>
  page.evaluate(async () => {
    const peer = window.made?.peers.find(({ connectionState }) => connectionState === 'connected');
    const stats = new Map((await peer?.getStats()) ?? []);
    const transport = [...stats.values()].find(({ type }) => type === 'transport');
    const pair = stats.get(transport?.selectedCandidatePairId);
    const { candidateType, relayProtocol } = stats.get(pair?.localCandidateId) ?? {};
    return { candidateType, relayProtocol };
  });

/** Both are told why, in words, before they would give up by themselves. */
async function expectBothTold({ page, desk }: { page: Page; desk: Page }, words: RegExp) {
  for (const side of [page, desk]) {
    const told = side.getByRole('status').filter({ hasText: words });
    await expect(told).toBeVisible({ timeout: 15_000 });
  }
}

/** How often the operator was told of this. */
async function counted(reason: string): Promise<number> {
  const metrics = await (await fetch(`${peerdesk.origin}/metrics`)).text();
  return Number(
    new RegExp(`^peerdesk_no_path_total\\{reason="${reason}"\\} (\\d+)`, 'm').exec(metrics)?.[1],
  );
}

for (const protocol of ['udp', 'tcp']) {
  test(`the two meet through the relay over ${protocol}, and in no other way`, async () => {
    const { page, desk } = await accept({
      urls: `turn:127.0.0.1:${coturn.port}?transport=${protocol}`,
      secret: coturn.secret,
    });

    await expectMovingPicture(new Widget(page).call(DANA.name).getByLabel("Consultant's video"));
    await expectMovingPicture(desk.getByLabel("Caller's video"));
    for (const side of [page, desk]) {
      expect(await pathOn(side)).toEqual({ candidateType: 'relay', relayProtocol: protocol });
    }
  });
}

test('a wrong secret is told to both, and to the operator', async () => {
  const both = await accept({
    urls: `turn:127.0.0.1:${coturn.port}?transport=udp`,
    secret: 'not the one that coturn has',
  });

  await expectBothTold(both, /relay .* does not accept/);
  await expect.poll(() => counted('turn_refused')).toBeGreaterThan(0);
});

test('credentials that have ended are told to both', async () => {
  const both = await accept({
    urls: `turn:127.0.0.1:${coturn.port}?transport=udp`,
    secret: coturn.secret,
    credentials: expiredCredentials(coturn),
  });

  await expectBothTold(both, /relay .* does not accept/);
});

test('a relay that is not there is told to both, and to the operator', async () => {
  const both = await accept({
    urls: `turn:127.0.0.1:${await freePort()}?transport=tcp`,
    secret: coturn.secret,
  });

  await expectBothTold(both, /relay .* does not answer/);
  await expect.poll(() => counted('turn_unreachable')).toBeGreaterThan(0);
});
