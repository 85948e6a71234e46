import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecesOf } from './links.ts';

const shown = (text: string) =>
  piecesOf(text).map(({ text: words, href }) => ({ text: words, href }));
const linksIn = (text: string) => shown(text).filter(({ href }) => href !== null);

describe('addresses in a message', () => {
  it('become links, the words around them do not', () => {
    expect(shown('See https://example.org/a?b=1#c, or mailto:ann@example.org.')).toEqual([
      { text: 'See ', href: null },
      { text: 'https://example.org/a?b=1#c', href: 'https://example.org/a?b=1#c' },
      { text: ', or ', href: null },
      { text: 'mailto:ann@example.org', href: 'mailto:ann@example.org' },
      { text: '.', href: null },
    ]);
    expect(linksIn('www.example.org')).toEqual([
      { text: 'www.example.org', href: 'https://www.example.org/' },
    ]);
    expect(linksIn('(https://en.wikipedia.org/wiki/Peer_(network))')).toEqual([
      {
        text: 'https://en.wikipedia.org/wiki/Peer_(network)',
        href: 'https://en.wikipedia.org/wiki/Peer_(network)',
      },
    ]);
    expect(linksIn('주소는 https://example.org/안내 입니다')).toHaveLength(1);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'https://',
    'mailto:',
    'ahttps//example.org',
    'xhttp://example.org',
    '<a href="x">x</a>',
  ])('are not in %s', (text) => {
    expect(linksIn(text)).toEqual([]);
  });

  it('show where they lead: no letters that look like others, no name before the host', () => {
    expect(linksIn('https://аpple.com/login')).toEqual([
      { text: 'https://xn--pple-43d.com/login', href: 'https://xn--pple-43d.com/login' },
    ]);
    expect(linksIn('https://bank.example@evil.example/')[0]?.text).toBe(
      'https://bank.example@evil.example/',
    );
    expect(linksIn('http://0x7f.1/')[0]?.text).toBe('http://127.0.0.1/');
  });

  it('lose no character of the message, and lead only where links may lead', () => {
    const word = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.constantFrom('mailto:', 'javascript:', 'https://', '"', '<', 'www.', '@', '.'),
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join('');
        const pieces = piecesOf(text);
        for (const { href } of pieces) {
          if (href !== null) expect(href).toMatch(/^(https?:\/\/[^/]|mailto:)/);
        }
        for (const piece of pieces) {
          if (piece.href === null) expect(text.startsWith(piece.text, piece.at)).toBe(true);
        }
        const starts = pieces.map(({ at }) => at);
        expect(starts).toEqual([...new Set(starts)].toSorted((one, other) => one - other));
        if (text !== '') expect(starts[0]).toBe(0);
      }),
    );
  });
});
