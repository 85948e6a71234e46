import type { Estimate } from '@peerdesk/protocol';

/** The longest that words may be, in characters; the server says the same. */
export const NAME_LENGTH = 80;
export const REASON_LENGTH = 500;
export const CONTACT_LENGTH = 120;
export const MESSAGE_LENGTH = 1000;

const UNSAFE_IN_LINE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;
const UNSAFE_IN_TEXT = /[^\P{Cc}\n\r\t]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** One line as the server takes it: what was pasted along (control characters, line breaks) goes. */
export function lineOf(typed: string, max = NAME_LENGTH): string {
  return typed.replace(UNSAFE_IN_LINE, ' ').trim().slice(0, max);
}

/** Several lines as the server takes them. */
export function textOf(typed: string, max = REASON_LENGTH): string {
  return typed.replace(UNSAFE_IN_TEXT, '').trim().slice(0, max);
}

/** An estimate in whole minutes, never less than one; null when there is no honest one. */
export function minutesOf(
  estimate: Estimate,
): { readonly min: number; readonly max: number } | null {
  if (!estimate.known) return null;
  const min = Math.max(1, Math.floor(estimate.minMs / 60_000));
  return { min, max: Math.max(min, Math.ceil(estimate.maxMs / 60_000)) };
}
