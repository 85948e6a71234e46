import type { ChatMessage, Side } from './contract.ts';

/** Characters of one message. */
export const TEXT_LENGTH = 4000;
/** Messages of one person: nobody's flood pushes out the other's words. */
export const LOG_LENGTH = 500;
/** No call has as many turns; a larger number is not taken for a turn. */
const LAST_TURN = 1_000_000_000;
/** The last instant that a `Date` can tell. */
const LAST_INSTANT = 8.64e15;

export type ChatLog = readonly ChatMessage[];

/**
 * Both logs in one, in the order of speaking. Whatever was lost, repeated or late: the same
 * messages give the same log (union, so merging is idempotent, commutative and associative).
 */
export function mergeLogs(one: ChatLog, other: ChatLog): ChatLog {
  const byId = new Map<string, ChatMessage>();
  for (const message of [...one, ...other]) {
    const known = byId.get(message.id);
    if (!known || compare(message, known) < 0) byId.set(message.id, message);
  }
  const merged = [...byId.values()].toSorted(compare);
  const left: Record<Side, number> = { initiator: LOG_LENGTH, answerer: LOG_LENGTH };
  return merged
    .toReversed()
    .filter(({ from }) => left[from]-- > 0)
    .toReversed();
}

/** {@link mergeLogs} with one message, which is nearly always the newest. */
export function addTo(log: ChatLog, message: ChatMessage): ChatLog {
  const last = log.at(-1);
  const isNewest = !last || message.turn > last.turn;
  return isNewest && log.length < LOG_LENGTH ? [...log, message] : mergeLogs(log, [message]);
}

/**
 * The next turn to speak: after all that was heard, so that clocks need not agree.
 *
 * @see https://lamport.azurewebsites.net/pubs/time-clocks.pdf
 */
export function nextTurn(log: ChatLog): number {
  return Math.min((log.at(-1)?.turn ?? 0) + 1, LAST_TURN);
}

/** What the other side has not got. */
export function missingFrom(log: ChatLog, have: ReadonlySet<string>): ChatLog {
  return log.filter(({ id }) => !have.has(id));
}

function compare(one: ChatMessage, other: ChatMessage): number {
  return (
    one.turn - other.turn ||
    one.sentAt - other.sentAt ||
    order(one.id, other.id) ||
    order(one.from, other.from) ||
    order(one.text, other.text) ||
    (one.fileBytes ?? -1) - (other.fileBytes ?? -1)
  );
}

const order = (one: string, other: string) => (one < other ? -1 : Number(one > other));

/** Everything but words: control characters and what turns the direction of the text around them. */
const UNSPEAKABLE = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** What may be said and shown: no control characters, no direction overrides, lines kept. */
export function wordsIn(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(UNSPEAKABLE, '')
    .trim()
    .slice(0, TEXT_LENGTH)
    .replace(/\p{Surrogate}/gu, '');
}

const isCount = (value: unknown, max: number): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= max;

/** @returns null for what is no message of ours; their browser may be anybody's */
export function readChatMessage(value: unknown): ChatMessage | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, from, turn, sentAt, text, fileBytes } = value as Record<string, unknown>;
  if (!isId(id) || (from !== 'initiator' && from !== 'answerer')) return null;
  if (!isCount(turn, LAST_TURN) || !isCount(sentAt, LAST_INSTANT)) return null;
  if (typeof text !== 'string' || text.length > TEXT_LENGTH) return null;
  if (fileBytes !== null && !isCount(fileBytes, Number.MAX_SAFE_INTEGER)) return null;
  const words = wordsIn(text);
  return words === '' ? null : { id, from, turn, sentAt, text: words, fileBytes };
}

/** @returns the ids in a list of them, no more than two people can have said */
export function readIds(value: unknown): readonly string[] | null {
  if (!Array.isArray(value) || value.length > 2 * LOG_LENGTH) return null;
  return value.filter(isId);
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);
}
