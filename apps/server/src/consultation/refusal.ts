import type { EndedView, RefusalCode } from '@peerdesk/protocol';

/** For the developer who reads a reply; people are told in their own language, by code. */
const MESSAGES = {
  protocol_version: 'this page speaks another version of the protocol: reload it',
  invalid_payload: 'the payload does not fit its schema',
  rate_limited: 'too many requests: wait, then try again',
  unknown_callee: 'there is no callee with this slug',
  origin_refused: 'pages of this origin may not connect',
  not_signed_in: 'sign in first',
  forbidden: 'this consultant does not answer for it, or it belongs to somebody else',
  queue_full: 'as many callers wait here as may',
  invalid_ticket: 'this ticket was not issued for this callee',
  consultation_ended: 'the consultation has ended',
  not_joined: 'send joinCaller, or enterRoom, first',
  not_waiting: 'the consultation is not waiting',
  not_in_call: 'there is no call to do this in',
  stale_generation: 'this is not the present generation',
  queue_empty: 'nobody waits',
  already_taken: 'this caller has been accepted by somebody, or has left',
  caller_away: "the caller's browser is not connected at the moment",
  already_consulting: 'this consultant has a consultation already',
  unknown_room: 'there is no room with this key',
  room_not_open: 'the room is not open yet',
  room_expired: "the room's time is over",
  room_revoked: 'the room has been revoked',
  room_used: 'the room was for one use',
  room_full: 'two are in this room',
  recordings_off: 'nothing is recorded at this desk',
  already_recording: 'this consultation is being recorded already',
  not_recording: 'nothing is being recorded',
  disk_full: 'the disk of the server has no room for a recording',
  internal: 'a bug on the server; it is logged there',
} satisfies Record<RefusalCode, string>;

/** An expected "no". Thrown by the rules, turned into a reply by `answer`; anything else thrown is a bug. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly ended: EndedView | null;

  /**
   * @param detail in place of the code's general message, as which field of a payload is wrong
   * @param ended how the consultation ended, for its caller
   */
  constructor(code: RefusalCode, detail: string = MESSAGES[code], ended: EndedView | null = null) {
    super(detail);
    this.code = code;
    this.ended = ended;
  }
}
