import { type Browser, test as base, type Page } from '@playwright/test';
import { openBrowser, openPage, type Party } from './browser.ts';
import { createAccount } from './people.ts';
import { type Peerdesk, startPeerdesk } from './server.ts';

/** All stories share two browsers, one for each side; people in them have contexts of their own. */
export interface Browsers {
  readonly callers: Browser;
  readonly consultants: Browser;
}

const shared =
  (party: Party) =>
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads here what a fixture needs.
  async ({}: object, use: (browser: Browser) => Promise<void>) => {
    const browser = await openBrowser(party);
    await use(browser);
    await browser.close();
  };

/** What a story opens in the shared browsers is closed after it; what a file opened before it stays. */
export const test = base.extend<{ readonly tidied: undefined }, Browsers>({
  callers: [shared('caller'), { scope: 'worker' }],
  consultants: [shared('consultant'), { scope: 'worker' }],
  tidied: [
    async ({ callers, consultants }, use) => {
      const contexts = () => [callers, consultants].flatMap((browser) => browser.contexts());
      const kept = new Set(contexts());
      await use(undefined);
      const left = contexts().filter((context) => !kept.has(context));
      await Promise.all(left.map((context) => context.close()));
    },
    { auto: true },
  ],
});

/** A server with nothing but Dana's account, and her page on it. It goes when the server is removed. */
export async function openDesk(
  browser: Browser,
  settings: Record<string, string> = {},
): Promise<{ readonly peerdesk: Peerdesk; readonly desk: Page }> {
  const peerdesk = await startPeerdesk(settings);
  const { page: desk, context } = await openPage(browser);
  await createAccount(desk, peerdesk.origin);
  const remove = async () => {
    await context.close();
    await peerdesk.remove();
  };
  return { desk, peerdesk: { ...peerdesk, remove } };
}
