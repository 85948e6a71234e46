import type { RecordingId, RecordingTrack } from '@peerdesk/protocol';
import { schemas } from '@peerdesk/protocol/schemas';
import { type Request, type RequestHandler, Router } from 'express';
import { mostBytes, refusalOfBytes, refusalOfSegment } from '../consultation/arrival.ts';
import type { Recording } from '../consultation/recording.ts';
import {
  type Checksum,
  type RecordingFiles,
  segmentFile,
  TooManyBytes,
  WrongChecksum,
} from '../storage/recording-files.ts';
import type { RecordingSegments, Segment, SegmentKey } from '../storage/recording-segments.ts';
import { Problem, problemIn } from './problem.ts';
import { type RecordingAccessParts, recordingOfOwn } from './recording-access.ts';

// The tus protocol, as far as recordings need it. `@tus/server` knows no checksums, has answers of
// its own, and keeps what it knows beside our rows; its core is small enough to be ours.
// https://tus.io/protocols/resumable-upload

export interface UploadParts extends RecordingAccessParts {
  readonly segments: RecordingSegments;
  readonly files: RecordingFiles;
  readonly limits: RecordingLimits;
  readonly clock: () => number;
}

/** In bytes. */
export interface RecordingLimits {
  /** Of all segments of a recording together. */
  readonly perRecording: number;
  /** What must stay free on the disk. */
  readonly keepFree: number;
}

const VERSION = '1.0.0';
const EXTENSIONS = 'creation,creation-defer-length,checksum';
const ALGORITHMS = ['sha256', 'sha1'] as const;
const CHUNK_TYPE = 'application/offset+octet-stream';
/** A request that has brought nothing for so long is as good as broken: another may go on. */
const STALLED_MS = 2000;

const UPLOADS = '/uploads';
export const uploadPath = ({ recording, track, segment }: SegmentKey) =>
  `/api/v1${UPLOADS}/${recording}.${track}.${segment}`;

/** A request that is writing into a segment. */
interface Writing {
  /** When it last brought something. */
  at: number;
  readonly stop: () => void;
  readonly over: Promise<void>;
  readonly release: () => void;
}

/** Whether there is room for more. */
export function createHasRoom(files: RecordingFiles, { keepFree }: RecordingLimits) {
  return async (bytes = 0): Promise<boolean> => (await files.freeBytes()) - bytes > keepFree;
}

export function createUploadRoutes(parts: UploadParts): Router {
  const { segments, files, limits, clock } = parts;
  const router = Router();
  const writings = new Map<string, Writing>();
  const hasRoom = createHasRoom(files, limits);

  async function requireRoom(bytes: number): Promise<void> {
    if (await hasRoom(bytes)) return;
    throw new Problem(
      'disk_full',
      'The disk of the server has no room for more of this recording.',
    );
  }

  /** @throws {Problem} `unknown_upload` and what {@link recordingOfOwn} throws */
  async function uploadIn(request: Request): Promise<Upload> {
    const { upload } = request.params;
    const [id, track, segment, ...rest] = typeof upload === 'string' ? upload.split('.') : [];
    const recording = await recordingOfOwn(request, id, parts);
    const found =
      isTrack(track) && /^\d{1,4}$/.test(segment ?? '') && rest.length === 0
        ? await segments.byKey({ recording: recording.id, track, segment: Number(segment) })
        : null;
    if (found === null) throw new Problem('unknown_upload', 'There is no such upload.');
    const file = segmentFile(found.recording, found.track, found.segment);
    return { recording, segment: found, file, offset: (await files.size(file)) ?? 0 };
  }

  async function bytesOf(recording: RecordingId): Promise<number> {
    const sizes = await Promise.all(
      (await segments.of(recording)).map(({ track, segment }) =>
        files.size(segmentFile(recording, track, segment)),
      ),
    );
    return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  }

  router.use(UPLOADS, speakTus(limits));

  router.options([UPLOADS, `${UPLOADS}/:upload`], (_request, response) => {
    response.status(204).end();
  });

  router.post(UPLOADS, async (request, response) => {
    const parsed = schemas.uploadMetadata.safeParse(metadataIn(request));
    if (!parsed.success) throw problemIn(parsed.error);
    const { recording: id, track, segment, type, startedAt } = parsed.data;
    const recording = await recordingOfOwn(request, id, parts);
    const key: SegmentKey = { recording: id, track, segment };
    const now = clock();
    const refusal = refusalOfSegment(recording, { track, type, startedAt }, now);
    if (refusal !== null) throw new Problem(refusal, REFUSED[refusal]);
    const length = lengthIn(request);
    if (length !== null && length > limits.perRecording) throw tooLarge(limits.perRecording);
    if ((await segments.byKey(key)) === null) {
      if ((await segments.of(id)).length === 0 && (await segments.outcomeOf(id)) === 'ready') {
        throw new Problem('recording_complete', 'All of this recording has arrived.');
      }
      await requireRoom(length ?? 0);
      // The row first: a file without one is nobody's.
      await segments.insert({
        ...key,
        type,
        startedAt,
        length,
        arrivedAt: now,
        sealed: false,
        last: false,
      });
      await files.create(segmentFile(id, track, segment));
    }
    response.status(201).set('Location', uploadPath(key)).end();
  });

  router.head(`${UPLOADS}/:upload`, async (request, response) => {
    const { segment, offset } = await uploadIn(request);
    response.set('Upload-Offset', String(offset));
    if (segment.length === null) response.set('Upload-Defer-Length', '1');
    else response.set('Upload-Length', String(segment.length));
    response.status(200).end();
  });

  router.patch(`${UPLOADS}/:upload`, async (request, response) => {
    if (request.headers['content-type'] !== CHUNK_TYPE) {
      throw new Problem('wrong_chunk_type', `Send Content-Type: ${CHUNK_TYPE}.`);
    }
    const checksum = checksumIn(request);
    const { segment } = await uploadIn(request);
    const key = uploadPath(segment);
    const writing = await takeUp(key, () => request.destroy());
    let bytes = 0;
    try {
      const upload = await uploadIn(request);
      bytes = await append(request, upload, checksum, writing);
    } finally {
      writings.delete(key);
      writing.release();
    }
    response.status(204).set('Upload-Offset', String(bytes)).end();
  });

  /**
   * One request at a time writes into an upload. One that has stalled makes way for the next.
   *
   * @throws {Problem} `upload_locked`
   */
  async function takeUp(key: string, stop: () => void): Promise<Writing> {
    for (let other = writings.get(key); other !== undefined; other = writings.get(key)) {
      if (clock() - other.at < STALLED_MS) {
        throw new Problem('upload_locked', 'Another request is writing to this upload.');
      }
      other.stop();
      await other.over;
    }
    let release = nothing;
    const over = new Promise<void>((resolve) => {
      release = resolve;
    });
    const writing: Writing = { at: clock(), stop, over, release };
    writings.set(key, writing);
    return writing;
  }

  /** @returns the offset afterwards */
  async function append(
    request: Request,
    { recording, segment, file, offset }: Upload,
    checksum: Checksum | null,
    writing: Writing,
  ): Promise<number> {
    if (Number(request.headers['upload-offset']) !== offset) {
      throw new Problem('wrong_offset', `The upload goes on at ${offset}.`);
    }
    const refusal = refusalOfBytes(recording, clock());
    if (refusal !== null) throw new Problem(refusal, REFUSED[refusal]);
    const length = await declaredLength(request, segment, offset);
    const announced = Number(request.headers['content-length'] ?? 0);
    const limit = Math.min(
      length ?? Infinity,
      mostBytes(recording, segment.startedAt, clock()),
      offset + limits.perRecording - (await bytesOf(recording.id)),
    );
    if (offset + announced > limit) throw tooLarge(limit);
    await requireRoom(announced);

    async function* noting(): AsyncGenerator<Uint8Array> {
      for await (const chunk of request) {
        writing.at = clock();
        yield chunk as Uint8Array;
      }
    }
    try {
      return await files.append(file, noting(), { offset, limit, checksum });
    } catch (error) {
      throw problemOfWriting(error, limit);
    } finally {
      await segments.arrived(segment, clock());
    }
  }

  /** @throws {Problem} `malformed` when it is another one than before, or less than there is */
  async function declaredLength(
    request: Request,
    segment: Segment,
    offset: number,
  ): Promise<number | null> {
    const declared = wholeNumber(request.headers['upload-length']);
    if (declared === null || declared === segment.length) return segment.length;
    if (segment.length !== null || declared < offset) {
      throw new Problem('malformed', 'Upload-Length does not fit what is known of this upload.');
    }
    await segments.setLength(segment, declared);
    return declared;
  }

  return router;
}

interface Upload {
  readonly recording: Recording;
  readonly segment: Segment;
  readonly file: ReturnType<typeof segmentFile>;
  readonly offset: number;
}

const nothing = () => {};

const REFUSED = {
  not_consented: 'Nobody has consented to this recording.',
  recording_gone: 'This recording has been discarded, or ended too long ago.',
  wrong_recording_type: 'Only the mixed track of a recording with picture may be video.',
  not_recorded_then: 'Nothing was being recorded when this segment says that it began.',
} as const;

function speakTus({ perRecording }: RecordingLimits): RequestHandler {
  return (request, response, next) => {
    response
      .set('Tus-Resumable', VERSION)
      .set('Tus-Version', VERSION)
      .set('Tus-Extension', EXTENSIONS)
      .set('Tus-Checksum-Algorithm', ALGORITHMS.join(','))
      .set('Tus-Max-Size', String(perRecording));
    if (request.method !== 'OPTIONS' && request.headers['tus-resumable'] !== VERSION) {
      throw new Problem('wrong_tus_version', `Send Tus-Resumable: ${VERSION}.`);
    }
    next();
  };
}

const tooLarge = (most: number) =>
  new Problem('recording_too_large', `This upload may have ${most} bytes by now.`);

function problemOfWriting(error: unknown, limit: number): unknown {
  if (error instanceof TooManyBytes) return tooLarge(limit);
  if (error instanceof WrongChecksum) {
    return new Problem(
      'wrong_checksum',
      'These are not the bytes of the checksum: send them again.',
    );
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return new Problem('disk_full', 'The disk of the server is full.');
  // The client has gone, so nobody reads it; what has arrived is kept.
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return new Problem('malformed', 'The request broke off.');
  }
  return error;
}

/** @see https://tus.io/protocols/resumable-upload#upload-metadata */
function metadataIn(request: Request): Record<string, string> {
  const header = request.headers['upload-metadata'];
  const pairs = typeof header === 'string' ? header.split(',') : [];
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', value = ''] = pair.trim().split(' ');
      return [name, Buffer.from(value, 'base64').toString()];
    }),
  );
}

/** @returns null when it is to be said later. @throws {Problem} `malformed` */
function lengthIn(request: Request): number | null {
  if (request.headers['upload-defer-length'] === '1') return null;
  const length = wholeNumber(request.headers['upload-length']);
  if (length === null) throw new Problem('malformed', 'Upload-Length or Upload-Defer-Length: 1.');
  return length;
}

/** @see https://tus.io/protocols/resumable-upload#checksum @throws {Problem} `malformed` */
function checksumIn(request: Request): Checksum | null {
  const header = request.headers['upload-checksum'];
  if (typeof header !== 'string') return null;
  const [name, digest = ''] = header.split(' ');
  const algorithm = ALGORITHMS.find((known) => known === name);
  if (algorithm === undefined) {
    throw new Problem('malformed', `Upload-Checksum: one of ${ALGORITHMS.join(', ')}.`);
  }
  return { algorithm, digest: Buffer.from(digest, 'base64') };
}

function wholeNumber(header: string | string[] | undefined): number | null {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : null;
}

function isTrack(value: string | undefined): value is RecordingTrack {
  return value === 'mixed' || value === 'caller' || value === 'consultant';
}
