import { expect, type Locator, type Page } from '@playwright/test';

export const DANA = { name: 'Dana', email: 'dana@example.org', password: 'correct horse battery' };
export const ERIN = { name: 'Erin', email: 'erin@example.org', password: 'a long enough password' };
export const DESK = { name: 'Acme Support', slug: 'acme-support' };

/**
 * The first account of a fresh server, made as a program would; ends on the queue's page, signed in.
 *
 * @param setupCode where the server is not only for this machine
 */
export async function createAccount(page: Page, origin: string, setupCode?: string): Promise<void> {
  const desk = { deskName: DESK.name, deskSlug: DESK.slug };
  await openQueueBy(page, `${origin}/api/v1/setup`, { ...DANA, ...desk, setupCode });
}

export async function signIn(
  page: Page,
  origin: string,
  { email, password } = DANA,
): Promise<void> {
  await openQueueBy(page, `${origin}/api/auth/sign-in/email`, { email, password });
}

/** Asks from within the page: where it is, there may be servers that are out of our own reach. */
async function openQueueBy(page: Page, address: string, data: object): Promise<void> {
  await page.goto(new URL('/', address).href, { waitUntil: 'commit' });
  const isDone = await page.evaluate(
    async ([url, body]) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(url, { method: 'POST', headers, body })).ok;
    },
    [address, JSON.stringify(data)] as const,
  );
  expect(isDone).toBe(true);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Queue', exact: true })).toBeVisible();
}

/** Dana invites Erin, who joins in a page of her own. */
export async function invite(from: Page, to: Page, who = ERIN): Promise<void> {
  await from.getByRole('link', { name: 'Settings' }).click();
  await from.getByRole('button', { name: 'Invite a consultant' }).click();
  const link = await from.getByRole('textbox', { name: 'Invitation link' }).inputValue();
  await from.getByRole('link', { name: 'Queue' }).click();

  await to.goto(link);
  await expect(to.getByRole('heading', { name: `Join ${DESK.name}` })).toBeVisible();
  await to.getByRole('textbox', { name: 'Your name' }).fill(who.name);
  await to.getByRole('textbox', { name: 'Email' }).fill(who.email);
  await to.getByLabel('Password', { exact: true }).fill(who.password);
  await to.getByRole('button', { name: 'Create account' }).click();
  await expect(to.getByRole('heading', { name: 'Queue', exact: true })).toBeVisible();
}

export async function goAvailable(page: Page): Promise<void> {
  const available = page.getByRole('switch', { name: 'Available' });
  // Mantine draws its switch over the input, so a person presses the label.
  // And its answer is the server's: `check` would not wait for it.
  if (!(await available.isChecked())) await available.click({ force: true });
  await expect(available).toBeChecked();
}

/** The widget on whatever page has it. */
export class Widget {
  readonly page: Page;
  readonly panel: Locator;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.getByRole('dialog', { name: DESK.name });
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Start a video consultation' }).click();
    await expect(this.panel).toBeVisible();
  }

  async chooseEffect(name: string): Promise<void> {
    await this.panel.getByRole('combobox', { name: 'Picture effect' }).selectOption(name);
  }

  /** Fills the form and joins; ends with a position. */
  async join(
    name: string,
    options: { readonly reason?: string; readonly voiceOnly?: boolean } = {},
  ): Promise<void> {
    await this.panel.getByRole('textbox', { name: 'Your name' }).fill(name);
    if (options.reason) {
      await this.panel.getByRole('textbox', { name: 'How can we help?' }).fill(options.reason);
    }
    if (options.voiceOnly) await this.panel.getByRole('radio', { name: 'Voice only' }).check();
    await expect(this.panel.getByRole('meter', { name: 'Microphone level' })).toBeVisible();
    await this.panel.getByRole('button', { name: 'Join the queue' }).click();
    await expect(this.status(/You are number \d+ in the queue/)).toBeVisible();
  }

  status(text: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: text });
  }

  async expectPosition(position: number): Promise<void> {
    await expect(this.status(`You are number ${position} in the queue`)).toBeVisible();
  }

  call(consultant: string): Locator {
    return this.page.getByRole('region', { name: `Call with ${consultant}` });
  }
}

/** The names in the console's list of waiting callers, first to last. */
export async function waitingNames(page: Page, names: readonly string[]): Promise<string[]> {
  const items = page.getByRole('list', { name: 'Waiting callers' }).getByRole('listitem');
  const texts = await items.allInnerTexts();
  return texts.map((text) => names.find((name) => text.includes(name)) ?? `unknown: ${text}`);
}

export async function expectWaiting(page: Page, names: readonly string[]): Promise<void> {
  await expect.poll(() => waitingNames(page, names), { message: 'who waits' }).toEqual(names);
}
