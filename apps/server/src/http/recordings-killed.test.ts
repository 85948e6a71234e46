import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Upload } from 'tus-js-client';
import { expect, it, onTestFinished } from 'vitest';
import { startBucket } from '../testing/bucket.ts';
import { until } from '../testing/fixtures.ts';
import { packetsOf } from '../testing/packets.ts';
import { openConsole } from '../testing/pages.ts';
import {
  detailsOf,
  finished,
  openCall,
  record,
  recorded,
  stop,
  uploader,
} from '../testing/recorded-call.ts';
import { tempFolder } from '../testing/whole-server.ts';

const MAIN = join(import.meta.dirname, '../main.ts');

/** The real program. @returns its address, and its death */
async function start(folder: string, port = '0', settings: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    env: { PORT: port, DATA_DIR: folder, RECORDING_KEEP_FREE_MB: '0', ...settings },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const url = /^Console\s+(\S+)\/$/m.exec(said.toString())?.[1] ?? '';
  return {
    url,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

it('a server that is killed in mid-upload has every byte once, and makes a file that plays', async () => {
  const voice = recorded('voice-440.webm');
  const folder = tempFolder();
  let server = await start(folder);
  const { url } = server;
  const held = await openCall({ url });
  const startedAt = Date.now();
  const id = await record(held);
  const { browser } = held;

  // Live, as from a recorder: nobody knows yet how long it will be.
  const pieces = Array.from({ length: Math.ceil(voice.length / 1000) }, (_, nth) =>
    voice.subarray(nth * 1000, (nth + 1) * 1000),
  );
  let chunks = 0;
  let restarted: Promise<void> = Promise.resolve();
  const restart = async () => {
    await server.kill();
    server = await start(folder, new URL(url).port);
  };
  const sent = await new Promise<string | null>((resolve, reject) => {
    const upload = new Upload(Readable.from(pieces), {
      endpoint: `${url}/api/v1/uploads`,
      headers: { cookie: browser.cookie(), origin: url },
      uploadLengthDeferred: true,
      chunkSize: 1000,
      retryDelays: Array.from({ length: 100 }, () => 200),
      metadata: {
        recording: id,
        track: 'mixed',
        segment: '0',
        type: 'audio/webm',
        startedAt: String(startedAt),
      },
      onChunkComplete() {
        chunks += 1;
        if (chunks === 4) restarted = restart();
      },
      onError: reject,
      onSuccess: () => resolve(upload.url),
    });
    upload.start();
  });
  await restarted;
  expect(sent).toBe(`${url}/api/v1/uploads/${id}.mixed.0`);

  // The other track's page never comes back.
  const tus = uploader({ url }, browser);
  const { location } = await tus.create({ recording: id, track: 'caller', startedAt });
  await tus.append(location, 0, voice.subarray(0, 7000));
  await restart();
  expect((await tus.head(location)).offset).toBe(7000);
  expect((await detailsOf(browser, id)).segments).toMatchObject([
    { track: 'caller', bytes: 7000, sealed: false },
    { track: 'mixed', bytes: voice.length, sealed: false },
  ]);
  expect((await tus.seal({ recording: id }, voice)).status).toBe(204);
  await tus.append(location, 7000, voice.subarray(7000));
  await tus.seal({ recording: id, track: 'caller' }, voice);

  // It has been recorded as long as the sound is.
  await until(() => expect(Date.now()).toBeGreaterThan(startedAt + 3000));
  const again = await openConsole(url, '', { cookie: browser.cookie() });
  await again.open();
  await stop({ dana: again });
  const { tracks } = await finished(browser, id);
  expect(tracks.map(({ track }) => track)).toEqual(['caller', 'mixed']);
  for (const { url: path } of tracks) {
    const answer = await fetch(url + path, { headers: { cookie: browser.cookie() } });
    const played = await packetsOf(new Uint8Array(await answer.arrayBuffer()));
    expect(played).toMatchObject([{ codec: 'opus', packets: 49 }]);
  }
  await until(() => {
    expect(readdirSync(join(folder, 'recordings'))).toEqual([id]);
    expect(readdirSync(join(folder, 'recordings', id)).toSorted()).toEqual([
      'caller.webm',
      'mixed.webm',
    ]);
  }, 30_000);
}, 120_000);

it('a server that is killed between the bucket and its own rows leaves nothing over in either', async () => {
  const voice = recorded('voice-440.webm');
  const folder = tempFolder();
  const { settings, keys, cut, mend } = await startBucket();
  const server = await start(folder, '0', settings);
  const held = await openCall(server);
  const { browser } = held;
  const made = async () => {
    const startedAt = Date.now();
    const id = await record(held);
    await uploader(server, browser).send({ recording: id, startedAt }, voice);
    // It has been recorded as long as the sound is.
    await until(() => expect(Date.now()).toBeGreaterThan(startedAt + 2500));
    await stop(held);
    return id;
  };
  const first = await made();
  expect(await finished(browser, first)).toMatchObject({ state: 'ready' });

  // The bucket has the file, and the server is not told any more.
  cut('mute');
  const second = await made();
  await until(() => expect(keys()).toContain(`recordings/${second}/mixed.webm`), 30_000);
  await server.kill();
  mend();
  const again = await start(folder, new URL(server.url).port, settings);
  expect(await finished(browser, second)).toMatchObject({ state: 'ready' });
  await until(() => expect(readdirSync(join(folder, 'recordings'))).toEqual([]), 30_000);

  // What was deleted while the bucket was out of reach is remembered until it is gone.
  cut('refused');
  expect((await browser.send('DELETE', `/api/v1/recordings/${first}`)).status).toBe(204);
  await again.kill();
  expect(keys()).toHaveLength(2);
  mend();
  await start(folder, new URL(server.url).port, settings);
  await until(() => expect(keys()).toEqual([`recordings/${second}/mixed.webm`]), 30_000);
  expect((await browser.get(`/api/v1/recordings/${second}/tracks/mixed`)).status).toBe(200);
}, 120_000);
