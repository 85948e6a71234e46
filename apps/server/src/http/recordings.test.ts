import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERIN, invite, signIn } from '../testing/accounts.ts';
import { openBrowser } from '../testing/browser.ts';
import { startBucket } from '../testing/bucket.ts';
import { createClock, until } from '../testing/fixtures.ts';
import { addForeignDesk } from '../testing/foreign-desk.ts';
import { packetsOf } from '../testing/packets.ts';
import {
  asked,
  detailsOf,
  finished,
  openCall,
  record,
  recorded,
  stop,
  uploader,
} from '../testing/recorded-call.ts';
import { startWholeServer, tempFolder } from '../testing/whole-server.ts';

const voice = recorded('voice-440.webm');
const other = recorded('voice-880.webm');
const DAY_MS = 24 * 60 * 60 * 1000;

type Settings = Readonly<Record<string, string>>;

/** Where files end up; all that is promised of them holds for both. */
interface Kept {
  readonly settings: Settings;
  /** What the bucket has of a recording. */
  readonly keys: (recording: string) => string[];
}

const KEPT = {
  'a folder': async (): Promise<Kept> => ({ settings: {}, keys: () => [] }),
  'a bucket': async (): Promise<Kept> => {
    const { settings, keys } = await startBucket();
    const own = (recording: string) =>
      keys().flatMap((key) => (key.includes(recording) ? [key.split('/').at(-1) ?? ''] : []));
    return { settings, keys: own };
  },
};

async function recordedCall(
  settings: Settings = {},
  clock = Date.now,
  keys: Kept['keys'] = () => [],
) {
  const folder = tempFolder();
  const server = await startWholeServer({ DATA_DIR: folder, ...settings }, { clock });
  const held = await openCall(server);
  const startedAt = clock();
  const id = await record(held);
  const filesOf = (recording: string = id) => {
    const own = join(folder, 'recordings', recording);
    return [...(existsSync(own) ? readdirSync(own) : []), ...keys(recording)];
  };
  return { server, folder, ...held, id, startedAt, filesOf, tus: uploader(server, held.browser) };
}

/** What a WebM file says of itself, before anything is decoded. */
const saysDuration = (webm: Uint8Array) => Buffer.from(webm).includes(Buffer.from('4489', 'hex'));
const hasSeekIndex = (webm: Uint8Array) =>
  Buffer.from(webm).includes(Buffer.from('1c53bb6b', 'hex'));

async function bytesOf(server: { url: string }, cookie: string, path: string) {
  const response = await fetch(server.url + path, { headers: { cookie } });
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
}

describe.each(Object.entries(KEPT))('a recording in %s', (_name, keep) => {
  it('that was sent in pieces becomes files with duration and seek index', async () => {
    const clock = createClock();
    const { settings, keys } = await keep();
    const held = await recordedCall(settings, clock, keys);
    const { server, browser, id, startedAt, tus } = held;
    clock.pass(3000);
    for (const track of ['mixed', 'caller', 'consultant'] as const) {
      const { location } = await tus.create({ recording: id, track, startedAt });
      let offset = 0;
      for (const piece of [
        voice.subarray(0, 5000),
        voice.subarray(5000, 9000),
        voice.subarray(9000),
      ])
        ({ offset } = await tus.append(location, offset, piece));
      expect(offset).toBe(voice.length);
      expect((await tus.seal({ recording: id, track }, voice)).status).toBe(204);
    }
    expect((await detailsOf(browser, id)).state).toBe('recording');
    await stop(held);

    const { tracks, state } = await finished(browser, id);
    expect(state).toBe('ready');
    await until(async () => expect((await detailsOf(browser, id)).segments).toEqual([]));
    expect(tracks.map(({ track }) => track)).toEqual(['caller', 'consultant', 'mixed']);
    const files = ['caller.webm', 'consultant.webm', 'mixed.webm'];
    await until(() => expect(held.filesOf().toSorted()).toEqual(files), 30_000);
    for (const { url, durationMs, bytes, type } of tracks) {
      expect(durationMs).toBeGreaterThan(2800);
      expect(durationMs).toBeLessThan(3100);
      const file = await bytesOf(server, browser.cookie(), url);
      expect(file.response.headers.get('content-type')).toBe(type);
      expect(file.bytes.length).toBe(bytes);
      expect(saysDuration(voice)).toBe(false);
      expect(saysDuration(file.bytes)).toBe(true);
      expect(hasSeekIndex(file.bytes)).toBe(true);
      expect(await packetsOf(file.bytes)).toMatchObject([{ codec: 'opus', packets: 49 }]);
    }
  });

  it('whose browser died is finished with what arrived, and once more when the rest comes', async () => {
    const clock = createClock();
    const { settings, keys } = await keep();
    const patient = { ...settings, RECORDING_PATIENCE_SECONDS: '30' };
    const held = await recordedCall(patient, clock, keys);
    const { browser, id, startedAt, tus } = held;
    const { location } = await tus.create({ recording: id, startedAt });
    const cut = 8000;
    await tus.append(location, 0, voice.subarray(0, cut));
    clock.pass(3000);
    await held.dana.hangUp();
    expect((await detailsOf(browser, id)).state).toBe('arriving');
    clock.pass(30_000);

    const partly = await finished(browser, id);
    expect(partly).toMatchObject({ state: 'ready', segments: [{ bytes: cut, sealed: false }] });
    expect(partly.tracks[0]?.durationMs).toBeGreaterThan(1500);
    expect(partly.tracks[0]?.durationMs).toBeLessThan(2000);
    expect(partly.tracks[0]?.gaps).toMatchObject([{ why: 'missing' }]);

    // Dana signs in the next day, and her browser still has the rest.
    clock.pass(DAY_MS);
    expect((await tus.head(location)).offset).toBe(cut);
    await tus.append(location, cut, voice.subarray(cut));
    await tus.seal({ recording: id }, voice);
    await until(async () => {
      const { tracks, segments } = await detailsOf(browser, id);
      expect(segments).toEqual([]);
      expect(tracks[0]?.durationMs).toBeGreaterThan(2800);
    }, 60_000);
    expect(await tus.append(location, voice.length, other)).toMatchObject({
      code: 'unknown_upload',
    });
    expect(await tus.create({ recording: id, startedAt })).toMatchObject({
      status: 409,
      code: 'recording_complete',
    });
  });
});

describe('a recording', () => {
  it('is one file when the console was reloaded or it was paused, and tells where', async () => {
    const clock = createClock();
    const held = await recordedCall({}, clock);
    const { browser, id, startedAt, tus } = held;
    await tus.send({ recording: id, startedAt }, voice, false);
    clock.pass(3000);
    await held.dana.socket.emitWithAck('pauseRecording', {});
    clock.pass(60_000);
    await held.dana.socket.emitWithAck('resumeRecording', {});
    await tus.send({ recording: id, segment: 1, startedAt: clock() }, other, false);
    clock.pass(12_000);
    await tus.send({ recording: id, segment: 2, startedAt: clock() }, other);
    clock.pass(2000);
    await stop(held);

    const { tracks, recordedMs } = await finished(browser, id);
    expect(recordedMs).toBe(17_000);
    const [mixed] = tracks;
    expect(mixed?.durationMs).toBeGreaterThan(6700);
    expect(mixed?.durationMs).toBeLessThan(7100);
    expect(mixed?.gaps).toMatchObject([{ why: 'paused' }, { why: 'missing' }]);
    const [paused, missing] = mixed?.gaps ?? [];
    expect(paused?.lastedMs).toBeGreaterThan(59_900);
    expect(missing?.lastedMs).toBeGreaterThan(9900);
    expect(missing?.lastedMs).toBeLessThan(10_300);
  });

  it('with picture keeps the picture in the mixed track, and voices apart', async () => {
    const clock = createClock();
    const server = await startWholeServer({}, { clock });
    const held = await openCall(server);
    const startedAt = clock();
    const id = await record(held, { media: 'picture' });
    clock.pass(2000);
    const tus = uploader(server, held.browser);
    const refused = { recording: id, track: 'caller', type: 'video/webm', startedAt } as const;
    expect(await tus.create(refused)).toMatchObject({ status: 415, code: 'wrong_recording_type' });
    await tus.send(
      { recording: id, type: 'video/webm;codecs=vp8,opus', startedAt },
      recorded('picture.webm'),
    );
    await tus.send(
      { recording: id, track: 'caller', type: 'audio/mp4', startedAt },
      recorded('voice.mp4'),
    );
    await stop(held);

    const { tracks } = await finished(held.browser, id);
    expect(tracks).toMatchObject([
      { track: 'caller', type: 'audio/mp4' },
      { track: 'mixed', type: 'video/webm' },
    ]);
    const [caller, mixed] = await Promise.all(
      tracks.map(async ({ url }) => bytesOf(server, held.browser.cookie(), url)),
    );
    expect(await packetsOf(mixed?.bytes ?? new Uint8Array())).toMatchObject([
      { type: 'video', codec: 'vp8', packets: 30 },
      { type: 'audio', codec: 'opus', packets: 33 },
    ]);
    expect(await packetsOf(caller?.bytes ?? new Uint8Array())).toMatchObject([
      { codec: 'opus', packets: 33 },
    ]);
  });

  it('of which nothing arrived is empty, and so is one of noise', async () => {
    const clock = createClock();
    const held = await recordedCall({ RECORDING_PATIENCE_SECONDS: '30' }, clock);
    await held.tus.create({ recording: held.id, startedAt: held.startedAt });
    await stop(held);
    clock.pass(30_000);
    expect(await finished(held.browser, held.id)).toMatchObject({ state: 'empty', tracks: [] });

    const noise = await record(held);
    await held.tus.send({ recording: noise, startedAt: clock() }, Buffer.alloc(5000, 'noise'));
    await stop(held);
    expect(await finished(held.browser, noise)).toMatchObject({ state: 'empty', tracks: [] });
  });
});

describe('no consent, no bytes', () => {
  it('while the caller has not answered, and when they refuse', async () => {
    const server = await startWholeServer();
    const held = await openCall(server);
    const tus = uploader(server, held.browser);
    await held.dana.socket.emitWithAck('requestRecording', { media: 'voice' });
    const recording = await asked(held.ann);
    const segment = { recording, startedAt: Date.now() };
    expect(await tus.create(segment)).toMatchObject({ status: 403, code: 'not_consented' });
    await held.ann.socket.emitWithAck('answerRecording', {
      recording,
      consented: false,
      textVersion: '1',
      locale: 'en',
    });
    expect(await tus.create(segment)).toMatchObject({ status: 403, code: 'not_consented' });
    const details = await finished(held.browser, recording);
    expect(details).toMatchObject({
      state: 'empty',
      end: 'refused',
      consent: { consented: false, textVersion: '1', locale: 'en', withdrawnAt: null },
      segments: [],
    });
    expect((await tus.append(`/api/v1/uploads/${recording}.mixed.0`, 0, voice)).status).toBe(404);
  });

  it('from a time in which nothing was recorded', async () => {
    const clock = createClock();
    const held = await recordedCall({}, clock);
    const { id, tus } = held;
    clock.pass(60_000);
    await held.dana.socket.emitWithAck('pauseRecording', {});
    clock.pass(60_000);
    for (const startedAt of [clock() - 200_000, clock() - 30_000, clock() + 60_000]) {
      expect(await tus.create({ recording: id, startedAt })).toMatchObject({
        status: 422,
        code: 'not_recorded_then',
      });
    }
    expect(await tus.create({ recording: id, startedAt: clock() - 90_000 })).toMatchObject({
      status: 201,
    });
  });

  it('recorded after the caller has withdrawn get into a file', async () => {
    const clock = createClock();
    const held = await recordedCall({}, clock);
    const { browser, id, startedAt, tus } = held;
    const { location } = await tus.create({ recording: id, startedAt });
    await tus.append(location, 0, voice.subarray(0, 6000));
    clock.pass(1000);
    await held.ann.socket.emitWithAck('stopRecording', {});

    // What was on its way may still arrive, and a recorder that did not stop is cut.
    await tus.append(location, 6000, voice.subarray(6000));
    await tus.seal({ recording: id }, voice);
    const details = await finished(browser, id);
    expect(details).toMatchObject({
      end: 'withdrawn',
      undecided: true,
      consent: { consented: true, withdrawnAt: clock() },
    });
    expect(details.tracks[0]?.durationMs).toBeLessThan(2200);
    clock.pass(1000);
    expect(
      await tus.create({ recording: id, segment: 1, startedAt: clock() + 10_000 }),
    ).toMatchObject({
      code: 'not_recorded_then',
    });
  });

  it('are left when the consultant decides so; of what is kept, all', async () => {
    const held = await recordedCall();
    const { browser, id, startedAt, tus } = held;
    const location = await tus.send({ recording: id, startedAt }, voice);
    await held.ann.socket.emitWithAck('stopRecording', {});
    expect(await finished(browser, id)).toMatchObject({ state: 'ready', undecided: true });

    const path = `/api/v1/recordings/${id}`;
    expect((await browser.send('PATCH', path, { keep: false })).json).toMatchObject({
      undecided: false,
    });
    await until(() => expect(held.filesOf()).toEqual([]), 30_000);
    expect(await finished(browser, id)).toMatchObject({
      state: 'empty',
      tracks: [],
      consent: { consented: true, withdrawnAt: expect.any(Number) },
    });
    expect((await browser.get(`${path}/tracks/mixed`)).status).toBe(404);
    expect((await tus.append(location, voice.length, other)).status).toBe(404);
    expect(await tus.create({ recording: id, startedAt })).toMatchObject({
      code: 'recording_gone',
    });
    const seen = held.ann.view && 'recording' in held.ann.view ? held.ann.view.recording : null;
    expect(seen).toMatchObject({ phase: 'off', last: { undecided: false } });
  });
});

describe('an upload', () => {
  it('is refused with a reason when something about it is wrong', async () => {
    const { server, browser, id, startedAt, tus, filesOf } = await recordedCall();
    const segment = { recording: id, startedAt };
    expect(await tus.create({ ...segment, type: 'text/html' })).toMatchObject({ status: 422 });
    expect(await tus.create({ ...segment, track: '../x' as never })).toMatchObject({ status: 422 });
    expect(await tus.create({ ...segment, segment: 1000 })).toMatchObject({ status: 422 });
    expect(await tus.create(segment, {})).toMatchObject({ status: 400 });
    expect(await tus.create(segment, { 'tus-resumable': '0.2.2' })).toMatchObject({ status: 412 });
    expect(await tus.create(segment, { 'upload-length': '99999999999' })).toMatchObject({
      status: 413,
      code: 'recording_too_large',
    });
    expect(await tus.create(segment, { origin: 'https://evil.example' })).toMatchObject({
      status: 403,
      code: 'origin_refused',
    });
    expect(filesOf()).toEqual([]);

    const { location } = await tus.create(segment);
    await tus.append(location, 0, voice.subarray(0, 1000));
    const gap = await tus.append(location, 2000, voice.subarray(2000));
    expect(gap).toMatchObject({ status: 409, code: 'wrong_offset' });
    const twice = await tus.append(location, 0, voice.subarray(0, 1000));
    expect(twice).toMatchObject({ status: 409, code: 'wrong_offset' });
    const rest = voice.subarray(1000);
    const wrongType = await tus.append(location, 1000, rest, { 'content-type': 'audio/webm' });
    expect(wrongType).toMatchObject({ status: 415, code: 'wrong_chunk_type' });

    const digest = createHash('sha256').update(voice).digest('base64');
    const checked = { 'upload-checksum': `sha256 ${digest}` };
    expect(await tus.append(location, 1000, rest, checked)).toMatchObject({
      status: 460,
      code: 'wrong_checksum',
    });
    expect((await tus.head(location)).offset).toBe(1000);
    const right = createHash('sha256').update(rest).digest('base64');
    const sent = await tus.append(location, 1000, rest, { 'upload-checksum': `sha256 ${right}` });
    expect(sent).toMatchObject({ status: 204, offset: voice.length });

    expect((await tus.seal(segment, voice, { bytes: voice.length + 1 })).json).toMatchObject({
      code: 'incomplete_segment',
    });
    expect((await tus.seal(segment, voice, { sha256: '0'.repeat(64) })).json).toMatchObject({
      code: 'wrong_checksum',
    });
    expect((await tus.head(location)).offset).toBe(0);
    await tus.append(location, 0, voice);
    expect((await tus.seal(segment, voice)).status).toBe(204);
    expect((await tus.seal(segment, voice)).status).toBe(204);

    const options = await fetch(`${server.url}/api/v1/uploads`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example' },
    });
    expect(options.headers.get('tus-extension')).toContain('checksum');
    expect(options.headers.get('access-control-allow-origin')).toBeNull();
    expect((await detailsOf(browser, id)).segments).toMatchObject([{ sealed: true }]);
  });

  it('has its limit, in all and for the time there was to record', async () => {
    const { id, startedAt, tus } = await recordedCall({ RECORDING_MAX_MB: '1' });
    const { location } = await tus.create({ recording: id, startedAt });
    const much = await tus.append(location, 0, Buffer.alloc(2 * 1024 * 1024));
    expect(much).toMatchObject({ status: 413, code: 'recording_too_large' });
    const inNoTime = await tus.append(location, 0, Buffer.alloc(1024 * 1024));
    expect(inNoTime).toMatchObject({ status: 413, code: 'recording_too_large' });
    expect((await tus.head(location)).offset).toBe(0);
  });

  it('is created once, however often it is asked for, and found again by its address', async () => {
    const { browser, id, startedAt, tus } = await recordedCall();
    const first = await tus.create({ recording: id, startedAt });
    await tus.append(first.location, 0, voice);
    const again = await tus.create({ recording: id, startedAt });
    expect(again).toMatchObject({ status: 201, location: first.location });
    expect((await tus.head(first.location)).offset).toBe(voice.length);
    expect((await detailsOf(browser, id)).segments).toEqual([
      { track: 'mixed', segment: 0, upload: first.location, bytes: voice.length, sealed: false },
    ]);
  });

  it('is written to by one at a time, and none of it twice', async () => {
    const { id, startedAt, tus, folder } = await recordedCall();
    const { location } = await tus.create({ recording: id, startedAt });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => tus.append(location, 0, voice)),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => status === 423 || status === 409)).toHaveLength(7);
    const file = join(folder, 'recordings', id, 'mixed-0.part');
    expect(readFileSync(file).equals(voice)).toBe(true);
  });

  it('is not begun on a disk that is full, nor is the recording', async () => {
    const server = await startWholeServer({ RECORDING_KEEP_FREE_MB: '99999999' });
    const { dana } = await openCall(server);
    expect(await dana.socket.emitWithAck('requestRecording', { media: 'voice' })).toMatchObject({
      ok: false,
      error: { code: 'disk_full' },
    });
  });

  it('stops with a clear word when the disk becomes full', async () => {
    const folder = tempFolder();
    const before = await startWholeServer({ DATA_DIR: folder });
    const held = await openCall(before);
    const startedAt = Date.now();
    const id = await record(held);
    const { location } = await uploader(before, held.browser).create({ recording: id, startedAt });
    await before.close();

    const server = await startWholeServer({ DATA_DIR: folder, RECORDING_KEEP_FREE_MB: '99999999' });
    const tus = uploader(server, await signIn(server));
    expect(await tus.append(location, 0, voice)).toMatchObject({ status: 507, code: 'disk_full' });
    const second = { recording: id, track: 'caller', startedAt } as const;
    expect(await tus.create(second)).toMatchObject({ status: 507, code: 'disk_full' });
  });
});

async function readyCall(
  clock: () => number = Date.now,
  { settings, keys }: Kept = { settings: {}, keys: () => [] },
) {
  const held = await recordedCall(settings, clock, keys);
  await held.tus.send({ recording: held.id, startedAt: held.startedAt }, voice);
  await stop(held);
  const { tracks } = await finished(held.browser, held.id);
  const url = tracks[0]?.url ?? '';
  const whole = await bytesOf(held.server, held.browser.cookie(), url);
  return { ...held, url, whole };
}

describe.each(Object.entries(KEPT))('a file in %s', (_name, keep) => {
  it('is given whole and in ranges, and nowhere kept', async () => {
    const { browser, url, whole } = await readyCall(Date.now, await keep());
    const { headers } = whole.response;
    expect(headers.get('accept-ranges')).toBe('bytes');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    const day = new Date().toISOString().slice(0, 10);
    expect(headers.get('content-disposition')).toMatch(/^inline; filename="acme-support /);
    const saved = await browser.get(`${url}?download`);
    expect(saved.headers.get('content-disposition')).toBe(
      `attachment; filename="acme-support ${day} Ann.webm"; filename*=UTF-8''acme-support%20${day}%20Ann.webm`,
    );

    const size = whole.bytes.length;
    for (const [range, from, to] of [
      ['bytes=0-9', 0, 9],
      ['bytes=100-', 100, size - 1],
      ['bytes=-50', size - 50, size - 1],
      [`bytes=${size - 1}-${size + 100}`, size - 1, size - 1],
    ] as const) {
      const part = await fetch(new URL(url, whole.response.url), {
        headers: { cookie: browser.cookie(), range },
      });
      expect(part.status).toBe(206);
      expect(part.headers.get('content-range')).toBe(`bytes ${from}-${to}/${size}`);
      const bytes = new Uint8Array(await part.arrayBuffer());
      expect(bytes).toEqual(whole.bytes.slice(from, to + 1));
    }
    const beyond = await browser.get(url, { range: `bytes=${size}-` });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${size}`);

    const etag = headers.get('etag') ?? '';
    const goesOn = { range: 'bytes=10-', 'if-range': etag };
    expect((await browser.get(url, goesOn)).status).toBe(206);
    for (const range of [
      { range: 'lines=1-2' },
      { range: 'bytes=0-0,5-6' },
      // Of the file as it was before more arrived.
      { range: 'bytes=10-', 'if-range': `"${etag}"` },
    ]) {
      const answer = await fetch(new URL(url, whole.response.url), {
        headers: { cookie: browser.cookie(), ...range },
      });
      expect([range, answer.status]).toEqual([range, 200]);
      expect((await answer.arrayBuffer()).byteLength).toBe(size);
    }
  });

  it('is not given to others, nor by tricks with its address', async () => {
    const { server, browser, url, id } = await readyCall(Date.now, await keep());
    const nobody = openBrowser(server);
    expect(await nobody.get(url)).toMatchObject({ status: 403, json: { code: 'forbidden' } });
    const erin = openBrowser(server);
    await erin.post(`${await invite(browser)}/accept`, ERIN);
    expect((await erin.get(url)).status).toBe(200);
    // A colleague may listen, and adds nothing.
    const colleague = uploader(server, erin);
    const foreign = await colleague.create({ recording: id, segment: 5, startedAt: Date.now() });
    expect(foreign).toMatchObject({ status: 403, code: 'forbidden' });
    for (const path of [
      '/api/v1/recordings/..%2f..%2fsecrets.json/tracks/mixed',
      `/api/v1/recordings/${id}/tracks/..%2fmixed`,
      `/api/v1/recordings/${id}/tracks/mixed-0.part`,
      `/api/v1/recordings/${id}%2f..%2f${id}/tracks/mixed`,
      '/api/v1/recordings/not-an-id/tracks/mixed',
      '/api/v1/uploads/..%2f..%2fsecrets.json',
      `/api/v1/uploads/${id}.mixed.0%2f..%2f..`,
      `/api/v1/uploads/${id}.mixed.0.1`,
    ]) {
      const answer = await browser.get(path, { 'tus-resumable': '1.0.0' });
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });

  it('is no business of consultants of other desks: it does not exist for them', async () => {
    const { server, id, url, folder, startedAt } = await readyCall(Date.now, await keep());
    const finn = await addForeignDesk(server, folder);
    for (const path of [url, `/api/v1/recordings/${id}`]) {
      expect(await finn.get(path)).toMatchObject({
        status: 404,
        json: { code: 'unknown_recording' },
      });
    }
    const tus = uploader(server, finn);
    expect((await tus.create({ recording: id, segment: 1, startedAt })).status).toBe(404);
    expect((await finn.send('DELETE', `/api/v1/recordings/${id}`)).status).toBe(404);
    expect((await finn.get('/api/v1/callees/acme-support/audit')).status).toBe(403);
  });

  it('is given to whoever has a link, as long as it lives, and for nothing else', async () => {
    const clock = createClock();
    const { server, browser, url } = await readyCall(clock, await keep());
    const made = await browser.post(`${url}/links`, { minutes: 10 });
    expect(made).toMatchObject({ status: 201, json: { expiresAt: clock() + 600_000 } });
    const link = new URL(String(made.json['url']));
    const path = link.pathname + link.search;
    const ann = openBrowser(server);
    expect((await ann.get(path)).status).toBe(200);
    expect((await ann.get(`${path}&download`)).headers.get('content-disposition')).toContain(
      'attachment',
    );
    for (const changed of [
      path.replace('/mixed?', '/caller?'),
      path.replace(/expires=\d+/, `expires=${clock() + 9_999_999_999}`),
      path.replace(/by=[^&]+/, 'by=erin'),
      path.replace(/signature=.{4}/, 'signature=AAAA'),
      `${link.pathname}?signature=`,
    ]) {
      expect(await ann.get(changed)).toMatchObject({ status: 403, json: { code: 'link_refused' } });
    }
    expect((await browser.post(`${url}/links`, { minutes: 0 })).status).toBe(422);
    clock.pass(600_000);
    expect(await ann.get(path)).toMatchObject({ status: 403, json: { code: 'link_expired' } });
    expect(server.log()).not.toContain('signature');
  });

  it('is deleted for good, and the log says who did what to it, not what it was', async () => {
    const { server, browser, url, id, filesOf } = await readyCall(Date.now, await keep());
    const made = await browser.post(`${url}/links`, { minutes: 10 });
    const link = new URL(String(made.json['url']));
    await openBrowser(server).get(link.pathname + link.search);
    await browser.get(url);
    await browser.get(`${url}?download`);
    expect((await browser.send('DELETE', `/api/v1/recordings/${id}`)).status).toBe(204);

    await until(() => expect(filesOf()).toEqual([]), 30_000);
    expect((await browser.get(url)).status).toBe(404);
    expect((await openBrowser(server).get(link.pathname + link.search)).status).toBe(404);
    const { text, json } = await browser.get('/api/v1/callees/acme-support/audit');
    const lines = json['lines'] as { act: string; subject: string; consultant: { name: string } }[];
    expect(lines.map(({ act }) => act)).toEqual([
      'recording_deleted',
      'downloaded',
      'listened_by_link',
      'link_made',
      'listened',
    ]);
    for (const line of lines)
      expect(line).toMatchObject({ subject: id, consultant: { name: 'Dana' } });
    expect(text).not.toContain('Ann');
  });

  it('that is being recorded is not deleted', async () => {
    const { browser, id } = await recordedCall();
    expect(await browser.send('DELETE', `/api/v1/recordings/${id}`)).toMatchObject({ status: 409 });
  });
});

describe.each(Object.entries(KEPT))('a desk with %s', (_name, keep) => {
  it('keeps recordings as long as it says, by the server’s clock', async () => {
    const clock = createClock();
    const folder = tempFolder();
    const { settings, keys } = await keep();
    const kept = { DATA_DIR: folder, ...settings };
    const server = await startWholeServer(kept, { clock });
    const held = await openCall(server);
    const startedAt = clock();
    const id = await record(held);
    await uploader(server, held.browser).send({ recording: id, startedAt }, voice);
    await stop(held);
    await finished(held.browser, id);
    const desk = '/api/v1/callees/acme-support';
    expect(await held.browser.send('PATCH', desk, { recordingDays: 0 })).toMatchObject({
      status: 422,
    });
    const set = await held.browser.send('PATCH', desk, { recordingDays: 30 });
    expect(set.json).toMatchObject({ recordingDays: 30, personalDataDays: null });
    await server.close();

    clock.pass(30 * DAY_MS);
    const sooner = await startWholeServer(kept, { clock });
    expect((await detailsOf(await signIn(sooner), id)).state).toBe('ready');
    await sooner.close();

    clock.pass(1);
    const later = await startWholeServer(kept, { clock });
    const dana = await signIn(later);
    await until(async () => {
      expect((await dana.get(`/api/v1/recordings/${id}`)).status).toBe(404);
    });
    await until(() => expect(existsSync(join(folder, 'recordings', id))).toBe(false));
    await until(() => expect(keys(id)).toEqual([]), 30_000);
    await until(async () => {
      const { json } = await dana.get(`${desk}/audit`);
      expect(json['lines']).toMatchObject([
        { act: 'recording_expired', subject: id, consultant: null },
      ]);
    });
  });
});

describe.each(Object.entries(KEPT))('what is personal, in %s', (_name, keep) => {
  it('is erased after so many days, with its recordings; what is left counts', async () => {
    const clock = createClock();
    const folder = tempFolder();
    const { settings, keys } = await keep();
    const kept = { DATA_DIR: folder, ...settings };
    const server = await startWholeServer(kept, { clock });
    const held = await openCall(server);
    const startedAt = clock();
    const id = await record(held);
    await uploader(server, held.browser).send({ recording: id, startedAt }, voice);
    await held.dana.hangUp();
    await finished(held.browser, id);
    const desk = '/api/v1/callees/acme-support';
    const message = { name: 'Bob', contact: '010-1234', text: 'Hi', attempt: randomUUID() };
    await held.browser.post(`${desk}/messages`, message);
    await held.browser.send('PATCH', desk, { personalDataDays: 30 });
    await server.close();

    clock.pass(30 * DAY_MS + 1);
    const later = await startWholeServer(kept, { clock });
    const dana = await signIn(later);
    await until(async () => {
      const { json } = await dana.get(`${desk}/audit`);
      expect(json['lines']).toMatchObject([
        { act: 'consultation_expired', subject: held.consultation, consultant: null },
      ]);
    }, 30_000);
    expect((await dana.get(`/api/v1/recordings/${id}`)).status).toBe(404);
    expect((await dana.get(`${desk}/messages`)).json).toMatchObject({ unhandledCount: 0 });
    const { text, json } = await dana.get(`${desk}/history`);
    expect(json['consultations']).toHaveLength(1);
    expect(text).not.toContain('Ann');
    expect(existsSync(join(folder, 'recordings', id))).toBe(false);
    await until(() => expect(keys(id)).toEqual([]), 30_000);
  });

  it('goes at once with its consultation, the files too', async () => {
    const { settings, keys } = await keep();
    const held = await recordedCall(settings, Date.now, keys);
    const { browser, id, consultation, filesOf } = held;
    await held.tus.send({ recording: id, startedAt: held.startedAt }, voice);
    const path = `/api/v1/consultations/${consultation}`;
    expect(await browser.send('DELETE', path)).toMatchObject({ status: 409 });
    await held.dana.hangUp();
    await finished(browser, id);
    const listed = await browser.get(`${path}/recordings`);
    expect(listed.json).toMatchObject({ recordings: [{ id, state: 'ready' }] });
    await browser.get('/api/v1/callees/acme-support/history.csv');

    expect((await browser.send('DELETE', path)).status).toBe(204);
    await until(() => expect(filesOf()).toEqual([]), 30_000);
    expect((await browser.get(`/api/v1/recordings/${id}`)).status).toBe(404);
    expect((await browser.get(`${path}/recordings`)).status).toBe(404);
    const { json } = await browser.get('/api/v1/callees/acme-support/audit');
    expect(json['lines']).toMatchObject([
      { act: 'consultation_deleted', subject: consultation },
      { act: 'consultations_exported' },
    ]);
  });
});

describe('what a server finds when it starts', () => {
  it('is put in order both ways', async () => {
    const held = await recordedCall();
    const { folder, id, browser, server } = held;
    await held.tus.send({ recording: id, startedAt: held.startedAt }, voice);
    await stop(held);
    await finished(browser, id);
    await server.close();
    const orphan = '0193b1f0-0000-7000-8000-000000000000';
    await mkdir(join(folder, 'recordings', orphan));
    writeFileSync(join(folder, 'recordings', orphan, 'mixed-0.part'), 'nobody knows');
    rmSync(join(folder, 'recordings', id, 'mixed.webm'));

    const again = await startWholeServer({ DATA_DIR: folder });
    expect(readdirSync(join(folder, 'recordings'))).not.toContain(orphan);
    expect(await detailsOf(await signIn(again), id)).toMatchObject({ state: 'failed', tracks: [] });
    expect(again.log()).toContain('the file of a recording is gone');
  });
});
