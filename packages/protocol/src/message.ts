/**
 * What a visitor leaves who does not want to wait, by `POST /api/v1/callees/:slug/messages`.
 * Anything of it says who they are: never log it.
 */
export interface LeaveMessageRequest {
  readonly name: string;
  /** Where to answer: an email address or a telephone number, as the visitor wrote it. */
  readonly contact: string;
  /** May have several lines. */
  readonly text: string;
  /** BCP 47, as in `ko` or `en-GB`: the language to answer in. */
  readonly locale: string;
  /** A random UUID per press of the button, so that a repeated request leaves one message. */
  readonly attempt: string;
}

export interface LeaveMessageAnswer {
  /** The same for every repetition of an attempt. */
  readonly id: string;
}

/** A message as the callee's consultants see it. Instants are epoch milliseconds. */
export interface LeftMessage extends Omit<LeaveMessageRequest, 'attempt'> {
  /** A UUIDv7 */
  readonly id: string;
  readonly createdAt: number;
  /** Null until a consultant has marked it. */
  readonly handledAt: number | null;
  /** The name of the consultant who marked it. */
  readonly handledBy: string | null;
}

/** The answer of `GET /api/v1/callees/:slug/messages`: newest first. */
export interface LeftMessages {
  readonly messages: readonly LeftMessage[];
  /** Of the callee, whichever messages were asked for. */
  readonly unhandledCount: number;
}
