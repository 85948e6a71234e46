import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  ConsultationId,
  RecordingDetails,
  RecordingId,
  RecordingMedia,
  RecordingTrack,
} from '@peerdesk/protocol';
import { expect } from 'vitest';
import { z } from 'zod';
import { recordingAnswer } from '../http/recording-answers.ts';
import { DANA } from './accounts.ts';
import { type Browser, openBrowser } from './browser.ts';
import { until } from './fixtures.ts';
import { type CallerPage, type ConsoleWindow, call, openConsole } from './pages.ts';

/** What a browser's MediaRecorder made. */
export const recorded = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, 'recorded', name));

export interface RecordedCall {
  readonly ann: CallerPage;
  readonly dana: ConsoleWindow;
  readonly browser: Browser;
  readonly consultation: ConsultationId;
}

/** Ann and Dana in a call, on a server where Dana may already be. */
export async function openCall(
  server: { readonly url: string },
  browser = openBrowser(server),
): Promise<RecordedCall> {
  await browser.post('/api/v1/setup', DANA);
  const ann = await call(server.url, 'Ann');
  const dana = await openConsole(server.url, '', { cookie: browser.cookie() });
  const opened = await dana.open();
  if (!opened.ok) throw new Error(opened.error.code);
  await dana.start();
  await ann.connected(1);
  await dana.connected(1);
  return { ann, dana, browser, consultation: ann.id() };
}

/** Dana asks, Ann answers. @returns the recording */
export async function record(
  { ann, dana }: RecordedCall,
  { media = 'voice', consented = true }: { media?: RecordingMedia; consented?: boolean } = {},
): Promise<RecordingId> {
  await dana.socket.emitWithAck('requestRecording', { media });
  const id = await asked(ann);
  await ann.socket.emitWithAck('answerRecording', {
    recording: id,
    consented,
    textVersion: '1',
    locale: 'en',
  });
  return id;
}

/** Dana has recorded enough. */
export const stop = ({ dana }: Pick<RecordedCall, 'dana'>) =>
  dana.socket.emitWithAck('stopRecording', {});

/** @returns the recording that Ann is asked about */
export async function asked(ann: CallerPage): Promise<RecordingId> {
  let id: RecordingId | null = null;
  await until(() => {
    const recording = ann.view && 'recording' in ann.view ? ann.view.recording : null;
    expect(recording?.phase).toBe('asked');
    if (recording?.phase === 'asked') id = recording.id;
  });
  if (id === null) throw new Error('Nobody was asked.');
  return id;
}

interface Segment {
  readonly recording: RecordingId;
  readonly track?: RecordingTrack;
  readonly segment?: number;
  readonly type?: string;
  readonly startedAt: number;
}

/** The tus protocol by hand, so that every header can be wrong. */
export function uploader(server: { readonly url: string }, browser: Browser) {
  async function ask(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body?: Uint8Array,
  ) {
    const response = await fetch(server.url + path, {
      method,
      headers: {
        cookie: browser.cookie(),
        origin: server.url,
        'tus-resumable': '1.0.0',
        ...headers,
      },
      ...(body && { body: new Uint8Array(body) }),
    });
    const text = await response.text();
    const code = text.startsWith('{') ? (JSON.parse(text) as { code: string }).code : null;
    return {
      status: response.status,
      code,
      location: response.headers.get('location') ?? '',
      offset: Number(response.headers.get('upload-offset')),
      headers: response.headers,
    };
  }

  const create = (
    { recording, track = 'mixed', segment = 0, type = 'audio/webm', startedAt }: Segment,
    headers: Readonly<Record<string, string>> = { 'upload-defer-length': '1' },
  ) => {
    const metadata = Object.entries({
      recording,
      track,
      segment: String(segment),
      type,
      startedAt: String(startedAt),
    })
      .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
      .join(',');
    return ask('POST', '/api/v1/uploads', { 'upload-metadata': metadata, ...headers });
  };

  const append = (
    location: string,
    offset: number,
    bytes: Uint8Array,
    headers: Readonly<Record<string, string>> = {},
  ) =>
    ask(
      'PATCH',
      location,
      {
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
        ...headers,
      },
      bytes,
    );

  const seal = (
    { recording, track = 'mixed', segment = 0 }: Omit<Segment, 'startedAt'>,
    bytes: Uint8Array,
    change: { sha256?: string; bytes?: number; last?: boolean } = {},
  ) =>
    browser.send('PUT', `/api/v1/recordings/${recording}/segments`, {
      track,
      segment,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      last: true,
      ...change,
    });

  return {
    ask,
    create,
    append,
    seal,
    head: (location: string) => ask('HEAD', location),

    /** All of a segment, in one chunk, and sealed. */
    async send(segment: Segment, bytes: Uint8Array, last = true): Promise<string> {
      const { location, code } = await create(segment);
      expect(code).toBeNull();
      expect(await append(location, 0, bytes)).toMatchObject({ status: 204, offset: bytes.length });
      expect(await seal(segment, bytes, { last })).toMatchObject({ status: 204 });
      return location;
    },
  };
}

export async function detailsOf(browser: Browser, id: RecordingId): Promise<RecordingDetails> {
  const { json } = await browser.get(`/api/v1/recordings/${id}`);
  // As the document says, and no more.
  expect(z.strictObject(recordingAnswer.shape).parse(json)).toEqual(json);
  return json as unknown as RecordingDetails;
}

/** Waits until it has been made into files, or not. */
export async function finished(browser: Browser, id: RecordingId): Promise<RecordingDetails> {
  let details: RecordingDetails | null = null;
  await until(async () => {
    details = await detailsOf(browser, id);
    expect(['ready', 'empty', 'failed']).toContain(details.state);
  }, 60_000);
  if (details === null) throw new Error('It was never finished.');
  return details;
}
