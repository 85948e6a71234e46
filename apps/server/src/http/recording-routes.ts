import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type {
  ConsultantId,
  ConsultationId,
  RecordedTrack,
  RecordingDetails,
  RecordingId,
  RecordingLink,
  RecordingState,
  RecordingTrack,
  SegmentView,
} from '@peerdesk/protocol';
import { schemas } from '@peerdesk/protocol/schemas';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { type Recording, recordedMs, stretchesOf } from '../consultation/recording.ts';
import type { createLinks, Linked } from '../recordings/links.ts';
import type { Removal } from '../recordings/removal.ts';
import type { Audit } from '../storage/audit.ts';
import {
  type FinishedPlaces,
  type Part,
  type Place,
  PlaceTrouble,
} from '../storage/finished-files.ts';
import type { History } from '../storage/history.ts';
import {
  extensionOf,
  type RecordingFile,
  type RecordingFiles,
  segmentFile,
  trackFile,
} from '../storage/recording-files.ts';
import type { FinishedTrack, RecordingSegments } from '../storage/recording-segments.ts';
import type { Outcome } from '../storage/recording-tables.ts';
import { ownCallee } from './callee-access.ts';
import { ownConsultation } from './consultation-access.ts';
import { describeRoute } from './describe-route.ts';
import { contentDisposition, recordingFileName } from './file-name.ts';
import { Problem } from './problem.ts';
import {
  ownRecording,
  type RecordingAccessParts,
  readRecordingId,
  recordingOfOwn,
} from './recording-access.ts';
import { auditAnswer, linkAnswer, recordingAnswer, recordingsAnswer } from './recording-answers.ts';
import { bodyOf, queryOf } from './request.ts';
import { uploadPath } from './upload-routes.ts';

export interface RecordingParts extends RecordingAccessParts {
  readonly history: Pick<History, 'calleeOf'>;
  readonly segments: RecordingSegments;
  readonly files: RecordingFiles;
  readonly places: FinishedPlaces;
  readonly removal: Removal;
  readonly audit: Audit;
  readonly links: ReturnType<typeof createLinks>;
  readonly publicUrl: () => string;
  readonly clock: () => number;
  /** Both parties are to see it. */
  readonly onDecided: (consultation: ConsultationId) => Promise<void>;
}

const TRACK_FILE = '/recordings/:id/tracks/:track';

const linkQuery = z.object({
  expires: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .optional(),
  by: z
    .string()
    .max(100)
    .transform((value) => value as ConsultantId)
    .optional(),
  signature: z.string().max(100).optional(),
  download: z.string().optional(),
});
const auditQuery = z.object({ before: z.uuid().optional() });
const decision = z.object({ keep: z.boolean() });

/** Recordings after the fact: what arrived, what was made of it, who may have it. */
export function createRecordingRoutes(parts: RecordingParts): Router {
  const { callees, recordings, segments, files, audit, clock } = parts;
  const router = Router();

  async function detailsOf(recording: Recording): Promise<RecordingDetails> {
    const { id, consultationId, calleeId, media, requestedAt } = recording;
    const callee = await callees.byId(calleeId);
    if (callee === null) throw new Error(`no callee ${calleeId}`);
    const over = recording.phase === 'over' ? recording : null;
    const begun = recording.phase === 'asked' ? null : recording;
    const given = begun?.consent ?? null;
    return {
      id,
      consultation: consultationId,
      callee: callee.slug,
      state: stateOf(recording, await segments.outcomeOf(id)),
      media,
      requestedAt,
      startedAt: begun?.startedAt ?? null,
      endedAt: over?.endedAt ?? null,
      end: over?.end ?? null,
      undecided: over?.fate === 'undecided',
      recordedMs: recordedMs(stretchesOf(recording, clock())),
      consent: given && {
        consented: given.consented,
        textVersion: given.textVersion,
        locale: given.locale,
        at: given.at,
        withdrawnAt: over?.withdrawnAt ?? null,
      },
      tracks: (await segments.tracksOf(id)).map((track) => trackView(id, track)),
      segments: await segmentViews(id),
    };
  }

  async function segmentViews(id: RecordingId): Promise<SegmentView[]> {
    return Promise.all(
      (await segments.of(id)).map(async (found) => ({
        track: found.track,
        segment: found.segment,
        upload: uploadPath(found),
        bytes: (await files.size(segmentFile(id, found.track, found.segment))) ?? 0,
        sealed: found.sealed,
      })),
    );
  }

  describeRoute(router, 'GET /consultations/:id/recordings', {
    summary: 'The recordings of a consultation, oldest first',
    who: 'consultant',
    answer: { status: 200, schema: recordingsAnswer },
    problems: ['unknown_consultation'],
  });
  router.get('/consultations/:id/recordings', async (request, response) => {
    const { id } = await ownConsultation(request, parts);
    const found = await recordings.of(id);
    response.json({ recordings: await Promise.all(found.map(detailsOf)) });
  });

  describeRoute(router, 'GET /recordings/:id', {
    summary: 'A recording: its state, the consent, what has arrived and what was made of it',
    who: 'consultant',
    answer: { status: 200, schema: recordingAnswer },
    problems: ['unknown_recording'],
  });
  router.get('/recordings/:id', async (request, response) => {
    const { recording } = await ownRecording(request, request.params.id, parts);
    response.json(await detailsOf(recording));
  });

  describeRoute(router, 'PATCH /recordings/:id', {
    summary: 'Decides whether a recording is kept from which the caller has withdrawn',
    who: 'consultant',
    body: decision,
    answer: { status: 200, schema: recordingAnswer },
    problems: ['unknown_recording'],
  });
  router.patch('/recordings/:id', async (request, response) => {
    const { recording, consultant } = await ownRecording(request, request.params.id, parts);
    const { keep } = bodyOf(request, decision);
    const { before, after } = await recordings.change(recording.id, {
      type: 'decided',
      keep,
      at: clock(),
    });
    if (before !== after) {
      if (!keep) {
        await segments.reopen(recording.id);
        await noteFor(recording, consultant.id, 'recording_discarded');
      }
      await parts.onDecided(recording.consultationId);
    }
    response.json(await detailsOf(after));
  });

  describeRoute(router, 'DELETE /recordings/:id', {
    summary: 'Deletes a recording for good',
    who: 'consultant',
    answer: { status: 204 },
    problems: ['unknown_recording', 'recording_going_on'],
  });
  router.delete('/recordings/:id', async (request, response) => {
    const { recording, consultant } = await ownRecording(request, request.params.id, parts);
    if (recording.phase !== 'over') {
      throw new Problem('recording_going_on', 'Stop it first.');
    }
    await parts.removal.remove(recording.id);
    await noteFor(recording, consultant.id, 'recording_deleted');
    await parts.onDecided(recording.consultationId);
    response.status(204).end();
  });

  const noteFor = (
    { id, calleeId }: Recording,
    consultantId: ConsultantId,
    act: Parameters<Audit['note']>[0]['act'],
  ) => audit.note({ calleeId, consultantId, act, subject: id });

  describeRoute(router, 'PUT /recordings/:id/segments', {
    summary: 'Says that a segment is whole: its length and checksum are verified',
    who: 'consultant',
    body: schemas.sealSegment,
    answer: { status: 204 },
    problems: ['unknown_recording', 'unknown_upload', 'incomplete_segment', 'wrong_checksum'],
  });
  router.put('/recordings/:id/segments', async (request, response) => {
    const recording = await recordingOfOwn(request, request.params.id, parts);
    const { track, segment, bytes, sha256, last } = bodyOf(request, schemas.sealSegment);
    const key = { recording: recording.id, track, segment };
    const found = await segments.byKey(key);
    if (found === null) {
      // Its answer was lost, and the segments were joined meanwhile.
      if ((await segments.outcomeOf(recording.id)) === 'ready') {
        throw new Problem('recording_complete', 'All of this recording has arrived.');
      }
      throw new Problem('unknown_upload', 'Upload the segment first.');
    }
    const file = segmentFile(recording.id, track, segment);
    const size = (await files.size(file)) ?? 0;
    if (size < bytes) {
      throw new Problem('incomplete_segment', `${size} of ${bytes} bytes have arrived.`);
    }
    if (size !== bytes || (await files.sha256(file)) !== sha256) {
      await files.empty(file);
      await segments.unseal(key);
      throw new Problem('wrong_checksum', 'Other bytes have arrived: send them again, from 0.');
    }
    await segments.seal(key, { length: bytes, last });
    response.status(204).end();
  });

  describeRoute(router, `POST ${TRACK_FILE}/links`, {
    summary: 'Makes a link to a file, for whoever has it and for so long',
    who: 'consultant',
    body: schemas.recordingLink,
    answer: { status: 201, schema: linkAnswer },
    problems: ['unknown_recording'],
  });
  router.post(`${TRACK_FILE}/links`, async (request, response) => {
    const { recording, consultant } = await ownRecording(request, request.params.id, parts);
    const { minutes } = bodyOf(request, schemas.recordingLink);
    const { track } = await trackIn(recording, request.params.track);
    const expiresAt = clock() + minutes * 60_000;
    const linked: Linked = { recording: recording.id, track, expiresAt, by: consultant.id };
    await noteFor(recording, consultant.id, 'link_made');
    const url = `${parts.publicUrl()}${trackPath(recording.id, track)}?${parts.links.queryOf(linked)}`;
    response.status(201).json({ url, expiresAt } satisfies RecordingLink);
  });

  describeRoute(router, `GET ${TRACK_FILE}`, {
    summary: 'A file of a recording, whole or in a range; by the sign-in or by a link',
    who: 'anyone',
    query: linkQuery,
    answer: { status: 200, type: 'audio/webm' },
    problems: [
      'forbidden',
      'unknown_recording',
      'link_refused',
      'link_expired',
      'recordings_unreachable',
    ],
  });
  router.get(TRACK_FILE, async (request, response) => {
    const query = queryOf(request, linkQuery);
    const byLink = query.signature !== undefined;
    const { recording, by } = byLink
      ? await linkedRecording(request, query)
      : await signedRecording(request);
    const track = await trackIn(recording, request.params.track);
    const kind = query.download === undefined ? 'inline' : 'attachment';
    const verb = kind === 'inline' ? 'listened' : 'downloaded';
    await noteFor(recording, by, byLink ? `${verb}_by_link` : verb);
    response.set('Content-Disposition', contentDisposition(kind, await nameOf(recording, track)));
    await sendTrack(request, response, recording.id, track);
  });

  /** @throws {Problem} `forbidden`: whoever is nobody here may still ask for a link */
  async function signedRecording(request: Request) {
    if ((await parts.identify(request.headers)) === null) {
      throw new Problem('forbidden', 'Sign in as a consultant of its desk, or ask one for a link.');
    }
    const { recording, consultant } = await ownRecording(request, request.params['id'], parts);
    return { recording, by: consultant.id };
  }

  /** @throws {Problem} `link_refused`, `link_expired` */
  async function linkedRecording(
    request: Request,
    { expires, by, signature = '' }: z.output<typeof linkQuery>,
  ) {
    const id = readRecordingId(request.params['id']);
    const track = isTrack(request.params['track']) ? request.params['track'] : null;
    const isOurs =
      id !== null &&
      track !== null &&
      expires !== undefined &&
      by !== undefined &&
      parts.links.isOurs({ recording: id, track, expiresAt: expires, by }, signature);
    if (!isOurs) throw new Problem('link_refused', 'It was not made here, or has been changed.');
    if (expires <= clock()) throw new Problem('link_expired', 'Ask for another link.');
    const recording = await recordings.byId(id);
    if (recording === null) throw new Problem('unknown_recording', 'It has been deleted.');
    return { recording, by };
  }

  /** @throws {Problem} `unknown_recording` */
  async function trackIn(recording: Recording, name: unknown): Promise<FinishedTrack> {
    const tracks = await segments.tracksOf(recording.id);
    const found = tracks.find(({ track }) => track === name);
    const isDiscarded = recording.phase === 'over' && recording.fate === 'discarded';
    if (found === undefined || isDiscarded) {
      throw new Problem('unknown_recording', 'The recording has no such file.');
    }
    return found;
  }

  async function nameOf(recording: Recording, { track, type }: FinishedTrack): Promise<string> {
    const [callee, caller] = await Promise.all([
      callees.byId(recording.calleeId),
      recordings.callerOf(recording),
    ]);
    return recordingFileName({
      slug: callee?.slug ?? 'recording',
      startedAt: recording.phase === 'asked' ? recording.requestedAt : (recording.startedAt ?? 0),
      caller,
      track,
      extension: extensionOf(type),
    });
  }

  /** @throws {Problem} `unknown_recording`, `recordings_unreachable` */
  async function readTrack(place: Place, file: RecordingFile, part: Part): Promise<Readable> {
    const from = parts.places[place];
    if (from === null) {
      throw new Problem('recordings_unreachable', 'It is in a bucket that is not set up any more.');
    }
    try {
      const source = await from.read(file, part);
      if (source !== null) return source;
    } catch (error) {
      if (!(error instanceof PlaceTrouble)) throw error;
      throw new Problem('recordings_unreachable', 'Try again in a moment.');
    }
    throw new Problem('unknown_recording', 'The file is gone.');
  }

  /** @see https://www.rfc-editor.org/rfc/rfc9110#name-range-requests */
  async function sendTrack(
    request: Request,
    response: Response,
    recording: RecordingId,
    { track, type, bytes, durationMs, place }: FinishedTrack,
  ): Promise<void> {
    response
      .set('Content-Type', type)
      .set('Accept-Ranges', 'bytes')
      .set('Content-Security-Policy', "default-src 'none'; media-src 'self'; sandbox");
    // Made anew when more has arrived, so a download that goes on has to know which one it had.
    const tag = `"${track}-${bytes}-${durationMs}"`;
    response.set('ETag', tag);
    const isAsBefore = [undefined, tag].includes(request.get('if-range'));
    const ranges = isAsBefore ? request.range(bytes, { combine: true }) : undefined;
    if (ranges === -1) {
      response.set('Content-Range', `bytes */${bytes}`);
      throw new Problem('range_refused', `It has ${bytes} bytes.`);
    }
    // Several ranges are answered with the whole, as one of another unit or that cannot be read is.
    const inBytes = Array.isArray(ranges) && ranges.type === 'bytes' ? ranges : [];
    const one = inBytes.length === 1 ? inBytes[0] : undefined;
    const { start, end } = one ?? { start: 0, end: bytes - 1 };
    const source = await readTrack(place, trackFile(recording, track, type), {
      start,
      end,
      of: bytes,
    });
    if (one) response.status(206).set('Content-Range', `bytes ${start}-${end}/${bytes}`);
    response.set('Content-Length', String(end - start + 1));
    if (request.method === 'HEAD') {
      source.destroy();
      response.end();
      return;
    }
    // Players break off when they have enough.
    await pipeline(source, response).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  }

  describeRoute(router, 'GET /callees/:slug/audit', {
    summary: 'Who listened to, downloaded or deleted what; newest first',
    who: 'consultant',
    query: auditQuery,
    answer: { status: 200, schema: auditAnswer },
    problems: ['unknown_callee'],
  });
  router.get('/callees/:slug/audit', async (request, response) => {
    const { callee } = await ownCallee(request, callees, parts.identify);
    const { before = null } = queryOf(request, auditQuery);
    response.json({ lines: await audit.list(callee.id, before) });
  });

  return router;
}

function stateOf(recording: Recording, outcome: Outcome | null): RecordingState {
  if (recording.phase !== 'over') return 'recording';
  if (recording.startedAt === null) return 'empty';
  return outcome ?? 'arriving';
}

const trackPath = (id: RecordingId, track: RecordingTrack) =>
  `/api/v1/recordings/${id}/tracks/${track}`;

function trackView(
  id: RecordingId,
  { track, type, bytes, durationMs, gaps }: FinishedTrack,
): RecordedTrack {
  return { track, type, bytes, durationMs, gaps, url: trackPath(id, track) };
}

function isTrack(value: unknown): value is RecordingTrack {
  return value === 'mixed' || value === 'caller' || value === 'consultant';
}
