import { setTimeout as pass } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import { aliveOn } from './browser.ts';
import { DANA, Widget } from './people.ts';
import { expectMovingPicture } from './seeing.ts';
import type { ConsultationRow, Peerdesk } from './server.ts';

/** How long the two may need; how soon they are together again is measured, and printed. */
const PATIENCE = { intervals: [100], timeout: 40_000 };

/** Ann and Dana in one consultation, and what has to be true of it whatever happens. */
export class Pair {
  readonly page: Page;
  readonly desk: Page;
  readonly #widget: Widget;
  readonly #peerdesk: Peerdesk;

  /** @param page Ann's, where she waits as the next one @param desk Dana's, who is available */
  constructor(page: Page, desk: Page, peerdesk: Peerdesk) {
    this.page = page;
    this.desk = desk;
    this.#widget = new Widget(page);
    this.#peerdesk = peerdesk;
  }

  get sides(): readonly Page[] {
    return [this.page, this.desk];
  }

  /** The last click for a long time. */
  async meet(): Promise<void> {
    await this.desk.getByRole('button', { name: 'Accept next caller' }).click();
    await this.expectBothMoving();
    await expect.poll(() => this.consultation(), PATIENCE).toMatchObject({ connected: 2 });
  }

  async expectBothMoving(): Promise<void> {
    await Promise.all([
      expectMovingPicture(this.desk.getByLabel("Caller's video")),
      expectMovingPicture(this.#widget.call(DANA.name).getByLabel("Consultant's video")),
    ]);
  }

  /** As the server has it: the only one Ann ever had. */
  consultation(): ConsultationRow {
    const [row, ...others] = this.#peerdesk.consultations().filter(({ name }) => name === 'Ann');
    expect(others).toEqual([]);
    if (!row) throw new Error('the consultation is gone');
    return row;
  }

  /** After what breaks the call, the two are together again in a later generation. */
  async expectTogetherAgain(what: string, breakIt: () => unknown): Promise<void> {
    const { id, generation } = this.consultation();
    await breakIt();
    const brokenAt = Date.now();
    await expect
      .poll(() => {
        const { connected, away, ...row } = this.consultation();
        return row.generation > generation && connected === 2 && away === 0;
      }, PATIENCE)
      .toBe(true);
    await this.expectBothMoving();
    process.stdout.write(`    ${what}: together again in ${Date.now() - brokenAt} ms\n`);
    expect(this.consultation()).toMatchObject({ id, phase: 'active' });
    await expect(this.#widget.panel).toBeVisible();
    for (const side of this.sides) {
      await expect(side.getByText('Reconnecting…')).toHaveCount(0);
      expect((await aliveOn(side)).peers).toBe(1);
    }
  }

  /** What is none of the call's business is not noticed: not a peer more, not a word said. */
  async expectUndisturbed(breakIt: () => unknown): Promise<void> {
    const before = await this.#present();
    const said: string[] = [];
    const over = new AbortController();
    const listening = (async () => {
      while (!over.signal.aborted) {
        for (const side of this.sides) said.push(...(await wordsIn(side)));
        await pass(100);
      }
    })();
    try {
      await breakIt();
      await expect
        .poll(() => this.consultation(), PATIENCE)
        .toMatchObject({ connected: 2, away: 0 });
      await this.expectBothMoving();
    } finally {
      over.abort();
      await listening;
    }
    expect(said).toEqual([]);
    expect(await this.#present()).toEqual(before);
  }

  async hangUp(by: Page): Promise<void> {
    await by.getByRole('button', { name: 'Hang up' }).click();
    for (const side of this.sides) {
      await expect(side.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();
      await expect.poll(async () => (await aliveOn(side)).peers).toBe(0);
    }
    expect(this.consultation()).toMatchObject({ phase: 'ended' });
  }

  /** What there is to see of a generation. */
  async #present() {
    const { id, generation } = this.consultation();
    const peersMade = this.sides.map((side) => side.evaluate(() => window.made?.peers.length));
    return { id, generation, peersMade: await Promise.all(peersMade) };
  }
}

/** What the call says to the one who is in it. */
async function wordsIn(side: Page): Promise<string[]> {
  const region = side.getByRole('region', { name: /^Call with/ });
  const words = await region.getByRole('status').allInnerTexts();
  return words.filter(Boolean);
}
