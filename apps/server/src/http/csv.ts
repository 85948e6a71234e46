import type { WholePast } from '../storage/history.ts';

/** Without it a spreadsheet takes UTF-8 for something else. */
export const CSV_BOM = '\u{feff}';

const COLUMNS = [
  ['id', ({ id }) => id],
  ['caller', ({ name }) => name],
  ['reason', ({ reason }) => reason],
  ['media', ({ media }) => media],
  ['language', ({ locale }) => locale],
  ['joined', ({ joinedAt }) => isoOf(joinedAt)],
  ['accepted', ({ acceptedAt }) => isoOf(acceptedAt)],
  ['connected', ({ startedAt }) => isoOf(startedAt)],
  ['ended', ({ endedAt }) => isoOf(endedAt)],
  [
    'waited_seconds',
    ({ joinedAt, acceptedAt, endedAt }) => secondsIn((acceptedAt ?? endedAt) - joinedAt),
  ],
  [
    'lasted_seconds',
    ({ startedAt, endedAt }) => (startedAt === null ? '0' : secondsIn(endedAt - startedAt)),
  ],
  ['end_reason', ({ endReason }) => endReason],
  ['ended_by', ({ endedBy }) => endedBy ?? ''],
  ['end_message', ({ endMessage }) => endMessage],
  ['consultant', ({ consultant }) => consultant?.name ?? ''],
  ['outcome', ({ tags }) => tags.map(({ name }) => name).join('; ')],
  ['rating', ({ rating }) => (rating === null ? '' : String(rating))],
  ['comment', ({ comment }) => comment],
  ['notes', ({ notes }) => notes],
  ['recording', ({ hasRecording }) => (hasRecording ? 'yes' : 'no')],
  ['called_back', ({ calledBackFrom }) => (calledBackFrom === null ? 'no' : 'yes')],
  ['in_room', ({ inRoom }) => (inRoom ? 'yes' : 'no')],
  ['erased', ({ erasedAt }) => isoOf(erasedAt)],
] as const satisfies readonly (readonly [string, (past: WholePast) => string])[];

export function csvHeader(): string {
  return `${COLUMNS.map(([name]) => name).join(',')}\r\n`;
}

/** One line, its end included. */
export function csvLine(past: WholePast): string {
  return `${COLUMNS.map(([, valueOf]) => csvCell(valueOf(past))).join(',')}\r\n`;
}

/**
 * One cell, as RFC 4180 has it. What a spreadsheet would take for a formula gets an apostrophe:
 * a caller's name is not to compute anything on a consultant's machine. East Asian ones take the
 * full-width signs for the same.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(value: string): string {
  const words = /^\s*[=+\-@＝＋－＠\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}

function isoOf(instant: number | null): string {
  return instant === null ? '' : new Date(instant).toISOString();
}

function secondsIn(ms: number): string {
  return String(Math.round(ms / 1000));
}
