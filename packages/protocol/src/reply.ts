import type { EndedView } from './consultation.ts';

/**
 * Every expected "no". `docs/protocol.md` says what each means and what to do.
 * Handshakes are refused with the same codes, as the `data` of Socket.IO's `connect_error`.
 */
export const REFUSAL_CODES = [
  /** The page was loaded before the server was updated: reload it. */
  'protocol_version',
  /** The payload does not fit its schema; `message` names the field. */
  'invalid_payload',
  /** Too many events from this connection, or too many joins from this address. */
  'rate_limited',
  'unknown_callee',
  /** The callee does not allow pages of this origin. */
  'origin_refused',
  'not_signed_in',
  /** Signed in, but does not answer for this callee or consultation. */
  'forbidden',
  /** The callee has as many waiting callers as it may. */
  'queue_full',
  /** The ticket was not issued by this server for this callee. */
  'invalid_ticket',
  'consultation_ended',
  /** The caller has not joined, or nobody has entered the room, on this connection. */
  'not_joined',
  'not_waiting',
  'not_in_call',
  /** A generation that is not the present one. */
  'stale_generation',
  'queue_empty',
  'already_taken',
  'caller_away',
  'already_consulting',
  /** No room has this key. */
  'unknown_room',
  'room_not_open',
  'room_expired',
  'room_revoked',
  /** It was for one use. */
  'room_used',
  /** Two are inside. */
  'room_full',
  /** The callee's consultants have set that nothing is recorded. */
  'recordings_off',
  'already_recording',
  'not_recording',
  /** The server's disk has no room for a recording. */
  'disk_full',
  /** A bug on the server; it is logged there. */
  'internal',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface ReplyError {
  readonly code: RefusalCode;
  /** For the developer who reads it; people are told in their own language, by code. */
  readonly message: string;
  /** With `consultation_ended`, to whoever shows the ticket: how it ended while they were away. */
  readonly ended?: EndedView;
}

/** The acknowledgement of every command. */
export type Reply<Value extends object = object> =
  | ({ readonly ok: true } & Value)
  | { readonly ok: false; readonly error: ReplyError };

export type Ack<Value extends object = object> = (reply: Reply<Value>) => void;
