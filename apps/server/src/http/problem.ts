import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { ZodError } from 'zod';

/** Every expected "no" of the REST API: its status, and what it is called. */
export const PROBLEMS = {
  malformed: { status: 400, title: 'The request cannot be read' },
  not_signed_in: { status: 401, title: 'Nobody is signed in' },
  not_consented: { status: 403, title: 'This recording was not consented to' },
  link_refused: { status: 403, title: 'This link opens nothing' },
  link_expired: { status: 403, title: 'The link has expired' },
  forbidden: { status: 403, title: 'Not allowed' },
  origin_refused: { status: 403, title: 'This page may not do that' },
  room_shut: { status: 403, title: 'This room cannot be entered now' },
  sign_up_closed: { status: 403, title: 'Accounts are made by invitation' },
  wrong_setup_code: { status: 403, title: 'The setup code is wrong' },
  not_found: { status: 404, title: 'There is nothing at this address' },
  unknown_callee: { status: 404, title: 'There is no such desk' },
  invitation_unknown: { status: 404, title: 'There is no such invitation' },
  unknown_room: { status: 404, title: 'There is no such room' },
  unknown_consultation: { status: 404, title: 'There is no such consultation' },
  invalid_ticket: { status: 403, title: 'The ticket proves nothing here' },
  unknown_message: { status: 404, title: 'There is no such message' },
  setup_done: { status: 409, title: 'The first account exists already' },
  notes_conflict: { status: 409, title: 'Somebody else has saved other notes meanwhile' },
  no_call: { status: 409, title: 'There was no call' },
  feedback_given: { status: 409, title: 'Feedback has been given already' },
  still_going_on: { status: 409, title: 'The consultation has not ended' },
  chat_full: { status: 409, title: 'This chat takes no more lines' },
  unknown_recording: { status: 404, title: 'There is no such recording' },
  unknown_upload: { status: 404, title: 'There is no such upload' },
  wrong_offset: { status: 409, title: 'The upload goes on somewhere else' },
  incomplete_segment: { status: 409, title: 'Not all of it has arrived' },
  recording_going_on: { status: 409, title: 'The recording is going on' },
  recording_complete: { status: 409, title: 'The recording is complete' },
  inbox_full: { status: 409, title: 'This desk takes no more messages' },
  feedback_closed: { status: 410, title: 'It is too late for feedback' },
  consultation_erased: { status: 410, title: 'What this consultation left has been erased' },
  invitation_used: { status: 410, title: 'The invitation has been used' },
  invitation_expired: { status: 410, title: 'The invitation has expired' },
  recording_gone: { status: 410, title: 'The recording takes nothing more' },
  wrong_tus_version: { status: 412, title: 'Another version of tus is spoken here' },
  recording_too_large: { status: 413, title: 'The recording is too large' },
  too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'The request must be JSON' },
  wrong_chunk_type: { status: 415, title: 'The request must be a chunk of an upload' },
  wrong_recording_type: { status: 415, title: 'Recordings of this type are not taken' },
  range_refused: { status: 416, title: 'The file has no such range' },
  not_recorded_then: { status: 422, title: 'Nothing was recorded then' },
  invalid_fields: { status: 422, title: 'Some fields cannot be accepted' },
  upload_locked: { status: 423, title: 'The upload is being written to' },
  rate_limited: { status: 429, title: 'Too many requests' },
  wrong_checksum: { status: 460, title: 'The checksum is another one' },
  internal: { status: 500, title: 'Something went wrong on the server' },
  recordings_unreachable: { status: 503, title: 'Recordings cannot be reached at the moment' },
  disk_full: { status: 507, title: 'The disk of the server is full' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

export interface FieldProblem {
  /** The name of the body's property. */
  readonly field: string;
  readonly message: string;
}

/** An expected "no". Thrown by the routes, answered by `answerProblems`; anything else is a bug. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly errors: readonly FieldProblem[];

  constructor(code: ProblemCode, detail: string, errors: readonly FieldProblem[] = []) {
    super(detail);
    this.code = code;
    this.errors = errors;
  }
}

/** A problem with what was typed: the form can put each message at its field. */
export function fieldProblem(...errors: readonly FieldProblem[]): Problem {
  const detail = errors.map(({ field, message }) => `${field} ${message}`).join('; ');
  return new Problem('invalid_fields', detail, errors);
}

export function problemIn(error: ZodError): Problem {
  return fieldProblem(
    ...error.issues.map(({ path, message }) => ({ field: path.map(String).join('.'), message })),
  );
}

/** The only place where a thrown error becomes a response: `application/problem+json`. */
export function answerProblems(log: Logger): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = problemOf(error);
    if (!problem) log.error({ err: error }, 'A request failed: this is a bug');
    return sendProblem(response, problem ?? new Problem('internal', 'It has been logged.'));
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc9457 */
function sendProblem(response: Response, { code, message, errors }: Problem): void {
  const { status, title } = PROBLEMS[code];
  const body = {
    type: `urn:peerdesk:problem:${code}`,
    title,
    status,
    detail: message,
    code,
    ...(errors.length > 0 && { errors }),
  };
  response.status(status).type('application/problem+json').send(JSON.stringify(body));
}

function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  // What Express and its body parser refuse carries the status it stands for.
  const status = error instanceof Error && 'status' in error ? error.status : null;
  if (status === 413) return new Problem('too_large', 'A request may have 32 KiB.');
  if (status === 415) return new Problem('unsupported_media_type', 'Unknown encoding or charset.');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new Problem('malformed', 'The address or the body cannot be parsed.');
  }
  return null;
}
