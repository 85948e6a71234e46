// `pnpm bench:recording`: an hour of recording from prepared chunks, sent to the real server as a
// console sends it, two seconds at a time, on a clock that runs faster. What it costs: memory of the
// server while it arrives and while it is joined, and how long others wait meanwhile.
import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { type CalleeSlug, NAMESPACES, type RecordingDetails, type Reply } from '@peerdesk/protocol';
import { io } from 'socket.io-client';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { prepare } from './prepared.ts';

const SECONDS = Number(process.argv[2] ?? 3600);
const CHUNK_SECONDS = 2;
const DANA = {
  name: 'Dana',
  email: 'dana@acme.example',
  password: 'correct horse',
  deskName: 'Acme Support',
  deskSlug: 'acme-support',
};

if (process.send) await serve();
else {
  await measure('voice');
  await measure('picture');
}

/** The server, in a process of its own; its clock is put forward from outside. */
async function serve(): Promise<void> {
  let ahead = 0;
  process.on('message', (ms: number) => {
    ahead += ms;
  });
  const config = readConfig({
    PORT: '0',
    DATA_DIR: process.argv[2],
    LOG_LEVEL: 'error',
    RECORDING_KEEP_FREE_MB: '0',
  });
  const app = await createApp(config, { clock: () => Date.now() + ahead });
  const { port } = await app.listen();
  process.send?.(`http://127.0.0.1:${port}`);
}

function mb(size: number): string {
  return (size / 1024 / 1024).toFixed(1);
}

/** What of it is in memory. */
function residentMb(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

async function measure(media: 'voice' | 'picture'): Promise<void> {
  const bytes = await prepare(media, SECONDS);
  const voice = media === 'voice' ? bytes : await prepare('voice', SECONDS);
  const folder = mkdtempSync(join(tmpdir(), 'peerdesk-bench-'));
  const child = fork(import.meta.filename, [folder], { stdio: 'inherit' });
  const [url] = (await once(child, 'message')) as [string];
  try {
    const recording = await startRecording(url, media);
    const { cookie, id } = recording;
    const tracks = [
      { track: 'mixed', bytes, type: media === 'voice' ? 'audio/webm' : 'video/webm' },
      { track: 'caller', bytes: voice, type: 'audio/webm' },
      { track: 'consultant', bytes: voice, type: 'audio/webm' },
    ];
    const headers = { cookie, origin: url, 'tus-resumable': '1.0.0' };
    const before = residentMb(child);
    const uploads = await Promise.all(
      tracks.map(async ({ track, type }) => {
        const metadata = { recording: id, track, segment: '0', type, startedAt: `${Date.now()}` };
        const pairs = Object.entries(metadata).map(
          ([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`,
        );
        const created = await fetch(`${url}/api/v1/uploads`, {
          method: 'POST',
          headers: {
            ...headers,
            'upload-defer-length': '1',
            'upload-metadata': pairs.join(','),
          },
        });
        return url + (created.headers.get('location') ?? '');
      }),
    );

    let most = before;
    const sentAt = performance.now();
    const count = Math.ceil(SECONDS / CHUNK_SECONDS);
    for (let chunk = 0; chunk < count; chunk += 1) {
      child.send(CHUNK_SECONDS * 1000);
      await Promise.all(
        tracks.map(async (track, index) => {
          const size = Math.ceil(track.bytes.length / count);
          const offset = chunk * size;
          const piece = track.bytes.subarray(offset, offset + size);
          if (piece.length === 0) return;
          const answer = await fetch(uploads[index] ?? '', {
            method: 'PATCH',
            headers: {
              ...headers,
              'content-type': 'application/offset+octet-stream',
              'upload-offset': String(offset),
            },
            body: new Uint8Array(piece),
          });
          if (answer.status !== 204) throw new Error(await answer.text());
        }),
      );
      most = Math.max(most, residentMb(child));
    }
    const sentMs = performance.now() - sentAt;

    for (const { track, bytes: all } of tracks) {
      const sealed = await fetch(`${url}/api/v1/recordings/${id}/segments`, {
        method: 'PUT',
        headers: { cookie, origin: url, 'content-type': 'application/json' },
        body: JSON.stringify({
          track,
          segment: 0,
          bytes: all.length,
          sha256: createHash('sha256').update(all).digest('hex'),
          last: true,
        }),
      });
      if (sealed.status !== 204) throw new Error(await sealed.text());
    }
    const arrived = residentMb(child);
    await recording.stop();
    const stoppedAt = performance.now();
    let slowest = 0;
    let joining = arrived;
    let details: RecordingDetails;
    do {
      await later(20);
      const asked = performance.now();
      const answer = await fetch(`${url}/api/v1/recordings/${id}`, { headers: { cookie } });
      details = (await answer.json()) as RecordingDetails;
      slowest = Math.max(slowest, performance.now() - asked);
      joining = Math.max(joining, residentMb(child));
    } while (details.state === 'arriving');
    console.log(`${media}, ${SECONDS} s, ${count} chunks of each of 3 tracks`);
    console.log(
      `  sent       ${mb(bytes.length + 2 * voice.length)} MB in ${(sentMs / 1000).toFixed(1)} s`,
    );
    console.log(`  memory     ${before} MB before, ${most} MB at most while it arrived`);
    console.log(
      `  joined     in ${((performance.now() - stoppedAt) / 1000).toFixed(1)} s, ${joining} MB at most`,
    );
    console.log(`  meanwhile  the slowest answer took ${slowest.toFixed(0)} ms`);
    for (const { track, durationMs, bytes: size } of details.tracks) {
      console.log(`  ${track.padEnd(10)} ${(durationMs / 1000).toFixed(1)} s, ${mb(size)} MB`);
    }
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
    rmSync(folder, { recursive: true });
  }
}

/** Ann and Dana are in a call, and Ann has consented. */
async function startRecording(url: string, media: 'voice' | 'picture') {
  const setup = await fetch(`${url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(DANA),
  });
  const cookie = setup.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const callee = DANA.deskSlug as CalleeSlug;
  const apart = { transports: ['websocket'], forceNew: true };
  const ann = io(url + NAMESPACES.caller, { ...apart, auth: { callee } });
  const dana = io(url + NAMESPACES.callee, {
    ...apart,
    extraHeaders: { cookie },
  });
  let view: { recording?: { phase: string; id: string } } = {};
  ann.on('consultationChanged', (changed: typeof view) => {
    view = changed;
  });
  const steps = [
    () => ann.emitWithAck('joinCaller', { name: 'Ann' }),
    () => dana.emitWithAck('openDesk', { callee }),
    () => dana.emitWithAck('startConsulting', { callee }),
    () => ann.emitWithAck('connected', { generation: 1 }),
    () => dana.emitWithAck('connected', { generation: 1 }),
    () => dana.emitWithAck('requestRecording', { media }),
  ];
  for (const step of steps) {
    const reply = (await step()) as Reply;
    if (!reply.ok) throw new Error(reply.error.message);
  }
  while (view.recording?.phase !== 'asked') await later(10);
  const { id } = view.recording;
  const answer = { recording: id, consented: true, textVersion: '1', locale: 'en' };
  await ann.emitWithAck('answerRecording', answer);
  return {
    cookie,
    id,
    async stop() {
      await dana.emitWithAck('stopRecording', {});
      ann.close();
      dana.close();
    },
  };
}
