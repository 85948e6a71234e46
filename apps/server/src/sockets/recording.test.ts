import type { CallerCommands, JoinRequest, RecordingId, Reply, Ticket } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { createCallees } from '../storage/callees.ts';
import { createRecordings } from '../storage/recordings.ts';
import {
  createClock,
  emptyFolder,
  letPass,
  newServer,
  until,
  untilIs,
} from '../testing/fixtures.ts';
import {
  answerAt,
  type CallerPage,
  type ConsoleWindow,
  call,
  codeOf,
  comeBack,
  openCaller,
} from '../testing/pages.ts';
import { DANA, GRACE_MS, type TestServer } from '../testing/socket-server.ts';

const words = { textVersion: '2026-11', locale: 'ko' };

async function inCall(server: TestServer, request: JoinRequest = {}) {
  const ann = await call(server.url, 'Ann', request);
  const dana = await answerAt(server.url, 'dana');
  await dana.start();
  await ann.connected(1);
  await dana.connected(1);
  return { ann, dana };
}

const ask = async (dana: ConsoleWindow, media: 'voice' | 'picture' = 'voice') =>
  codeOf(await dana.socket.emitWithAck('requestRecording', { media }));

const press = async (
  dana: ConsoleWindow,
  name: 'pauseRecording' | 'resumeRecording' | 'stopRecording',
) => codeOf(await dana.socket.emitWithAck(name, {}));

type Answer = Parameters<CallerCommands['answerRecording']>[0];

const answer = async (ann: CallerPage, consented: boolean, recording?: RecordingId) =>
  codeOf(
    await ann.socket.emitWithAck('answerRecording', {
      ...words,
      consented,
      recording: recording ?? idIn(ann),
    } satisfies Answer),
  );

const withdraw = async (ann: CallerPage) =>
  codeOf((await ann.socket.emitWithAck('stopRecording', {})) as Reply);

const recordingOf = ({ view }: CallerPage | ConsoleWindow) =>
  view !== null && 'recording' in view ? view.recording : null;

function idIn(ann: CallerPage): RecordingId {
  const recording = recordingOf(ann);
  if (recording === null || recording.phase === 'off') throw new Error('Nobody was asked.');
  return recording.id;
}

const see = (pages: readonly (CallerPage | ConsoleWindow)[], expected: object) =>
  until(() => {
    for (const page of pages) expect(recordingOf(page)).toMatchObject(expected);
  });

describe('recording', () => {
  it('is asked for, consented to, paused, resumed and stopped, and both see it', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const { ann, dana } = await inCall(server);
    expect(recordingOf(dana)).toEqual({ phase: 'off', last: null });

    expect(await ask(dana)).toBeNull();
    await see([ann, dana], { phase: 'asked', media: 'voice', since: clock() });
    const id = idIn(ann);
    expect(await ask(dana)).toBeNull();
    expect(await ask(dana, 'picture')).toBe('already_recording');
    expect(await press(dana, 'pauseRecording')).toBe('not_recording');

    expect(await answer(ann, true)).toBeNull();
    await see([ann, dana], { phase: 'on', id, since: clock(), recordedMs: 0 });

    clock.pass(5000);
    expect(await press(dana, 'pauseRecording')).toBeNull();
    await see([ann, dana], { phase: 'paused', recordedMs: 5000 });
    clock.pass(60_000);
    expect(await press(dana, 'resumeRecording')).toBeNull();
    await see([ann, dana], { phase: 'on', since: clock(), recordedMs: 5000 });
    clock.pass(1000);
    expect(await press(dana, 'stopRecording')).toBeNull();
    await see([ann, dana], { phase: 'off', last: { id, end: 'stopped', undecided: false } });
    expect(await press(dana, 'stopRecording')).toBeNull();

    expect(await createRecordings(server.db).byId(id)).toMatchObject({
      requestedBy: DANA.id,
      consent: { ...words, consented: true },
      stretches: [{}, {}],
    });
  });

  it('does not begin when the caller refuses; being asked again is another question', async () => {
    const { ann, dana } = await inCall(await newServer());
    await ask(dana);
    await see([ann], { phase: 'asked' });
    const first = idIn(ann);
    expect(await answer(ann, false)).toBeNull();
    await see([ann, dana], { phase: 'off', last: { id: first, end: 'refused' } });

    await ask(dana);
    await see([ann], { phase: 'asked' });
    expect(idIn(ann)).not.toBe(first);
    expect(await answer(ann, true, first)).toBe('not_recording');
    await see([ann, dana], { phase: 'asked' });
  });

  it('ends at once when the caller withdraws, and the consultant is asked what to keep', async () => {
    const server = await newServer();
    const { ann, dana } = await inCall(server);
    await ask(dana);
    await see([ann], { phase: 'asked' });
    await answer(ann, true);
    expect(await withdraw(ann)).toBeNull();
    await see([ann, dana], { phase: 'off', last: { end: 'withdrawn', undecided: true } });
    expect(await press(dana, 'resumeRecording')).toBe('not_recording');

    await createCallees(server.db, Date.now).update(server.acme.id, { onWithdrawal: 'discard' });
    await ask(dana);
    await see([ann], { phase: 'asked' });
    await answer(ann, true);
    await withdraw(ann);
    await see([ann, dana], { phase: 'off', last: { end: 'withdrawn', undecided: false } });
    await dana.hangUp();
    await see([dana], { phase: 'off', last: { end: 'withdrawn' } });
  });

  it('ends with the consultation', async () => {
    const { ann, dana } = await inCall(await newServer());
    await ask(dana);
    await see([ann], { phase: 'asked' });
    await answer(ann, true);
    await ann.hangUp();
    await until(() => expect(dana.view?.phase).toBe('ended'));
    await see([dana], { phase: 'off', last: { end: 'consultation_ended' } });
    expect(await ask(dana)).toBe('not_in_call');
  });

  it('goes on through a reload, a renewal and a server that is killed', async () => {
    const folder = emptyFolder();
    const before = await newServer({ folder });
    const { ann, dana } = await inCall(before);
    await ask(dana);
    await see([ann], { phase: 'asked' });
    await answer(ann, true);
    const id = idIn(ann);
    await dana.renew(1);
    await see([ann, dana], { phase: 'on', id });
    await before.kill();

    const server = await newServer({ folder });
    const back = await comeBack(server.url, ann.ticket as Ticket);
    const again = await answerAt(server.url, 'dana');
    await see([back, again], { phase: 'on', id });
    expect(await withdraw(back)).toBeNull();
    await see([back, again], { phase: 'off', last: { id, end: 'withdrawn' } });
  });

  it('that outlived its consultation in the database is ended when the server starts', async () => {
    const folder = emptyFolder();
    const before = await newServer({ folder });
    const { ann, dana } = await inCall(before);
    await ask(dana);
    await see([ann], { phase: 'asked' });
    await answer(ann, true);
    const id = idIn(ann);
    const consultation = await before.consultations.byId(ann.id());
    await before.consultations.change(ann.id(), { type: 'hung-up', party: 'caller', at: 4e12 });
    await before.kill();
    expect(consultation?.phase).toBe('active');

    const server = await newServer({ folder });
    expect(await createRecordings(server.db).byId(id)).toMatchObject({
      phase: 'over',
      end: 'consultation_ended',
      endedAt: 4e12,
    });
  });
});

describe('consent given while joining', () => {
  const recordingConsent = { ...words, consented: true, media: 'voice' } as const;

  it('lets the recording begin at once, and is the proof', async () => {
    const server = await newServer();
    const callees = createCallees(server.db, Date.now);
    await callees.update(server.acme.id, { recordings: 'ask_when_joining' });
    const { ann, dana } = await inCall(server, { recordingConsent });
    expect(await ask(dana)).toBeNull();
    await see([ann, dana], { phase: 'on' });
    expect(await createRecordings(server.db).byId(idIn(ann))).toMatchObject({
      consent: { ...words, consented: true, whenJoining: true },
    });
  });

  it('is worth nothing any more once the caller has stopped a recording', async () => {
    const server = await newServer();
    const callees = createCallees(server.db, Date.now);
    await callees.update(server.acme.id, { recordings: 'ask_when_joining' });
    const { ann, dana } = await inCall(server, { recordingConsent });
    await ask(dana);
    await see([ann, dana], { phase: 'on' });
    await withdraw(ann);
    await see([ann, dana], { phase: 'off' });

    await ask(dana);
    await see([ann, dana], { phase: 'asked' });
    // A yes to one recording is one to that recording.
    await answer(ann, true);
    await see([dana], { phase: 'on' });
    await press(dana, 'stopRecording');
    await ask(dana);
    await see([ann, dana], { phase: 'asked' });
  });

  it.each([
    ['holds', false, 'on'],
    ['does not hold, once it was withdrawn,', true, 'asked'],
  ] as const)('%s for a call that is called back', async (_what, withdrawn, phase) => {
    const clock = createClock();
    const server = await newServer({ clock });
    const callees = createCallees(server.db, Date.now);
    await callees.update(server.acme.id, { recordings: 'ask_when_joining' });
    const said = clock();
    const { ann, dana } = await inCall(server, { recordingConsent });
    await ask(dana);
    await see([ann, dana], { phase: 'on' });
    if (withdrawn) await withdraw(ann);
    ann.drop();
    await until(() => expect(dana.view).toMatchObject({ present: false }));
    await letPass(server, clock, GRACE_MS);
    await untilIs(() => dana.view?.phase, 'ended');

    const back = await openCaller(server.url);
    expect(codeOf(await back.join({ lost: ann.ticket as Ticket }))).toBeNull();
    await dana.start();
    await back.connected(1);
    await dana.connected(1);
    await ask(dana);
    await see([back, dana], { phase });
    if (phase === 'on') {
      expect(await createRecordings(server.db).byId(idIn(back))).toMatchObject({
        consultationId: back.id(),
        consent: { ...words, consented: true, at: said, whenJoining: true },
      });
    }
  });

  it('is kept by the attempt, not once more by a repeated join', async () => {
    const server = await newServer();
    const attempt = '0193b1f0-0000-4000-8000-000000000000';
    const ann = await call(server.url, 'Ann', { attempt, recordingConsent });
    const refused = { ...recordingConsent, consented: false };
    await call(server.url, 'Ann', { attempt, recordingConsent: refused });
    expect(await createRecordings(server.db).joiningConsentOf(ann.id())).toMatchObject({
      ...recordingConsent,
    });
  });
});

describe('nothing is recorded', () => {
  it('where the desk has switched it off', async () => {
    const server = await newServer();
    const { dana } = await inCall(server);
    await createCallees(server.db, Date.now).update(server.acme.id, { recordings: 'never' });
    expect(await ask(dana)).toBe('recordings_off');
  });

  it('before the two are connected, nor at the wish of somebody else', async () => {
    const server = await newServer();
    const ann = await call(server.url, 'Ann');
    const dana = await answerAt(server.url, 'dana');
    const erik = await answerAt(server.url, 'erik');
    expect(await ask(dana)).toBe('not_in_call');
    await dana.start();
    expect(await ask(dana)).toBe('not_in_call');
    expect(await withdraw(ann)).toBe('not_in_call');
    await ann.connected(1);
    await dana.connected(1);
    const elsewhere = { consultation: ann.id(), media: 'voice' } as const;
    expect(codeOf(await erik.socket.emitWithAck('requestRecording', elsewhere))).toBe(
      'not_in_call',
    );
    expect(await withdraw(ann)).toBe('not_recording');
  });
});
