import { join } from 'node:path';
import { FEEDBACK_LIFETIME_MS } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../storage/database.ts';
import { createErasure } from '../storage/erasure.ts';
import { DANA, ERIN, invite } from '../testing/accounts.ts';
import { type Browser, openBrowser } from '../testing/browser.ts';
import { consult, giveUp } from '../testing/consulted.ts';
import { createClock } from '../testing/fixtures.ts';
import { addForeignDesk } from '../testing/foreign-desk.ts';
import { startWholeServer, tempFolder } from '../testing/whole-server.ts';

const SHOP = { origin: 'https://shop.example' };
const DESK = '/api/v1/callees/acme-support';
const FEEDBACK = `${DESK}/feedback`;
const ANN = { name: 'Ann', reason: 'Refund for order 1042' };

async function openDesk() {
  const clock = createClock();
  const folder = tempFolder();
  const server = await startWholeServer({ DATA_DIR: folder }, { clock });
  const dana = openBrowser(server);
  await dana.post('/api/v1/setup', DANA);
  return { server, clock, folder, dana, ann: openBrowser(server) };
}

async function joinErin(server: Parameters<typeof openBrowser>[0], dana: Browser) {
  const erin = openBrowser(server);
  await erin.post(`${await invite(dana)}/accept`, ERIN);
  return erin;
}

const pathOf = (id: string, part = '') => `/api/v1/consultations/${id}${part}`;

describe('notes', () => {
  it('are there while the call goes on, after it, and in the history', async () => {
    const { server, clock, dana } = await openDesk();
    const { id } = await consult(server, dana, ANN, async (consultation) => {
      const path = pathOf(consultation.id, '/notes');
      expect((await dana.get(path)).json).toEqual({
        text: '',
        version: 0,
        savedAt: null,
        savedBy: null,
      });
      const saved = await dana.send('PUT', path, { text: 'Wants a refund ', version: 0 });
      expect(saved).toMatchObject({
        status: 200,
        json: { text: 'Wants a refund ', version: 1, savedAt: clock(), savedBy: 'Dana' },
      });
    });
    await dana.send('PUT', pathOf(id, '/notes'), { text: 'Wants a refund\nDone', version: 1 });

    expect((await dana.get(pathOf(id))).json).toMatchObject({
      notes: { text: 'Wants a refund\nDone', version: 2 },
    });
    expect(server.log()).not.toContain('Wants a refund');
  });

  it('are never overwritten by somebody who had not read them', async () => {
    const { server, dana } = await openDesk();
    const { id } = await consult(server, dana, ANN);
    const path = pathOf(id, '/notes');

    const saves = await Promise.all(
      ['From one window', 'From another'].map((text) =>
        dana.send('PUT', path, { text, version: 0 }),
      ),
    );

    expect(saves.map(({ status }) => String(status)).toSorted()).toEqual(['200', '409']);
    expect(saves.find(({ status }) => status === 409)?.json).toMatchObject({
      code: 'notes_conflict',
    });
    const kept = (await dana.get(path)).json;
    expect(kept).toEqual(saves.find(({ status }) => status === 200)?.json);
    // A save whose answer was lost is no conflict with itself.
    const again = await dana.send('PUT', path, { text: kept['text'], version: 0 });
    expect(again).toMatchObject({ status: 200, json: kept });
    const stale = await dana.send('PUT', path, { text: 'From the future', version: 7 });
    expect(stale.status).toBe(409);
  });

  it('lose what nobody could see, and nothing else', async () => {
    const { server, dana } = await openDesk();
    const { id } = await consult(server, dana, ANN);
    const saved = await dana.send('PUT', pathOf(id, '/notes'), {
      text: ' 환불\r\n\u0007done\u202e\t ',
      version: 0,
    });
    expect(saved.json).toMatchObject({ text: ' 환불\ndone\t ' });
  });

  it('have an end', async () => {
    const { server, dana } = await openDesk();
    const { id } = await consult(server, dana, ANN);
    const save = (text: string) => dana.send('PUT', pathOf(id, '/notes'), { text, version: 0 });
    expect(await save('글'.repeat(8001))).toMatchObject({
      status: 422,
      json: { errors: [{ field: 'text' }] },
    });
    expect((await save('글'.repeat(8000))).status).toBe(200);
  });
});

describe('what a consultation left', () => {
  it('is for the consultants of its callee, and not there for anybody else', async () => {
    const { server, folder, dana, ann } = await openDesk();
    const { id } = await consult(server, dana, ANN);
    const erin = await joinErin(server, dana);
    const finn = await addForeignDesk(server, folder);

    const asks = [
      ['GET', '', undefined],
      ['GET', '/notes', undefined],
      ['PUT', '/notes', { text: 'x', version: 0 }],
      ['GET', '/tags', undefined],
      ['PUT', '/tags', { tags: [] }],
      ['PUT', '/chat', { lines: [] }],
      ['DELETE', '', undefined],
    ] as const;
    for (const [method, part, body] of asks) {
      const nobody = await ann.send(method, pathOf(id, part), body);
      expect(nobody).toMatchObject({ status: 401, json: { code: 'not_signed_in' } });
      const other = await finn.send(method, pathOf(id, part), body);
      expect(other).toMatchObject({ status: 404, json: { code: 'unknown_consultation' } });
      const made = await dana.send(method, pathOf('..%2f..%2fetc', part), body);
      expect(made).toMatchObject({ status: 404, json: { code: 'unknown_consultation' } });
    }
    for (const path of [`${DESK}/history`, `${DESK}/history.csv`, `${DESK}/tags`]) {
      expect((await ann.get(path)).status).toBe(401);
      expect((await finn.get(path)).status).toBe(403);
      expect((await erin.get(path)).status).toBe(200);
    }
    expect((await erin.get(pathOf(id))).status).toBe(200);
  });

  it('says what happened, in order', async () => {
    const { server, clock, dana } = await openDesk();
    const began = clock();
    const { id } = await consult(server, dana, ANN, async () => clock.pass(61_000));

    const { json } = await dana.get(pathOf(id));

    expect(json).toMatchObject({
      id,
      name: 'Ann',
      reason: 'Refund for order 1042',
      joinedAt: began,
      startedAt: began,
      endedAt: began + 61_000,
      endReason: 'completed',
      endedBy: 'caller',
      consultant: { name: 'Dana' },
      tags: [],
      rating: null,
      feedback: null,
      chat: [],
      erasedAt: null,
    });
    expect(json['timeline']).toEqual([
      { at: began, event: 'joined', party: 'caller' },
      { at: began, event: 'accepted', party: 'consultant' },
      { at: began, event: 'connected', party: null },
      { at: began + 61_000, event: 'ended', party: 'caller' },
    ]);
  });

  it('is told of one that has ended', async () => {
    const { server, dana } = await openDesk();
    await consult(server, dana, ANN, async ({ id }) => {
      for (const method of ['GET', 'DELETE']) {
        expect(await dana.send(method, pathOf(id))).toMatchObject({
          status: 409,
          json: { code: 'still_going_on' },
        });
      }
    });
  });

  it('has the chat, each line once', async () => {
    const { server, dana } = await openDesk();
    const { id } = await consult(server, dana, ANN);
    const hello = { id: 'a', at: 1, party: 'caller', kind: 'text', text: 'Hello' };
    const photo = {
      id: 'b',
      at: 2,
      party: 'consultant',
      kind: 'file',
      name: 'photo.jpg',
      sizeBytes: 120_000,
    };
    const put = (...lines: object[]) => dana.send('PUT', pathOf(id, '/chat'), { lines });

    expect((await put(hello)).status).toBe(204);
    expect((await put(photo, { ...hello, text: 'Changed' })).status).toBe(204);
    expect((await put()).status).toBe(204);

    expect((await dana.get(pathOf(id))).json['chat']).toEqual([hello, photo]);
    expect((await put({ ...hello, kind: 'video' })).status).toBe(422);
    expect((await put({ ...photo, id: 'c', sizeBytes: -1 })).status).toBe(422);
    expect(server.log()).not.toContain('photo.jpg');
  });

  it('goes for good when it is deleted', async () => {
    const { server, dana } = await openDesk();
    const { id, ticket } = await consult(server, dana, ANN);
    await dana.send('PUT', pathOf(id, '/notes'), { text: 'secret', version: 0 });
    const line = { id: 'a', at: 1, party: 'caller', kind: 'text', text: 'secret' };
    await dana.send('PUT', pathOf(id, '/chat'), { lines: [line] });
    await dana.post(FEEDBACK, { ticket, rating: 5, comment: 'secret' });

    expect((await dana.send('DELETE', pathOf(id))).status).toBe(204);

    expect((await dana.get(pathOf(id))).status).toBe(404);
    expect((await dana.send('DELETE', pathOf(id))).status).toBe(404);
    expect((await dana.get(`${DESK}/history`)).json).toEqual({ consultations: [], next: null });
    expect(await dana.post(FEEDBACK, { ticket, rating: 4 })).toMatchObject({
      status: 403,
      json: { code: 'invalid_ticket' },
    });
  });

  it('keeps only what counts once it is erased', async () => {
    const { server, clock, folder, dana } = await openDesk();
    const { id, ticket } = await consult(server, dana, ANN);
    await dana.send('PUT', pathOf(id, '/notes'), { text: 'secret', version: 0 });
    const line = { id: 'a', at: 1, party: 'caller', kind: 'text', text: 'secret' };
    await dana.send('PUT', pathOf(id, '/chat'), { lines: [line] });
    await dana.post(FEEDBACK, { ticket, rating: 2, comment: 'secret' });
    const erasedAt = clock();
    const database = openDatabase(join(folder, 'peerdesk.sqlite'));
    const erasure = createErasure(database.db, clock);
    expect(await erasure.eraseConsultation(id)).toBe(true);
    clock.pass(1000);
    expect(await erasure.eraseConsultation(id)).toBe(true);
    database.close();

    const { text, json } = await dana.get(pathOf(id));

    expect(json).toMatchObject({
      name: '',
      reason: '',
      rating: 2,
      feedback: { rating: 2, comment: '' },
      notes: { text: '', version: 0 },
      chat: [],
      endReason: 'completed',
      consultant: { name: 'Dana' },
      erasedAt,
    });
    for (const word of ['secret', 'Ann', 'Refund']) expect(text).not.toContain(word);
    expect((await dana.get(`${DESK}/history?search=refund`)).json).toMatchObject({
      consultations: [],
    });
    for (const [part, body] of [
      ['/notes', { text: 'again', version: 0 }],
      ['/chat', { lines: [line] }],
    ] as const) {
      expect(await dana.send('PUT', pathOf(id, part), body)).toMatchObject({
        status: 410,
        json: { code: 'consultation_erased' },
      });
    }
    expect((await dana.send('DELETE', pathOf(id))).status).toBe(204);
  });
});

describe('outcome tags', () => {
  it('are the callee’s own, and keep their place where they were chosen', async () => {
    const { server, dana } = await openDesk();
    const { id } = await consult(server, dana, ANN);
    const set = async (...tags: { id?: string; name: string }[]) =>
      (await dana.send('PUT', `${DESK}/tags`, { tags })).json['tags'] as {
        id: string;
        name: string;
      }[];

    const [refunded, callBack] = await set({ name: 'Refunded' }, { name: ' Call back ' });
    expect(callBack?.name).toBe('Call back');
    const chosen = await dana.send('PUT', pathOf(id, '/tags'), {
      tags: [callBack?.id, refunded?.id, refunded?.id, '0198c0de-0000-7000-8000-000000000000'],
    });
    expect(chosen.json).toEqual({ tags: [refunded, callBack] });

    // Renamed, moved, and one of them taken away.
    const later = await set({ name: 'Sold' }, { id: String(refunded?.id), name: 'Money back' });
    expect(later.map(({ name }) => name)).toEqual(['Sold', 'Money back']);
    const { json } = await dana.get(pathOf(id));
    const tagNames = (json['tags'] as { name: string }[]).map(({ name }) => name);
    expect(tagNames.toSorted()).toEqual(['Call back', 'Money back']);

    // Added again it is the one it was.
    const again = await set(...later, { name: 'CALL BACK' });
    expect(again.at(-1)).toEqual({ id: callBack?.id, name: 'CALL BACK' });
    expect((await dana.get(`${DESK}/tags`)).json).toEqual({ tags: again });

    // A new one may take the name that another one gives up.
    const [sold] = again;
    const swapped = await set({ id: String(sold?.id), name: 'Bought' }, { name: 'Sold' });
    expect(swapped[0]).toEqual({ id: sold?.id, name: 'Bought' });
    expect(swapped[1]?.id).not.toBe(sold?.id);
  });

  it('differ in their names, and are words', async () => {
    const { dana } = await openDesk();
    for (const tags of [
      [{ name: 'Sold' }, { name: 'ｓｏｌｄ' }],
      [{ name: '  ' }],
      [{ name: 'x'.repeat(41) }],
      Array.from({ length: 31 }, (_, index) => ({ name: `Tag ${index}` })),
    ]) {
      const refused = await dana.send('PUT', `${DESK}/tags`, { tags });
      expect(refused).toMatchObject({ status: 422, json: { code: 'invalid_fields' } });
    }
    expect((await dana.get(`${DESK}/tags`)).json).toEqual({ tags: [] });
  });

  it('of another callee cannot be chosen', async () => {
    const { server, folder, dana } = await openDesk();
    const finn = await addForeignDesk(server, folder);
    const theirs = await finn.send('PUT', '/api/v1/callees/other/tags', {
      tags: [{ name: 'Theirs' }],
    });
    const { id } = await consult(server, dana, ANN);
    const [tag] = theirs.json['tags'] as { id: string }[];
    const chosen = await dana.send('PUT', pathOf(id, '/tags'), { tags: [tag?.id] });
    expect(chosen.json).toEqual({ tags: [] });
    // And setting one's own does not touch theirs.
    await dana.send('PUT', `${DESK}/tags`, { tags: [{ id: tag?.id, name: 'Stolen' }] });
    expect((await finn.get('/api/v1/callees/other/tags')).json).toEqual(theirs.json);
  });
});

describe('feedback', () => {
  it('is proven by the ticket, from any page, and read in the history', async () => {
    const { server, dana, ann } = await openDesk();
    const { id, ticket } = await consult(server, dana, ANN);

    const given = await ann.post(
      FEEDBACK,
      { ticket, rating: 4, comment: ' 친절했어요.\nThank you ' },
      SHOP,
    );

    expect(given).toMatchObject({
      status: 201,
      json: { rating: 4, comment: '친절했어요.\nThank you' },
    });
    expect(given.headers.get('access-control-allow-origin')).toBe('*');
    expect(given.headers.get('access-control-allow-credentials')).toBeNull();
    expect((await dana.get(pathOf(id))).json).toMatchObject({ rating: 4, feedback: given.json });
    expect(server.log()).not.toContain(ticket);
    expect(server.log()).not.toContain('친절했어요');
  });

  it('answers the question before the question', async () => {
    const { server } = await openDesk();
    const answer = await fetch(server.url + FEEDBACK, {
      method: 'OPTIONS',
      headers: { ...SHOP, 'access-control-request-method': 'POST' },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-methods')).toBe('POST');
  });

  it('is given once; the same again is no other', async () => {
    const { server, dana, ann } = await openDesk();
    const { id, ticket } = await consult(server, dana, ANN);
    const good = { ticket, rating: 5, comment: 'Good' };

    const both = await Promise.all([ann.post(FEEDBACK, good), ann.post(FEEDBACK, good)]);
    const other = await ann.post(FEEDBACK, { ...good, rating: 1 });

    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(other).toMatchObject({ status: 409, json: { code: 'feedback_given' } });
    expect((await dana.get(pathOf(id))).json).toMatchObject({
      feedback: { rating: 5, comment: 'Good' },
    });
  });

  it('needs a call, its end, its ticket and its callee', async () => {
    const { server, clock, folder, dana, ann } = await openDesk();
    await addForeignDesk(server, folder);
    await consult(server, dana, ANN, async ({ ticket }) => {
      expect(await ann.post(FEEDBACK, { ticket, rating: 5 })).toMatchObject({
        status: 409,
        json: { code: 'still_going_on' },
      });
    });
    const left = await giveUp(server, { name: 'Bob' });
    expect(await ann.post(FEEDBACK, { ticket: left.ticket, rating: 1 })).toMatchObject({
      status: 409,
      json: { code: 'no_call' },
    });

    const { id, ticket } = await consult(server, dana, ANN);
    for (const forged of [`${id}.forged`, id, `${ticket}x`, ticket.replace(id, left.id)]) {
      expect(await ann.post(FEEDBACK, { ticket: forged, rating: 1 }, SHOP)).toMatchObject({
        status: 403,
        json: { code: 'invalid_ticket' },
      });
    }
    const elsewhere = await ann.post('/api/v1/callees/other/feedback', { ticket, rating: 1 });
    expect(elsewhere).toMatchObject({ status: 403, json: { code: 'invalid_ticket' } });
    for (const rating of [0, 6, 3.5, '5', null]) {
      const refused = await ann.post(FEEDBACK, { ticket, rating }, SHOP);
      expect(refused).toMatchObject({ status: 422, json: { errors: [{ field: 'rating' }] } });
      expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    }
    await dana.send('PATCH', DESK, { allowedOrigins: [SHOP.origin] });
    const foreign = await ann.post(
      FEEDBACK,
      { ticket, rating: 1 },
      { origin: 'https://a.example' },
    );
    expect(foreign).toMatchObject({ status: 403, json: { code: 'origin_refused' } });

    clock.pass(FEEDBACK_LIFETIME_MS + 1);
    expect(await ann.post(FEEDBACK, { ticket, rating: 1 }, SHOP)).toMatchObject({
      status: 410,
      json: { code: 'feedback_closed' },
    });
  });
});
