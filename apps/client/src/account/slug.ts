import { SLUG_PATTERN } from '@peerdesk/protocol';

const SLUG_LENGTH = { min: 2, max: 64 } as const;

/**
 * A desk address to suggest for a desk's name: letters and digits of ASCII, the rest as hyphens.
 * A name with too few of them, as in Korean, suggests nothing: its owner chooses.
 */
export function slugOf(deskName: string): string {
  const slug = deskName
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_LENGTH.max)
    .replaceAll(/^-+|-+$/g, '');
  return slug.length < SLUG_LENGTH.min ? '' : slug;
}

export function isSlug(value: string): boolean {
  return (
    value.length >= SLUG_LENGTH.min && value.length <= SLUG_LENGTH.max && SLUG_PATTERN.test(value)
  );
}
