import type { ConsultationId, RecordingId, RecordingView } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { createCallees } from '../storage/callees.ts';
import { createHistory } from '../storage/history.ts';
import { createOutcomeTags } from '../storage/outcome-tags.ts';
import { createRecordings } from '../storage/recordings.ts';
import { createClock, emptyFolder, letPass, newServer, until } from '../testing/fixtures.ts';
import { answerAt, call, codeOf } from '../testing/pages.ts';
import {
  enterAsConsultant,
  enterRoom,
  makeRoom,
  openRoomPage,
  type RoomPage,
} from '../testing/room-pages.ts';
import { DANA, GRACE_MS, type TestServer } from '../testing/socket-server.ts';

const words = { textVersion: '2026-11', locale: 'ko' };

/** Ann and Dana, who is there as a consultant, see each other. */
async function meet(server: TestServer, title = 'Second look') {
  const { id, key } = await makeRoom(server, { title });
  const ann = await enterRoom(server.url, key, 'Ann');
  const dana = await enterAsConsultant(server.url, key, 'dana');
  for (const page of [ann, dana]) expect(await page.ask('connected', 1)).toBeNull();
  await until(() => expect([ann, dana].map(keptOf)).not.toContain(null));
  return { id, key, ann, dana };
}

const keptOf = ({ view }: RoomPage) =>
  view !== null && 'consultation' in view ? view.consultation : null;

function idOf(page: RoomPage): ConsultationId {
  const kept = keptOf(page);
  if (kept === null) throw new Error('Nothing of this is kept.');
  return kept.id;
}

const recordingOf = (page: RoomPage): RecordingView | undefined => keptOf(page)?.recording;

function recordingIdIn(page: RoomPage): RecordingId {
  const recording = recordingOf(page);
  if (!recording || recording.phase === 'off') throw new Error('Nobody was asked.');
  return recording.id;
}

const see = (pages: readonly RoomPage[], expected: object) =>
  until(() => {
    for (const page of pages) expect(recordingOf(page)).toMatchObject(expected);
  });

const ask = async ({ socket }: RoomPage, consultation?: ConsultationId) =>
  codeOf(
    await socket.emitWithAck('requestRecording', {
      media: 'voice',
      ...(consultation && { consultation }),
    }),
  );

const answer = async (page: RoomPage, consented: boolean) =>
  codeOf(
    await page.socket.emitWithAck('answerRecording', {
      ...words,
      consented,
      recording: recordingIdIn(page),
    }),
  );

const press = async (
  { socket }: RoomPage,
  name: 'pauseRecording' | 'resumeRecording' | 'stopRecording',
) => codeOf(await socket.emitWithAck(name, {}));

const historyOf = (server: TestServer) =>
  createHistory(server.db, createOutcomeTags(server.db, Date.now));

const pastAt = (server: TestServer) => historyOf(server).page(server.acme.id, {}, 10);

describe('recording a room', () => {
  it('is asked for by the consultant in it, consented to, paused, and ended by either', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const { ann, dana } = await meet(server);
    expect([keptOf(ann)?.party, keptOf(dana)?.party]).toEqual(['caller', 'consultant']);

    expect(await ask(dana)).toBeNull();
    await see([ann, dana], { phase: 'asked', media: 'voice' });
    expect(await answer(dana, true)).toBe('forbidden');
    expect(await answer(ann, true)).toBeNull();
    await see([ann, dana], { phase: 'on' });
    const id = recordingIdIn(ann);
    clock.pass(5000);
    expect(await press(ann, 'pauseRecording')).toBe('forbidden');
    expect(await press(dana, 'pauseRecording')).toBeNull();
    await see([ann, dana], { phase: 'paused', recordedMs: 5000 });
    expect(await press(dana, 'resumeRecording')).toBeNull();
    await ann.ask('renew', 1);
    await see([ann, dana], { phase: 'on', id });

    expect(await press(ann, 'stopRecording')).toBeNull();
    await see([ann, dana], { phase: 'off', last: { id, end: 'withdrawn', undecided: true } });
    expect(await createRecordings(server.db).byId(id)).toMatchObject({
      consultationId: idOf(dana),
      calleeId: server.acme.id,
      requestedBy: DANA.id,
      consent: { ...words, consented: true },
    });
    await server.sockets.recordingChanged(idOf(dana));
  });

  it('is nothing that anybody else can ask for', async () => {
    const server = await newServer();
    const { key, ann, dana } = await meet(server);
    expect(await ask(ann)).toBe('forbidden');
    expect(await ask(dana, '019353a0-0000-7000-8000-000000000001' as ConsultationId)).toBe(
      'not_in_call',
    );
    await expect(openRoomPage(server.url, key, 'Eve', {}, 'consultant')).rejects.toThrow(
      'not_signed_in',
    );
    const flo = { 'x-consultant': 'flo' };
    await expect(openRoomPage(server.url, key, 'Flo', flo, 'consultant')).rejects.toThrow(
      'forbidden',
    );
    const erik = await openRoomPage(
      server.url,
      key,
      'Erik',
      { 'x-consultant': 'erik' },
      'consultant',
    );
    expect(await ask(erik)).toBe('not_joined');
    expect(recordingOf(ann)).toEqual({ phase: 'off', last: null });
  });

  it('is not to be had by a consultant who is there as anybody, or alone', async () => {
    const server = await newServer();
    const { key } = await makeRoom(server);
    const ann = await enterRoom(server.url, key, 'Ann');
    const dana = await enterRoom(server.url, key, 'Dana');
    for (const page of [ann, dana]) await page.ask('connected', 1);
    await until(() => expect(ann.view?.phase).toBe('active'));
    expect(keptOf(ann)).toBeNull();
    expect(await ask(dana)).toBe('forbidden');
    await dana.leave();
    const erik = await enterAsConsultant(server.url, key, 'erik');
    expect(await ask(erik)).toBe('not_in_call');
    expect(await pastAt(server)).toEqual([]);
  });

  it('begins only with consent, and not where the desk has switched it off', async () => {
    const server = await newServer();
    const { ann, dana } = await meet(server);
    await ask(dana);
    await see([ann], { phase: 'asked' });
    expect(await answer(ann, false)).toBeNull();
    await see([ann, dana], { phase: 'off', last: { end: 'refused' } });
    await createCallees(server.db, Date.now).update(server.acme.id, { recordings: 'never' });
    expect(await ask(dana)).toBe('recordings_off');
  });

  it('ends when one of the two leaves; the next one is asked anew', async () => {
    const server = await newServer();
    const { key, ann, dana } = await meet(server);
    const first = idOf(dana);
    await ask(dana);
    await see([ann], { phase: 'asked' });
    await answer(ann, true);
    const id = recordingIdIn(ann);
    await ann.leave();
    await until(async () =>
      expect(await createRecordings(server.db).byId(id)).toMatchObject({
        phase: 'over',
        end: 'consultation_ended',
      }),
    );
    const bob = await enterRoom(server.url, key, 'Bob');
    for (const page of [bob, dana]) await page.ask('connected', 2);
    await see([bob, dana], { phase: 'off', last: null });
    expect(idOf(dana)).not.toBe(first);
    expect(await ask(dana, first)).toBe('not_in_call');
  });

  it('goes on through a server that is killed', async () => {
    const folder = emptyFolder();
    const before = await newServer({ folder });
    const { key, ann, dana } = await meet(before);
    await ask(dana);
    await see([ann], { phase: 'asked' });
    await answer(ann, true);
    const id = recordingIdIn(ann);
    await before.kill();

    const server = await newServer({ folder });
    const back = await enterRoom(server.url, key, 'Ann', 1);
    const again = await enterAsConsultant(server.url, key, 'dana', 1);
    await see([back, again], { phase: 'on', id });
    expect(await press(back, 'stopRecording')).toBeNull();
    await see([again], { phase: 'off', last: { id, end: 'withdrawn' } });
  });
});

describe('a meeting of a consultant in a room', () => {
  it('is a consultation in the history once it is over, by what the room is called', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const { ann, dana } = await meet(server);
    const id = idOf(dana);
    expect(await pastAt(server)).toEqual([]);
    clock.pass(90_000);
    await ann.leave();
    await until(async () =>
      expect(await pastAt(server)).toMatchObject([
        {
          id,
          name: 'Ann',
          reason: 'Second look',
          consultant: DANA,
          endReason: 'completed',
          endedBy: 'caller',
          endedAt: clock(),
          startedAt: clock() - 90_000,
          inRoom: true,
        },
      ]),
    );
    expect(await historyOf(server).timeline(id)).toMatchObject([
      { event: 'connected' },
      { event: 'ended', party: 'caller' },
    ]);
    expect((await pastAt(server))[0]?.id).toBe(id);
    expect(dana.view).toEqual({ phase: 'waiting' });
  });

  it('whose guest is lost ends so, when the grace time is over', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const { ann, dana } = await meet(server);
    ann.drop();
    await until(async () => expect(await server.rooms.due(clock() + GRACE_MS, 1)).toHaveLength(1));
    await letPass(server, clock, GRACE_MS);
    await until(() => expect(dana.view).toEqual({ phase: 'waiting' }));
    expect(await pastAt(server)).toMatchObject([{ endReason: 'caller_lost', endedBy: null }]);
  });

  it('is none of the business of the desk: others accept, and the call is not to be ended', async () => {
    const server = await newServer();
    const { dana, ann } = await meet(server);
    const queued = await call(server.url, 'Cleo');
    const desk = await answerAt(server.url, 'dana');
    expect(desk.view).toBeNull();
    expect(codeOf(await desk.hangUp(idOf(dana)))).toBe('forbidden');
    const erik = await answerAt(server.url, 'erik');
    expect(codeOf(await erik.start())).toBeNull();
    expect(erik.view).toMatchObject({ remoteName: 'Cleo' });
    expect([queued.view?.phase, ann.view?.phase]).toEqual(['connecting', 'active']);
  });

  it('loses its connection when the consultant signs out', async () => {
    const server = await newServer();
    const { ann, dana } = await meet(server);
    server.sockets.signedOut('sign-in of dana');
    await until(() => expect(dana.socket.connected).toBe(false));
    expect(ann.view?.phase).toBe('active');
  });
});
