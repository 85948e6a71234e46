// `pnpm bench:recording:browser`: what an hour of recording costs the console. The real page records a
// real call and sends to the real server; only MediaRecorder hands over prepared bytes, a second of
// them at a time, faster than they would come. See README.md.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from '@playwright/test';
import { prepare } from '../apps/server/bench/prepared.ts';
import { openBrowser, openPage } from '../e2e/browser.ts';
import makeMedia from '../e2e/media.ts';
import { createAccount, goAvailable, Widget } from '../e2e/people.ts';

type Media = 'voice' | 'picture';

const SECONDS = Number(process.argv[2] ?? 3600);
const MEDIA = (process.argv[3]?.split(',') ?? ['voice', 'picture']) as Media[];
/** So many seconds are handed over together; the next ones when these are kept. */
const STEP_SECONDS = 10;
const SAMPLES = 12;
const SERVER = join(import.meta.dirname, '../apps/server/bench/recording.ts');

declare global {
  interface Window {
    /** Has every recorder that runs hand over the next bytes, base64. */
    handOver?: (seconds: readonly { readonly voice: string; readonly picture: string }[]) => void;
  }
}

/** Takes the place of the browser's own. */
function replaceMediaRecorder(): void {
  const running = new Set<Prepared>();
  class Prepared extends EventTarget {
    static isTypeSupported = (type: string) => type.includes('webm');
    state = 'inactive';
    readonly mimeType: string;
    constructor(_stream: MediaStream, { mimeType = '' }: MediaRecorderOptions) {
      super();
      this.mimeType = mimeType;
    }
    start() {
      this.state = 'recording';
      running.add(this);
    }
    stop() {
      this.state = 'inactive';
      running.delete(this);
      this.dispatchEvent(new Event('stop'));
    }
  }
  Object.assign(window, { MediaRecorder: Prepared });
  window.handOver = (seconds) => {
    for (const second of seconds) {
      for (const recorder of running) {
        const isPicture = recorder.mimeType.startsWith('video/');
        const bytes = atob(isPicture ? second.picture : second.voice);
        const data = new Blob([Uint8Array.from(bytes, (each) => each.charCodeAt(0))]);
        recorder.dispatchEvent(Object.assign(new Event('dataavailable'), { data }));
      }
    }
  };
}

/** The bytes of so many equal parts. */
const partsOf = (bytes: Uint8Array, count: number) => {
  const size = Math.ceil(bytes.length / count);
  return (nth: number) =>
    Buffer.from(bytes.subarray(nth * size, (nth + 1) * size)).toString('base64');
};

const bytesIn = (base64: string) => Buffer.byteLength(base64, 'base64');

/** Of all three tracks. */
function sizeOf(step: readonly { voice: string; picture: string }[], media: Media): number {
  return step.reduce((sum, { voice, picture }) => {
    const alone = bytesIn(voice);
    return sum + 2 * alone + (media === 'voice' ? alone : bytesIn(picture));
  }, 0);
}

async function measure(media: Media): Promise<void> {
  const voice = await prepare('voice', SECONDS);
  const picture = media === 'picture' ? await prepare('picture', SECONDS) : new Uint8Array();
  const folder = mkdtempSync(join(tmpdir(), 'peerdesk-bench-'));
  const server = fork(SERVER, [folder], { stdio: 'inherit' });
  const [address] = (await once(server, 'message')) as [string];
  const origin = address.replace('127.0.0.1', 'localhost');
  const [callers, consultants] = await Promise.all([
    openBrowser('caller'),
    openBrowser('consultant'),
  ]);
  try {
    const desk = (await openPage(consultants)).page;
    await desk.addInitScript(replaceMediaRecorder);
    await createAccount(desk, origin);
    await goAvailable(desk);
    const ann = (await openPage(callers)).page;
    await startRecording(desk, ann, origin, media);

    const meter = await openMeter(consultants, desk);
    console.log(
      `\n${media}, ${SECONDS} s, with ${mb(picture.length + voice.length * (media === 'voice' ? 3 : 2))} MB in 3 tracks`,
    );
    console.log('  in MB       heap    page   other    kept to send');
    await meter.print('0 s');
    const [voices, pictures] = [partsOf(voice, SECONDS), partsOf(picture, SECONDS)];
    let handedOver = 0;
    for (let second = 0; second < SECONDS; second += STEP_SECONDS) {
      // The server takes no more than its clock allows.
      server.send(STEP_SECONDS * 1000);
      const step = Array.from({ length: Math.min(STEP_SECONDS, SECONDS - second) }, (_, nth) => ({
        voice: voices(second + nth),
        picture: pictures(second + nth),
      }));
      await desk.evaluate((seconds) => window.handOver?.(seconds), step);
      handedOver += sizeOf(step, media);
      while ((await desk.evaluate(readKept)).kept < handedOver) await later(20);
      const done = second + STEP_SECONDS;
      if (Math.floor((done * SAMPLES) / SECONDS) > Math.floor((second * SAMPLES) / SECONDS)) {
        await meter.print(`${done} s`);
      }
    }
    const { recording } = await meter.read();
    await desk.getByRole('button', { name: 'Stop recording' }).click();
    const stoppedAt = performance.now();
    while ((await meter.read()).kept > 0) await later(100);
    console.log(
      `  all of it was on the server ${seconds(performance.now() - stoppedAt)} s after the end`,
    );
    await meter.print('sent');
    for (const { track, durationMs, bytes } of await tracksOf(desk, recording)) {
      console.log(`  ${track.padEnd(10)} ${seconds(durationMs)} s, ${mb(bytes)} MB`);
    }
  } finally {
    await Promise.all([callers.close(), consultants.close()]);
    server.kill('SIGKILL');
    await once(server, 'exit');
    rmSync(folder, { recursive: true });
  }
}

async function startRecording(desk: Page, ann: Page, origin: string, media: Media): Promise<void> {
  await ann.goto(`${origin}/demo`);
  const widget = new Widget(ann);
  await widget.open();
  await widget.join('Ann');
  await desk.getByRole('button', { name: 'Accept next caller' }).click();
  if (media === 'picture') {
    await desk.getByRole('checkbox', { name: 'With both pictures' }).check();
  }
  await desk.getByRole('button', { name: 'Start recording' }).click();
  await ann.getByRole('button', { name: 'Allow recording' }).click();
  await desk.getByRole('button', { name: 'Pause recording' }).waitFor();
}

interface RecordedTrack {
  readonly track: string;
  readonly durationMs: number;
  readonly bytes: number;
}

interface Reading {
  /** Its id; empty while there is none. */
  readonly recording: string;
  /** Of the page's JavaScript, after a collection. */
  readonly heap: number;
  /** What is resident of the process of the page. */
  readonly page: number;
  /** And of all other processes of the browser: it keeps databases and blobs for the page. */
  readonly other: number;
  /** Bytes of chunks in the page's database. */
  readonly kept: number;
  /** Of these, what the server does not have yet. */
  readonly toSend: number;
}

async function openMeter(browser: Browser, desk: Page) {
  const inPage = await desk.context().newCDPSession(desk);
  await inPage.send('Performance.enable');
  const inBrowser = await browser.newBrowserCDPSession();

  async function look(): Promise<Reading> {
    await inPage.send('HeapProfiler.collectGarbage');
    const { metrics } = await inPage.send('Performance.getMetrics');
    const { recording, kept } = await desk.evaluate(readKept);
    const arrived = recording && (await desk.evaluate(readArrived, recording));
    return {
      heap: metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0,
      ...(await residentIn(inBrowser)),
      recording,
      kept,
      toSend: kept - Number(arrived),
    };
  }

  return {
    read: look,
    async print(when: string) {
      const { heap, page, other, kept, toSend } = await look();
      const columns = [heap, page, other, kept, toSend].map((bytes) => mb(bytes).padStart(7));
      console.log(`  ${when.padEnd(8)} ${columns.join(' ')}`);
    },
  };
}

/** What the page's database has. */
async function readKept() {
  const opened = indexedDB.open('peerdesk-recordings');
  await new Promise((resolve) => opened.addEventListener('success', resolve));
  const request = opened.result.transaction('segment').objectStore('segment').getAll();
  await new Promise((resolve) => request.addEventListener('success', resolve));
  opened.result.close();
  const segments = request.result as { readonly recording: string; readonly bytes: number }[];
  return {
    recording: segments[0]?.recording ?? '',
    kept: segments.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** What the server has. */
async function readArrived(recording: string): Promise<number> {
  const answer = await fetch(`/api/v1/recordings/${recording}`);
  const { segments } = (await answer.json()) as { segments: { readonly bytes: number }[] };
  return segments.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Of Chromium's processes, by kind; the largest renderer is that of the page. */
async function residentIn(browser: CDPSession): Promise<{ page: number; other: number }> {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  const sizes = processInfo.map(({ id, type }) => ({
    isRenderer: type === 'renderer',
    size: Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) * 1024,
  }));
  const page = Math.max(...sizes.flatMap(({ isRenderer, size }) => (isRenderer ? [size] : [])));
  const all = sizes.reduce((sum, { size }) => sum + size, 0);
  return { page, other: all - page };
}

/** Once they are made. */
async function tracksOf(desk: Page, recording: string): Promise<RecordedTrack[]> {
  for (;;) {
    const found = await desk.evaluate(
      async (id) => (await fetch(`/api/v1/recordings/${id}`)).json(),
      recording,
    );
    const { state, tracks } = found as { state: string; tracks: RecordedTrack[] };
    if (state === 'ready') return tracks;
    if (state === 'empty' || state === 'failed') throw new Error(state);
    await later(200);
  }
}

const mb = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
const seconds = (ms: number) => (ms / 1000).toFixed(1);

makeMedia();
for (const media of MEDIA) await measure(media);
process.exit(0);
