import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { signIn } from '../testing/accounts.ts';
import { openBrowser } from '../testing/browser.ts';
import { startBucket } from '../testing/bucket.ts';
import { createClock, until } from '../testing/fixtures.ts';
import {
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
const MINUTES_MS = 60_000;

async function sent(
  server: { readonly url: string },
  clock: () => number,
  browser = openBrowser(server),
) {
  const held = await openCall(server, browser);
  const id = await record(held);
  await uploader(server, held.browser).send({ recording: id, startedAt: clock() }, voice);
  await stop(held);
  return {
    ...held,
    id,
    path: `/api/v1/recordings/${id}`,
    file: `/api/v1/recordings/${id}/tracks/mixed`,
  };
}

it('a bucket that is out of reach costs nothing but time, and everybody is told', async () => {
  const clock = createClock();
  const folder = tempFolder();
  const { settings, keys, cut, mend } = await startBucket();
  cut('refused');
  const before = await startWholeServer({ DATA_DIR: folder, ...settings }, { clock });
  const { browser, id } = await sent(before, clock);
  await until(() => expect(before.log()).toContain('takes no files: they are kept here'));
  expect(await detailsOf(browser, id)).toMatchObject({
    state: 'arriving',
    segments: [{ bytes: voice.length, sealed: true }],
  });
  expect(await browser.get('/health/ready')).toMatchObject({
    status: 200,
    json: { status: 'ready', recordings: 'bucket_unavailable' },
  });
  const { text } = await browser.get('/metrics');
  expect(text).toMatch(/^peerdesk_recordings_bucket_trouble 1$/m);
  expect(text).toMatch(/^peerdesk_recordings_unfinished 1$/m);
  await before.close();

  const server = await startWholeServer({ DATA_DIR: folder, ...settings }, { clock });
  const dana = await signIn(server);
  await until(() => expect(server.log()).toContain('takes no files: they are kept here'));
  mend();
  clock.pass(5 * MINUTES_MS);
  const { tracks } = await finished(dana, id);
  expect(tracks).toMatchObject([{ track: 'mixed', type: 'audio/webm' }]);
  await until(() => expect(readdirSync(join(folder, 'recordings'))).toEqual([]));
  expect(keys()).toEqual([`recordings/${id}/mixed.webm`]);
  expect((await dana.get('/health/ready')).json).toMatchObject({ recordings: 'ready' });

  const url = tracks[0]?.url ?? '';
  cut('refused');
  expect(await dana.get(url)).toMatchObject({
    status: 503,
    json: { code: 'recordings_unreachable' },
  });
  mend();
  expect((await dana.get(url)).status).toBe(200);
  expect(before.log() + server.log()).not.toContain('S3RVER');
});

it('files stay where they were made when a bucket is set up, or no longer', async () => {
  const clock = createClock();
  const folder = tempFolder();
  const inFolder = { DATA_DIR: folder };
  const { settings, keys } = await startBucket();
  const inBucket = { DATA_DIR: folder, ...settings };

  const before = await startWholeServer(inFolder, { clock });
  const older = await sent(before, clock);
  await finished(older.browser, older.id);
  await older.dana.hangUp();
  await before.close();

  const server = await startWholeServer(inBucket, { clock });
  const dana = await signIn(server);
  expect((await dana.get(older.file)).status).toBe(200);
  const newer = await sent(server, clock, dana);
  await finished(dana, newer.id);
  expect(keys()).toEqual([`recordings/${newer.id}/mixed.webm`]);
  expect((await dana.get(newer.file)).status).toBe(200);
  await newer.dana.hangUp();
  await server.close();

  const without = await startWholeServer(inFolder, { clock });
  expect(without.log()).toContain('S3_BUCKET is not set');
  const again = await signIn(without);
  expect((await again.get(older.file)).status).toBe(200);
  expect(await again.get(newer.file)).toMatchObject({
    status: 503,
    json: { code: 'recordings_unreachable' },
  });
  expect((await again.send('DELETE', newer.path)).status).toBe(204);
  await without.close();

  const back = await startWholeServer(inBucket, { clock });
  await until(() => expect(keys()).toEqual([]), 30_000);
  expect((await (await signIn(back)).send('DELETE', older.path)).status).toBe(204);
  expect(readdirSync(join(folder, 'recordings'))).toEqual([]);
});
