import type { Check } from '../account/checks.ts';

// The server's limit, said before it has to.
const TITLE_LENGTH = 120;

export const isRoomTitle: Check = (value, { problems }) =>
  value.trim().length > TITLE_LENGTH ? problems.tooLong(TITLE_LENGTH) : null;

/** Empty, or as a `datetime-local` field writes it. */
export const isTimeOrEmpty: Check = (value, { rooms }) =>
  value === '' || instantOf(value) !== null ? null : rooms.notATime;

/**
 * The instant of a `datetime-local` field, which is in the time of whoever sits before it.
 *
 * @returns null when it is empty or no time
 */
export function instantOf(value: string): number | null {
  const instant = value === '' ? Number.NaN : new Date(value).getTime();
  return Number.isNaN(instant) ? null : instant;
}
