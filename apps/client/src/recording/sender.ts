import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ConsultantId, SealSegmentRequest, SegmentView } from '@peerdesk/protocol';
import { DetailedError, type SliceResult, Upload } from 'tus-js-client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KeptSegment, Outbox } from './outbox.ts';
import { isBeingWritten } from './writing.ts';

/** Enough that an hour is not thousands of requests, little enough to be on its way at once. */
const PART_BYTES = 256 * 1024;
/** Before the next attempt after one that failed. */
const AGAIN_MS = 3000;
const RETRY_DELAYS_MS = [0, 500, 1000, 3000];
/** Problems of a segment that nobody waits for any more. */
export const MOOT_CODES = ['unknown_recording', 'recording_complete'] as const;
/** Only one window of this browser sends. */
const LOCK = 'peerdesk-recordings';

/** Why nothing arrives on the server now: out of reach, out of room, or it said no. */
export type SendingTrouble = 'unreachable' | 'disk_full' | 'refused';

export interface SendingState {
  /** Kept in this browser and not on the server yet. */
  readonly pendingBytes: number;
  readonly trouble: SendingTrouble | null;
}

/** Brings what is kept to the server, whatever happens in between. */
export interface Sender {
  readonly store: StoreApi<SendingState>;
  /** What is kept stays, for the next time. Safe to repeat. */
  close(): void;
}

export interface SenderParts {
  readonly outbox: Outbox;
  readonly consultant: ConsultantId;
  /** The server's REST interface. */
  readonly seal: (segment: KeptSegment, request: SealSegmentRequest) => Promise<boolean>;
  readonly arrived: (segment: KeptSegment) => Promise<SegmentView | null>;
}

/** @see https://tus.io/protocols/resumable-upload */
export function createSender(parts: SenderParts): Sender {
  const { outbox, consultant } = parts;
  const store = createStore<SendingState>(() => ({ pendingBytes: 0, trouble: null }));
  const ending = new AbortController();
  const { signal } = ending;
  /** How much of each the server has. */
  const sent = new Map<string, number>();

  const count = async () => {
    const segments = await outbox.segments(consultant);
    const pendingBytes = segments.reduce(
      (sum, segment) => sum + segment.bytes - (sent.get(nameOf(segment)) ?? 0),
      0,
    );
    if (!signal.aborted) store.setState({ pendingBytes });
    return segments;
  };

  async function sendAll(): Promise<void> {
    const sending = new Map<string, Promise<void>>();
    while (!signal.aborted) {
      const changed = nextChange(outbox, signal);
      for (const segment of await count()) {
        const name = nameOf(segment);
        if (sending.has(name)) continue;
        sending.set(
          name,
          sendOne(segment).finally(() => sending.delete(name)),
        );
      }
      await changed;
    }
  }

  /** Ends when the segment is on the server whole, or this sender is closed. */
  async function sendOne(segment: KeptSegment): Promise<void> {
    const forget = async () => {
      await outbox.forget(segment);
      sent.delete(nameOf(segment));
      store.setState({ trouble: null });
      await count();
    };
    while (!signal.aborted) {
      try {
        await upload(segment);
        if (!(await sealed(segment))) throw new Refused();
        return await forget();
      } catch (error) {
        if (signal.aborted) return;
        if (isMoot(error)) return await forget();
        store.setState({ trouble: troubleOf(error) });
        await pause(AGAIN_MS, signal);
      }
    }
  }

  async function upload(segment: KeptSegment): Promise<void> {
    const kept = await outbox.get(segment);
    const known = kept?.upload ?? (await parts.arrived(segment))?.upload ?? null;
    await new Promise<void>((resolve, reject) => {
      const source = { size: null, slice: sliceOf(segment), close() {} };
      const running = new Upload(new Blob(), {
        endpoint: '/api/v1/uploads',
        ...(known && { uploadUrl: known }),
        // Its types know nothing of a length that is not known yet, which it is made for.
        fileReader: {
          openFile: () => Promise.resolve(source as unknown as { size: number } & typeof source),
        },
        uploadLengthDeferred: true,
        chunkSize: PART_BYTES,
        retryDelays: RETRY_DELAYS_MS,
        storeFingerprintForResuming: false,
        metadata: {
          recording: segment.recording,
          track: segment.track,
          segment: String(segment.segment),
          type: segment.type,
          startedAt: String(Math.round(segment.startedAt)),
        },
        onUploadUrlAvailable: () => void outbox.change(segment, { upload: running.url }),
        onChunkComplete(_size, accepted) {
          sent.set(nameOf(segment), accepted);
          store.setState({ trouble: null });
          void count();
        },
        onSuccess: () => resolve(),
        onError: reject,
      });
      signal.addEventListener('abort', () => {
        void running.abort();
        reject(signal.reason);
      });
      running.start();
    });
  }

  /** Waits until there is something new to send, or nothing will be any more. */
  function sliceOf(segment: KeptSegment) {
    return async (from: number): Promise<SliceResult> => {
      for (;;) {
        signal.throwIfAborted();
        const changed = nextChange(outbox, signal);
        const bytes = await outbox.read(segment, from, PART_BYTES);
        const kept = await outbox.get(segment);
        const reached = from + bytes.length === (kept?.bytes ?? 0);
        const done = reached && (!kept || (await hasEnded(kept)));
        if (bytes.length > 0 || done) {
          return {
            value: new Blob([bytes.subarray(0, PART_BYTES)]),
            done: done && bytes.length <= PART_BYTES,
          };
        }
        await changed;
      }
    };
  }

  /** Nobody writes to it any more; a page that was killed could not say so. */
  async function hasEnded(kept: KeptSegment): Promise<boolean> {
    if (kept.ended) return true;
    if (await isBeingWritten(kept)) return false;
    await outbox.change(kept, { ended: true, last: false });
    return true;
  }

  /** Tells the server that this was all, and what it must have become. */
  async function sealed(segment: KeptSegment): Promise<boolean> {
    let kept = await outbox.get(segment);
    while (kept?.last === null) {
      const changed = nextChange(outbox, signal);
      // Paused, and the page was closed then: what follows, if anything, is another page's.
      if (!(await isBeingWritten(kept))) break;
      await changed;
      signal.throwIfAborted();
      kept = await outbox.get(segment);
    }
    const hash = sha256.create();
    let bytes = 0;
    for (;;) {
      const part = await outbox.read(segment, bytes, PART_BYTES);
      if (part.length === 0) break;
      hash.update(part);
      bytes += part.length;
    }
    return parts.seal(segment, {
      track: segment.track,
      segment: segment.segment,
      bytes,
      sha256: bytesToHex(hash.digest()),
      last: kept?.last ?? false,
    });
  }

  void navigator.locks.request(LOCK, { signal }, sendAll).catch(() => {});
  void count();
  return { store, close: () => ending.abort() };
}

class Refused extends Error {}

/** The recording was deleted or discarded, or the server has made its files already. */
function isMoot(error: unknown): boolean {
  const body = error instanceof DetailedError ? (error.originalResponse?.getBody() ?? '') : '';
  return MOOT_CODES.some((code) => body.includes(`"${code}"`));
}

function troubleOf(error: unknown): SendingTrouble {
  if (error instanceof DetailedError && error.originalResponse) {
    const body = error.originalResponse.getBody();
    return body.includes('disk_full') ? 'disk_full' : 'refused';
  }
  return error instanceof Refused ? 'refused' : 'unreachable';
}

const nameOf = ({ recording, track, segment }: KeptSegment) => `${recording} ${track} ${segment}`;

/** Resolves at the next change of the outbox, at the end, or after a while: a killed page says nothing. */
function nextChange(outbox: Outbox, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      release();
      clearTimeout(timer);
      signal.removeEventListener('abort', go);
      resolve();
    };
    const release = outbox.onChange(go);
    const timer = setTimeout(go, AGAIN_MS);
    signal.addEventListener('abort', go);
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
