import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newConsultationId } from '../storage/consultations.ts';
import { openDatabase } from '../storage/database.ts';
import { DANA } from '../testing/accounts.ts';
import { type Browser, openBrowser } from '../testing/browser.ts';
import { consult, giveUp } from '../testing/consulted.ts';
import { createClock } from '../testing/fixtures.ts';
import { startWholeServer, tempFolder } from '../testing/whole-server.ts';

const HISTORY = '/api/v1/callees/acme-support/history';

async function openDesk() {
  const clock = createClock();
  const server = await startWholeServer({}, { clock });
  const dana = openBrowser(server);
  await dana.post('/api/v1/setup', DANA);
  return { server, clock, dana };
}

/** As if so many had called like the one who did. */
async function copyConsultations(folder: string, count: number): Promise<void> {
  const database = openDatabase(join(folder, 'peerdesk.sqlite'));
  const { db } = database;
  const row = await db.selectFrom('consultation').selectAll().executeTakeFirstOrThrow();
  const copies = Array.from({ length: count }, () => ({
    ...row,
    id: newConsultationId(),
    attempt: null,
  }));
  for (let at = 0; at < count; at += 500) {
    await db
      .insertInto('consultation')
      .values(copies.slice(at, at + 500))
      .execute();
  }
  database.close();
}

const namesIn = ({ json }: Awaited<ReturnType<Browser['get']>>) =>
  (json['consultations'] as { name: string }[]).map(({ name }) => name);

describe('the history', () => {
  it('comes in pages, the latest first, filtered as asked', async () => {
    const { server, clock, dana } = await openDesk();
    for (const name of ['Ann', 'Bob', 'Cleo', 'Dora', 'Eve']) {
      await giveUp(server, { name });
      clock.pass(1000);
    }
    await consult(server, dana, { name: 'Finn', reason: 'A refund' });

    const first = await dana.get(`${HISTORY}?limit=2`);
    expect(namesIn(first)).toEqual(['Finn', 'Eve']);
    expect(first.json['consultations']).toMatchObject([
      { endReason: 'completed', consultant: { name: 'Dana' }, tags: [], hasRecording: false },
      { endReason: 'left_queue', consultant: null, startedAt: null },
    ]);
    expect(first.text).not.toContain('notes');
    const second = await dana.get(`${HISTORY}?limit=2&after=${String(first.json['next'])}`);
    expect(namesIn(second)).toEqual(['Dora', 'Cleo']);
    const third = await dana.get(`${HISTORY}?limit=2&after=${String(second.json['next'])}`);
    expect(namesIn(third)).toEqual(['Bob', 'Ann']);
    expect(third.json['next']).toBeNull();

    expect(namesIn(await dana.get(`${HISTORY}?reason=completed`))).toEqual(['Finn']);
    expect(namesIn(await dana.get(`${HISTORY}?search=refund`))).toEqual(['Finn']);
    expect(namesIn(await dana.get(`${HISTORY}?from=${clock()}`))).toEqual(['Finn']);
    expect(namesIn(await dana.get(`${HISTORY}?to=${clock() - 4000}`))).toEqual(['Ann']);
  });

  it('is searched by what was noted, too', async () => {
    const { server, dana } = await openDesk();
    const { id } = await consult(server, dana, { name: 'Ann' });
    const body = { text: 'Sent a REPLACEMENT bell', version: 0 };
    await dana.send('PUT', `/api/v1/consultations/${id}/notes`, body);
    expect(namesIn(await dana.get(`${HISTORY}?search=replacement ann`))).toEqual(['Ann']);
  });

  it('says what cannot be asked of it', async () => {
    const { dana } = await openDesk();
    for (const [field, value] of [
      ['limit', '0'],
      ['limit', '201'],
      ['limit', 'all'],
      ['after', 'x'],
      ['after', '1.2'],
      ['from', 'yesterday'],
      ['to', '-1'],
      ['reason', 'bored'],
      ['tag', '1'],
      ['recording', 'maybe'],
      ['search', 'x'.repeat(201)],
    ] as const) {
      const refused = await dana.get(`${HISTORY}?${field}=${value}`);
      expect(refused).toMatchObject({
        status: 422,
        json: { code: 'invalid_fields', errors: [{ field }] },
      });
    }
  });
});

describe('an export', () => {
  it('is a table that a spreadsheet reads, and nothing in it is computed', async () => {
    const { server, clock, dana } = await openDesk();
    const { id, ticket } = await consult(
      server,
      dana,
      { name: '=cmd|calc', reason: 'Two\nlines, "quoted"' },
      async () => clock.pass(90_000),
    );
    await dana.post('/api/v1/callees/acme-support/feedback', { ticket, rating: 3, comment: '-1' });
    const notes = { text: '환불', version: 0 };
    await dana.send('PUT', `/api/v1/consultations/${id}/notes`, notes);
    const tags = [{ name: 'Refunded' }, { name: 'Call back' }];
    const set = await dana.send('PUT', '/api/v1/callees/acme-support/tags', { tags });
    const ids = (set.json['tags'] as { id: string }[]).map((tag) => tag.id);
    await dana.send('PUT', `/api/v1/consultations/${id}/tags`, { tags: ids });
    await giveUp(server, { name: 'Bob' });

    const response = await fetch(`${server.url}${HISTORY}.csv?reason=completed`, {
      headers: { cookie: dana.cookie() },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());

    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename=acme-support-history-\d{4}-\d\d-\d\d\.csv$/,
    );
    expect(Buffer.from(bytes.slice(0, 3)).toString('hex')).toBe('efbbbf');
    const day = new Date(clock() - 90_000).toISOString();
    const end = new Date(clock()).toISOString();
    expect(new TextDecoder().decode(bytes)).toBe(
      `id,caller,reason,media,language,joined,accepted,connected,ended,waited_seconds,lasted_seconds,end_reason,ended_by,end_message,consultant,outcome,rating,comment,notes,recording,called_back,in_room,erased\r\n${id},'=cmd|calc,"Two\nlines, ""quoted""",video,en,${day},${day},${day},${end},0,90,completed,caller,,Dana,Refunded; Call back,3,'-1,환불,no,no,no,\r\n`,
    );
  });

  it('is JSON of what is filtered, and of nothing', async () => {
    const { server, dana } = await openDesk();
    await consult(server, dana, { name: 'Ann' });
    await giveUp(server, { name: 'Bob' });
    const whole = await dana.get(`${HISTORY}.json`);
    expect(whole.headers.get('content-disposition')).toMatch(/\.json$/);
    expect(whole.json).toMatchObject([
      { name: 'Bob', notes: '', comment: '' },
      { name: 'Ann', endReason: 'completed' },
    ]);
    expect((await dana.get(`${HISTORY}.json?search=ann`)).json).toMatchObject([{ name: 'Ann' }]);
    expect((await dana.get(`${HISTORY}.json?search=nobody`)).json).toEqual([]);
  });

  it('has them all, however many pages that takes', async () => {
    const folder = tempFolder();
    const server = await startWholeServer({ DATA_DIR: folder });
    const dana = openBrowser(server);
    await dana.post('/api/v1/setup', DANA);
    await giveUp(server, { name: 'Ann' });
    await copyConsultations(folder, 1100);
    const { json } = await dana.get(`${HISTORY}.json`);
    const ids = (json as unknown as { id: string }[]).map(({ id }) => id);
    expect(ids).toHaveLength(1101);
    expect(new Set(ids).size).toBe(1101);
  });
});
