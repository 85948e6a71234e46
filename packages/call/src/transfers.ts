import { createAllowance } from './allowance.ts';
import { isId } from './chat-log.ts';
import type { Line, Transfer } from './contract.ts';
import {
  type Bytes,
  DIGEST_BYTES,
  pictureTypeOf,
  piecesIn,
  rangeOf,
  readSlice,
  sealed,
  slicesOf,
  unsealed,
} from './file-rules.ts';

/** A piece that arrives wrong is asked for again; one that keeps arriving wrong is given up. */
const ATTEMPTS = 3;
/** A download that was just begun must still find its file. */
const REVOKE_MS = 60_000;
const HEARD_AT_ONCE = 200;
const HEARD_PER_SECOND = 50;

export interface TransfersOptions {
  readonly line: Pick<Line, 'store' | 'sendBytes' | 'hearBytes'>;
  readonly say: (body: unknown) => boolean;
  readonly transferOf: (id: string) => Transfer | undefined;
  readonly setTransfer: (id: string, transfer: Transfer) => void;
}

/** Pieces on their way to the other side, from one of them on. */
interface Sending {
  readonly id: string;
  readonly file: File;
  readonly stream: number;
  piece: number;
  /** Of the next slice. */
  number: number;
}

interface Receiving {
  readonly fileBytes: number;
  /** Those that were right, in order; the browser may put them on the disk. */
  readonly pieces: Blob[];
  /** Names what was asked for last; slices of an older asking are dropped. */
  stream: number;
  /** Of the next slice. */
  number: number;
  /** The piece whose block is being filled. */
  piece: number;
  block: Bytes;
  filled: number;
  /** Of the pieces that have arrived. */
  checking: Promise<void>;
  attempts: number;
  picture: string | null;
}

/**
 * Moves the bytes of files. The receiver asks for a file from some piece on, under a number of its
 * own; the sender sends what was asked for last. So a new generation, a wrong piece and a page
 * that was loaded again are all the same: one asks.
 */
export function createTransfers(options: TransfersOptions) {
  const { line, say, transferOf, setTransfer } = options;
  const files = new Map<string, File>();
  const sending = new Map<string, Sending>();
  const receiving = new Map<string, Receiving>();
  const urls = new Set<string>();
  const heard = createAllowance(HEARD_AT_ONCE, HEARD_PER_SECOND, Date.now);
  let queue: Sending[] = [];
  let pumping = false;
  let streams = 0;

  /** Sends one piece of each in turn, for as long as there is anything to send. */
  async function pump(): Promise<void> {
    if (pumping) return;
    pumping = true;
    for (let next = queue.shift(); next; next = queue.shift()) {
      // biome-ignore lint/performance/noAwaitInLoops: one after the other is the point
      if (await sendPiece(next)) queue.push(next);
    }
    pumping = false;
  }

  /** @returns whether there is more of it to send */
  async function sendPiece(job: Sending): Promise<boolean> {
    const { id, file, stream } = job;
    const isWanted = () => sending.get(id) === job;
    if (!isWanted()) return false;
    let block: Bytes;
    const [from, to] = rangeOf(job.piece, file.size);
    try {
      block = await sealed(new Uint8Array(await file.slice(from, to).arrayBuffer()));
    } catch {
      // Changed or deleted since it was chosen, or a folder.
      sending.delete(id);
      files.delete(id);
      say({ gone: id });
      setTransfer(id, { phase: 'failed', why: 'unreadable' });
      return false;
    }
    for (const slice of slicesOf(block, stream, job.number)) {
      if (!isWanted() || !(await line.sendBytes(slice))) return false;
      job.number++;
    }
    if (!isWanted()) return false;
    job.piece++;
    setTransfer(id, { phase: 'moving', bytes: to });
    return job.piece < piecesIn(file.size);
  }

  function send(id: string, stream: number, piece: number): void {
    const file = files.get(id);
    if (!file)
      return void say(transferOf(id)?.phase === 'cancelled' ? { cancel: id } : { gone: id });
    if (piece >= piecesIn(file.size)) return;
    const job: Sending = { id, file, stream, piece, number: 0 };
    sending.set(id, job);
    queue = [...queue.filter((other) => other.id !== id), job];
    setTransfer(id, { phase: 'moving', bytes: rangeOf(piece, file.size)[0] });
    void pump();
  }

  /** Asks for the rest of a file. */
  function ask(id: string, state: Receiving): void {
    streams++;
    state.stream = streams;
    state.number = 0;
    state.piece = state.pieces.length;
    startBlock(state);
    say({ want: id, stream: state.stream, piece: state.piece });
  }

  function hearBytes(bytes: Bytes): void {
    const slice = readSlice(bytes);
    if (!slice) return;
    for (const [id, state] of receiving) {
      if (state.stream === slice.stream) return receive(id, state, slice.number, slice.bytes);
    }
  }

  function receive(id: string, state: Receiving, number: number, bytes: Bytes): void {
    const { block, filled } = state;
    if (number !== state.number || filled + bytes.length > block.length) return retry(id, state);
    block.set(bytes, filled);
    state.number++;
    state.filled += bytes.length;
    if (state.filled < block.length) return;
    state.piece++;
    startBlock(state);
    const { stream } = state;
    // One after the other: the digest of a short piece is there before that of a long one.
    state.checking = state.checking.then(() => check(id, state, stream, block));
  }

  async function check(id: string, state: Receiving, stream: number, block: Bytes): Promise<void> {
    const piece = await unsealed(block);
    if (receiving.get(id) !== state || state.stream !== stream) return;
    if (piece) keep(id, state, piece);
    else retry(id, state);
  }

  function retry(id: string, state: Receiving): void {
    state.attempts++;
    if (state.attempts < ATTEMPTS) return ask(id, state);
    receiving.delete(id);
    say({ cancel: id });
    setTransfer(id, { phase: 'failed', why: 'damaged' });
  }

  function keep(id: string, state: Receiving, piece: Bytes): void {
    if (state.pieces.length === 0) state.picture = pictureTypeOf(piece);
    state.pieces.push(new Blob([piece]));
    state.attempts = 0;
    const bytes = rangeOf(state.pieces.length - 1, state.fileBytes)[1];
    if (bytes < state.fileBytes) return setTransfer(id, { phase: 'moving', bytes });
    finish(id, state);
  }

  function finish(id: string, { pieces, picture }: Receiving): void {
    receiving.delete(id);
    say({ done: id });
    // Of a type that no browser shows: it is to be saved, never opened as a page of ours.
    const url = URL.createObjectURL(new Blob(pieces, { type: 'application/octet-stream' }));
    const pictureUrl = picture && URL.createObjectURL(new Blob(pieces, { type: picture }));
    for (const made of [url, pictureUrl]) if (made) urls.add(made);
    setTransfer(id, { phase: 'done', url, pictureUrl });
  }

  function drop(id: string, transfer: Transfer): void {
    sending.delete(id);
    files.delete(id);
    receiving.delete(id);
    setTransfer(id, transfer);
  }

  function hear(body: unknown): void {
    if (typeof body !== 'object' || body === null || !heard()) return;
    const { want, stream, piece, cancel, gone, done } = body as Record<string, unknown>;
    if (isId(want)) {
      if (isUint32(stream) && isUint32(piece)) send(want, stream, piece);
    } else if (isId(cancel)) {
      if (files.has(cancel) || receiving.has(cancel)) drop(cancel, { phase: 'cancelled' });
    } else if (isId(gone)) {
      if (receiving.has(gone)) drop(gone, { phase: 'failed', why: 'gone' });
    } else if (isId(done) && files.has(done)) {
      sending.delete(done);
      setTransfer(done, { phase: 'done', url: null, pictureUrl: null });
    }
  }

  const releases = [
    line.hearBytes(hearBytes),
    line.store.subscribe(({ open }) => {
      sending.clear();
      if (open) for (const [id, state] of receiving) ask(id, state);
    }),
  ];

  return {
    hear,
    /** Has a file ready for whenever the other side asks for it. */
    give(id: string, file: File) {
      files.set(id, file);
      setTransfer(id, { phase: 'offered' });
    },
    take(id: string, fileBytes: number) {
      if (receiving.has(id) || transferOf(id)?.phase === 'done') return;
      const state: Receiving = {
        fileBytes,
        pieces: [],
        checking: Promise.resolve(),
        stream: 0,
        number: 0,
        piece: 0,
        block: new Uint8Array(0),
        filled: 0,
        attempts: 0,
        picture: null,
      };
      if (fileBytes === 0) return finish(id, state);
      receiving.set(id, state);
      setTransfer(id, { phase: 'moving', bytes: 0 });
      ask(id, state);
    },
    cancel(id: string) {
      say({ cancel: id });
      drop(id, { phase: 'cancelled' });
    },
    /** Safe to repeat. */
    end() {
      for (const release of releases.splice(0)) release();
      sending.clear();
      receiving.clear();
      files.clear();
      for (const url of urls) setTimeout(() => URL.revokeObjectURL(url), REVOKE_MS);
      urls.clear();
    },
  };
}

export type Transfers = ReturnType<typeof createTransfers>;

function startBlock(state: Receiving): void {
  const [from, to] = rangeOf(state.piece, state.fileBytes);
  state.block = new Uint8Array(from < to ? DIGEST_BYTES + to - from : 0);
  state.filled = 0;
}

function isUint32(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 32;
}
