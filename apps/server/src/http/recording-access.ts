import type { RecordingId } from '@peerdesk/protocol';
import type { Request } from 'express';
import { z } from 'zod';
import type { Recording } from '../consultation/recording.ts';
import type { Callees, Consultant } from '../storage/callees.ts';
import type { Recordings } from '../storage/recordings.ts';
import { Problem } from './problem.ts';
import { type Identify, signedIn } from './request.ts';

export interface RecordingAccessParts {
  readonly callees: Callees;
  readonly recordings: Recordings;
  readonly identify: Identify;
}

const recordingId = z.uuid().transform((value) => value as RecordingId);

export function readRecordingId(value: unknown): RecordingId | null {
  return recordingId.safeParse(value).data ?? null;
}

/**
 * A recording, for a consultant of its callee. Others do not learn that it exists.
 *
 * @throws {Problem} `not_signed_in`, `unknown_recording`
 */
export async function ownRecording(
  request: Request,
  id: unknown,
  { callees, recordings, identify }: RecordingAccessParts,
): Promise<{ readonly recording: Recording; readonly consultant: Consultant }> {
  const { consultant } = await signedIn(request, identify);
  const known = readRecordingId(id);
  const recording = known && (await recordings.byId(known));
  if (!recording || !(await callees.answersFor(consultant.id, recording.calleeId))) {
    throw new Problem('unknown_recording', 'None of your desks has such a recording.');
  }
  return { recording, consultant };
}

/**
 * As {@link ownRecording}, for the consultant who records: nobody else adds to it.
 *
 * @throws {Problem} and `forbidden`
 */
export async function recordingOfOwn(
  request: Request,
  id: unknown,
  parts: RecordingAccessParts,
): Promise<Recording> {
  const { recording, consultant } = await ownRecording(request, id, parts);
  if (recording.requestedBy !== consultant.id) {
    throw new Problem('forbidden', 'Only the consultant who records may send it.');
  }
  return recording;
}
