import type { LeaveMessageRequest, RefusalCode } from '@peerdesk/protocol';
import { codeIn } from './callee-status.ts';
import type { Options } from './loader/options.ts';

/** As in the form, whose reason becomes the message's text. */
export const MESSAGE_FIELDS = ['name', 'contact', 'reason'] as const;
export type MessageField = (typeof MESSAGE_FIELDS)[number];

/** A message that is left instead of waiting, while it is on the screen. */
export type MessageState =
  | {
      readonly phase: 'writing';
      /** What has to be corrected, in the order of the fields. */
      readonly wrong: readonly MessageField[];
      /** Why the last press of the button came to nothing. */
      readonly failure: RefusalCode | 'unreachable' | null;
    }
  | { readonly phase: 'sending' }
  | { readonly phase: 'sent' };

export type MessageAnswer = Exclude<MessageState, { phase: 'sending' }>;

export const FRESH_MESSAGE = { phase: 'writing', wrong: [], failure: null } as const;

const REQUEST_TIMEOUT_MS = 15_000;
const CONTACT_MIN = 3;

/** The fields the server would refuse, and a contact that nobody could answer to. */
export function wrongIn(
  message: Pick<LeaveMessageRequest, 'name' | 'contact' | 'text'>,
): readonly MessageField[] {
  const { name, contact, text } = message;
  const right = {
    name: name !== '',
    contact: contact.length >= CONTACT_MIN && /[@\p{Nd}]/u.test(contact),
    reason: text !== '',
  };
  return MESSAGE_FIELDS.filter((field) => !right[field]);
}

/** What the server's refusal means for the one who writes. */
export function answerIn(problem: unknown): MessageAnswer {
  const { code, errors } = Object(problem) as { code?: unknown; errors?: unknown };
  const blamed = Array.isArray(errors)
    ? errors.map((error) => (Object(error) as { field?: unknown }).field)
    : [];
  const wrong = MESSAGE_FIELDS.filter((field) =>
    blamed.includes(field === 'reason' ? 'text' : field),
  );
  if (wrong.length > 0) return { ...FRESH_MESSAGE, wrong };
  // A full letter box and a full queue are the same to whoever stands before it.
  return { ...FRESH_MESSAGE, failure: code === 'inbox_full' ? 'queue_full' : codeIn(problem) };
}

/** Never rejects: what went wrong is part of the answer. */
export async function leaveMessage(
  { server, callee }: Pick<Options, 'server' | 'callee'>,
  message: LeaveMessageRequest,
): Promise<MessageAnswer> {
  try {
    const response = await fetch(
      `${server}/api/v1/callees/${encodeURIComponent(callee)}/messages`,
      {
        method: 'POST',
        credentials: 'omit',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      },
    );
    return response.ok ? { phase: 'sent' } : answerIn(await response.json());
  } catch {
    return { ...FRESH_MESSAGE, failure: 'unreachable' };
  }
}

/**
 * A random UUID, as browsers also give it where `crypto.randomUUID` is missing: on pages without
 * https, which have no camera, so that a message is all that can be left there.
 */
export function newAttempt(): string {
  const url = URL.createObjectURL(new Blob());
  URL.revokeObjectURL(url);
  return url.slice(-36);
}
