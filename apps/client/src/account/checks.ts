import type { Texts } from '../texts/index.ts';
import { isSlug } from './slug.ts';

/** What is wrong with a field's value, in words for the person who typed it; null when nothing is. */
export type Check = (value: string, texts: Texts) => string | null;

// The server's limits, said before it has to; its schemas stay out of the bundle.
const NAME_LENGTH = 80;
const PASSWORD_LENGTH = { min: 8, max: 128 } as const;

export const isName: Check = (value, { problems }) => {
  const length = value.trim().length;
  if (length === 0) return problems.empty;
  return length > NAME_LENGTH ? problems.tooLong(NAME_LENGTH) : null;
};

export const isEmail: Check = (value, { problems }) => {
  const email = value.trim();
  if (email === '') return problems.empty;
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? null : problems.email;
};

export const isPresent: Check = (value, { problems }) => (value === '' ? problems.empty : null);

export const isNewPassword: Check = (value, { problems }) => {
  if (value === '') return problems.empty;
  if (value.length < PASSWORD_LENGTH.min) return problems.passwordShort(PASSWORD_LENGTH.min);
  return value.length > PASSWORD_LENGTH.max ? problems.tooLong(PASSWORD_LENGTH.max) : null;
};

export const isDeskAddress: Check = (value, { problems }) => {
  if (value.trim() === '') return problems.empty;
  return isSlug(value.trim()) ? null : problems.slug;
};

/** A number of days, or nothing. */
export const isDayCount: Check = (value, { problems }) =>
  /^(|[1-9]\d{0,4})$/.test(value.trim()) ? null : problems.days;

/** Origins, one a line. An empty list allows every page. */
export const areOrigins: Check = (value, { problems }) => {
  const wrong = originsIn(value).find((origin) => originOf(origin) === null);
  return wrong === undefined ? null : problems.origin(wrong);
};

/** The lines that are not empty, as origins where they are ones: a trailing slash is forgiven. */
export function originsIn(value: string): string[] {
  return value
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => originOf(line) ?? line);
}

function originOf(value: string): string | null {
  if (!URL.canParse(value)) return null;
  const { protocol, origin, href } = new URL(value);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  return href === `${origin}/` ? origin : null;
}
