import type { ConsultationId, EndReason } from '@peerdesk/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DANA, ERIK } from '../testing/socket-server.ts';
import { createCallees } from './callees.ts';
import { newConsultationId } from './consultations.ts';
import { openDatabase } from './database.ts';
import { createHistory } from './history.ts';
import { migrate } from './migrations.ts';
import { createOutcomeTags } from './outcome-tags.ts';
import { patternsOf, searchTextOf } from './search-text.ts';

interface Past {
  readonly name: string;
  readonly reason?: string;
  readonly joinedAt: number;
  readonly endReason?: EndReason;
  readonly consultant?: typeof DANA | null;
}

async function openHistory() {
  const database = openDatabase(':memory:');
  onTestFinished(() => database.close());
  const { db, sqlite } = database;
  await migrate(db);
  const callees = createCallees(db, () => 0);
  type Slug = Parameters<typeof callees.create>[0]['slug'];
  const callee = await callees.create({ slug: 'acme' as Slug, name: 'Acme' }, DANA);
  const other = await callees.create({ slug: 'other' as Slug, name: 'Other' }, ERIK);
  const tags = createOutcomeTags(db, () => 0);
  const history = createHistory(db, tags);

  /** As if these had called, long ago. */
  async function remember(calleeId: string, pasts: readonly Past[]): Promise<ConsultationId[]> {
    const rows = pasts.map(
      ({ name, reason = '', joinedAt, endReason = 'completed', consultant = DANA }) => ({
        id: newConsultationId(),
        callee_id: calleeId,
        version: 5,
        phase: 'ended' as const,
        name,
        reason,
        media: 'video' as const,
        locale: 'en',
        joined_at: joinedAt,
        accepted_at: joinedAt,
        started_at: joinedAt,
        ended_at: joinedAt + 60_000,
        end_reason: endReason,
        end_message: '',
        consultant_id: consultant?.id ?? null,
        consultant_name: consultant?.name ?? null,
        generation: 1,
        failed_attempts: 0,
        caller_connected: 0,
        consultant_connected: 0,
        search_text: searchTextOf(name, reason),
      }),
    );
    await db.transaction().execute(async (transaction) => {
      for (let at = 0; at < rows.length; at += 1000) {
        await transaction
          .insertInto('consultation')
          .values(rows.slice(at, at + 1000))
          .execute();
      }
    });
    return rows.map(({ id }) => id);
  }

  const names = async (filter: Parameters<typeof history.page>[1]) =>
    (await history.page(callee.id, filter, 100)).map(({ name }) => name);

  return { db, sqlite, callee, other, tags, history, remember, names };
}

const DAY = 24 * 60 * 60 * 1000;

describe('the history', () => {
  it('is found by words, day, end, consultant and tag, and by all of them at once', async () => {
    const { callee, other, tags, remember, names } = await openHistory();
    const [ann] = await remember(callee.id, [
      { name: 'Ann', reason: 'Refund for order 1042', joinedAt: DAY },
      {
        name: 'Björn ÖSTBERG',
        reason: '100% off_sale',
        joinedAt: 2 * DAY,
        endReason: 'caller_lost',
      },
      { name: '김민지', reason: '환불 문의', joinedAt: 3 * DAY, consultant: ERIK },
      { name: 'Cleo', joinedAt: 4 * DAY, endReason: 'left_queue', consultant: null },
    ]);
    await remember(other.id, [{ name: 'Theirs', reason: 'refund', joinedAt: DAY }]);
    const [sold] = await tags.set(callee.id, [{ name: 'Sold' }]);
    await tags.choose(ann as ConsultationId, callee.id, [String(sold?.id)]);

    expect(await names({})).toEqual(['Cleo', '김민지', 'Björn ÖSTBERG', 'Ann']);
    expect(await names({ search: ' REFUND  ann ' })).toEqual(['Ann']);
    expect(await names({ search: 'östberg' })).toEqual(['Björn ÖSTBERG']);
    expect(await names({ search: 'ＢＪÖ' })).toEqual(['Björn ÖSTBERG']);
    expect(await names({ search: '환불' })).toEqual(['김민지']);
    expect(await names({ search: '0% off_' })).toEqual(['Björn ÖSTBERG']);
    expect(await names({ search: '0_ o' })).toEqual([]);
    expect(await names({ search: "'; drop table consultation; --" })).toEqual([]);
    expect(await names({ from: 2 * DAY, to: 3 * DAY })).toEqual(['Björn ÖSTBERG']);
    expect(await names({ reason: 'left_queue' })).toEqual(['Cleo']);
    expect(await names({ consultant: ERIK.id })).toEqual(['김민지']);
    expect(await names({ tag: String(sold?.id) })).toEqual(['Ann']);
    expect(
      await names({ search: 'ann', from: DAY, reason: 'completed', consultant: DANA.id }),
    ).toEqual(['Ann']);
    expect(await names({ search: 'ann', reason: 'caller_lost' })).toEqual([]);
  });

  it('is read page by page, each row once, also where many joined at the same time', async () => {
    const { callee, history, remember } = await openHistory();
    const many = Array.from({ length: 25 }, (_, index) => ({
      name: `Caller ${index}`,
      joinedAt: Math.floor(index / 10),
    }));
    await remember(callee.id, many);
    const seen: string[] = [];
    let last: { joinedAt: number; id: ConsultationId } | undefined;
    for (;;) {
      const page = await history.page(callee.id, {}, 4, last);
      if (page.length === 0) break;
      seen.push(...page.map(({ name }) => name));
      last = page.at(-1);
    }
    expect(seen.toSorted()).toEqual(many.map(({ name }) => name).toSorted());
    expect(new Set(seen).size).toBe(25);
  });

  it('has no row of a consultation that goes on', async () => {
    const { db, callee, history, remember, names } = await openHistory();
    const [ann] = await remember(callee.id, [{ name: 'Ann', joinedAt: 1 }]);
    await db.updateTable('consultation').set({ phase: 'active', ended_at: null }).execute();
    expect(await names({})).toEqual([]);
    expect(await history.past(ann as ConsultationId)).toBeNull();
  });
});

/** One in a thousand never connected, one in two thousand was Erik's. */
const many = (count: number, name: string): Past[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `${name} ${index}`,
    reason: 'A question about something',
    joinedAt: index,
    endReason: index % 1000 === 0 ? 'failed' : 'completed',
    consultant: index % 2000 === 0 ? ERIK : DANA,
  }));

describe('a hundred thousand of them', () => {
  it('are read by an index and without sorting, whatever the filter', async () => {
    const { sqlite, callee, other, tags, history, remember } = await openHistory();
    await remember(callee.id, many(100_000, 'Ann'));
    await remember(other.id, many(1000, 'Bob'));
    const [rare] = await tags.set(callee.id, [{ name: 'Rare' }]);
    const [first] = await history.page(callee.id, { to: 10 }, 1);
    await tags.choose(first?.id as ConsultationId, callee.id, [String(rare?.id)]);
    sqlite.exec('analyze');

    const plans: string[] = [];
    const prepare = sqlite.prepare.bind(sqlite);
    Object.assign(sqlite, {
      prepare(statement: string) {
        const prepared = prepare(statement);
        if (!statement.startsWith('select "consultation".*')) return prepared;
        const all = prepared.all.bind(prepared);
        return Object.assign(prepared, {
          all(...values: unknown[]) {
            plans.push(JSON.stringify(prepare(`explain query plan ${statement}`).all(...values)));
            return all(...values);
          },
        });
      },
    });
    const cursor = { joinedAt: 50_000, id: newConsultationId() };
    expect(await history.page(callee.id, {}, 51)).toHaveLength(51);
    expect(await history.page(callee.id, {}, 51, cursor)).toHaveLength(51);
    expect(await history.page(callee.id, { from: 100, to: 200 }, 51)).toHaveLength(51);
    expect(await history.page(callee.id, { reason: 'failed' }, 51)).toHaveLength(51);
    expect(await history.page(callee.id, { consultant: ERIK.id }, 51)).toHaveLength(50);
    expect(await history.page(callee.id, { tag: String(rare?.id) }, 51)).toHaveLength(1);
    expect(await history.page(callee.id, { search: 'ann 5' }, 51)).toHaveLength(51);
    expect(await history.page(callee.id, { search: 'nothing like it' }, 51)).toEqual([]);

    expect(plans).toHaveLength(8);
    for (const plan of plans.slice(0, 5)) {
      expect(plan).toMatch(/SEARCH consultation USING INDEX consultation_\w+ \(callee_id=\?/);
      expect(plan).not.toContain('TEMP B-TREE FOR ORDER BY');
    }
    expect(plans[3]).toContain('consultation_end_reason');
    expect(plans[4]).toContain('consultation_by_consultant');
  });
});

describe('words that are searched', () => {
  it('are told apart by spaces, and mean themselves', () => {
    expect(patternsOf('  Two  WORDS ')).toEqual(['%two%', '%words%']);
    expect(patternsOf('100%_\\')).toEqual(['%100\\%\\_\\\\%']);
    expect(patternsOf(' ')).toEqual([]);
    expect(patternsOf('a '.repeat(50))).toHaveLength(8);
  });
});
