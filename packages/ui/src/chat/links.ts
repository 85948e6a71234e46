/** A piece of a message; with an address it is a link. */
export interface Piece {
  /** Where it begins in the message. */
  readonly at: number;
  readonly text: string;
  readonly href: string | null;
}

const CANDIDATE = /(?:https?:\/\/|mailto:|www\.)[^\s<>"'`{}|\\^]+/gi;
/** What ends a sentence does not belong to the address in it. */
const TRAILING = /[.,;:!?…。，、！？)\]]+$/u;

/**
 * A message in pieces, those that are addresses made links. Only http, https and mailto; shown is
 * where it really leads: a host with letters that look like others in its encoded form.
 */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const plain = (until: number) => {
    if (until > at) pieces.push({ at, text: text.slice(at, until), href: null });
  };
  for (const { 0: found, index } of text.matchAll(CANDIDATE)) {
    const typed = withoutTail(found);
    const link = linkTo(typed);
    if (!link || /[\p{L}\p{N}]$/u.test(text.slice(0, index))) continue;
    plain(index);
    pieces.push({ at: index, ...link });
    at = index + typed.length;
  }
  plain(text.length);
  return pieces;
}

function withoutTail(found: string): string {
  const tail = TRAILING.exec(found)?.[0] ?? '';
  const typed = found.slice(0, found.length - tail.length);
  // `…/Peer_(network)` ends with its own bracket.
  return tail.startsWith(')') && typed.includes('(') ? `${typed})` : typed;
}

function linkTo(typed: string): Omit<Piece, 'at'> | null {
  const address = /^www\./i.test(typed) ? `https://${typed}` : typed;
  if (!URL.canParse(address)) return null;
  const { protocol, href, host, pathname, username, password } = new URL(address);
  if (protocol === 'mailto:') return pathname.includes('@') ? { text: typed, href } : null;
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  const plain = username === '' && password === '' && address.toLowerCase().includes(`//${host}`);
  return { text: plain ? typed : href, href };
}
