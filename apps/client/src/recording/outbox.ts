import type { ConsultantId, RecordingId, RecordingTrack } from '@peerdesk/protocol';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** One run of a recorder on one track. */
export interface SegmentKey {
  readonly recording: RecordingId;
  readonly track: RecordingTrack;
  readonly segment: number;
}

/** A segment as this browser keeps it until the server has it whole. */
export interface KeptSegment extends SegmentKey {
  /** Whose it is: only they may send it. */
  readonly consultant: ConsultantId;
  /** A MIME type, as MediaRecorder names it. */
  readonly type: string;
  /** Epoch milliseconds of the server's clock. */
  readonly startedAt: number;
  readonly bytes: number;
  /** Nothing more is written to it; a page that was closed in the middle could not say so. */
  readonly ended: boolean;
  /** No segment of its track follows; null until that is known. */
  readonly last: boolean | null;
  /** Where the server takes it; null until it has been announced there. */
  readonly upload: string | null;
}

/**
 * What was recorded and is not on the server yet: in this browser's database, so that it is there
 * after the page was closed or killed, and can be sent then.
 */
export interface Outbox {
  begin(segment: Omit<KeptSegment, 'bytes' | 'ended' | 'last' | 'upload'>): Promise<void>;
  /** Resolves once it is kept. @throws QuotaExceededError when the browser has no room */
  append(key: SegmentKey, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  change(
    key: SegmentKey,
    change: Partial<Pick<KeptSegment, 'ended' | 'last' | 'upload'>>,
  ): Promise<void>;
  /** In the order of their beginning. */
  segments(consultant: ConsultantId): Promise<readonly KeptSegment[]>;
  get(key: SegmentKey): Promise<KeptSegment | null>;
  /** What is kept from this position on, up to about `limit` bytes; empty at the end. */
  read(key: SegmentKey, from: number, limit: number): Promise<Uint8Array<ArrayBuffer>>;
  forget(key: SegmentKey): Promise<void>;
  /** @returns the release */
  onChange(listener: () => void): () => void;
  close(): void;
}

interface Chunk {
  readonly of: Place;
  readonly from: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

type Place = [recording: string, track: string, segment: number];

interface Schema extends DBSchema {
  segment: { key: Place; value: KeptSegment };
  chunk: { key: [...Place, from: number]; value: Chunk };
}

const NAME = 'peerdesk-recordings';
/** A chunk is a second: of a voice some kilobytes, of a picture a hundred and more. */
const CHUNKS_AT_ONCE = 8;
const placeOf = ({ recording, track, segment }: SegmentKey): Place => [recording, track, segment];
const chunksOf = (key: SegmentKey, from = 0, to = Infinity) =>
  IDBKeyRange.bound([...placeOf(key), from], [...placeOf(key), to]);

/** @throws when the browser has no database for this page */
export async function openOutbox(): Promise<Outbox> {
  const db: IDBPDatabase<Schema> = await openDB<Schema>(NAME, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('segment', { keyPath: ['recording', 'track', 'segment'] });
      fresh.createObjectStore('chunk');
    },
    // A newer page of ours must not wait for this one.
    blocking: () => db.close(),
  });
  // Another window may be the one that sends.
  const news = new BroadcastChannel(NAME);
  const listeners = new Set<() => void>();
  const hear = () => {
    for (const listener of listeners) listener();
  };
  news.addEventListener('message', hear);
  const tell = () => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no origin but ours
    news.postMessage(null);
    hear();
  };

  return {
    async begin(segment) {
      await db.put('segment', { ...segment, bytes: 0, ended: false, last: null, upload: null });
      tell();
    },
    async append(key, bytes) {
      const write = db.transaction(['segment', 'chunk'], 'readwrite');
      const kept = await write.objectStore('segment').get(placeOf(key));
      if (kept) {
        const from = kept.bytes;
        await write
          .objectStore('chunk')
          .put({ of: placeOf(key), from, bytes }, [...placeOf(key), from]);
        await write.objectStore('segment').put({ ...kept, bytes: from + bytes.length });
      }
      await write.done;
      tell();
    },
    async change(key, change) {
      const write = db.transaction('segment', 'readwrite');
      const kept = await write.store.get(placeOf(key));
      if (kept) await write.store.put({ ...kept, ...change });
      await write.done;
      tell();
    },
    async segments(consultant) {
      const all = await db.getAll('segment');
      return all
        .filter((segment) => segment.consultant === consultant)
        .toSorted((a, b) => a.startedAt - b.startedAt);
    },
    get: async (key) => (await db.get('segment', placeOf(key))) ?? null,
    async read(key, from, limit) {
      const found: Uint8Array<ArrayBuffer>[] = [];
      let have = 0;
      // The last chunk that begins at or before `from`, and those after it.
      const { store } = db.transaction('chunk');
      const first = await store.openKeyCursor(chunksOf(key, 0, from), 'prev');
      if (!first) return new Uint8Array();
      let next = first.primaryKey[3];
      // Several at once: each asking is a way to another process and back.
      for (let more = true; more && have < limit; ) {
        const chunks = await store.getAll(chunksOf(key, next), CHUNKS_AT_ONCE);
        more = chunks.length === CHUNKS_AT_ONCE;
        for (const { from: at, bytes } of chunks) {
          next = at + bytes.length;
          if (have >= limit) break;
          const part = bytes.subarray(Math.max(0, from - at));
          if (part.length > 0) found.push(part);
          have += part.length;
        }
      }
      return joined(found, have);
    },
    async forget(key) {
      const write = db.transaction(['segment', 'chunk'], 'readwrite');
      await write.objectStore('chunk').delete(chunksOf(key));
      await write.objectStore('segment').delete(placeOf(key));
      await write.done;
      tell();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      news.close();
      db.close();
    },
  };
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
