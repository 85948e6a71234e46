import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addTo,
  LOG_LENGTH,
  mergeLogs,
  missingFrom,
  nextTurn,
  readChatMessage,
  readIds,
  TEXT_LENGTH,
  wordsIn,
} from './chat-log.ts';
import type { ChatMessage, Side } from './contract.ts';

const side = fc.constantFrom<Side>('initiator', 'answerer');
const message = fc.record({
  id: fc.uuid(),
  from: side,
  turn: fc.nat(20),
  sentAt: fc.nat(5),
  text: fc.string({ minLength: 1, maxLength: 8 }),
  fileBytes: fc.option(fc.nat(9)),
});
const log = fc.array(message, { maxLength: 30 });

const hello: ChatMessage = {
  id: '019353a0-0000-7000-8000-000000000001',
  from: 'initiator',
  turn: 1,
  sentAt: 1_700_000_000_000,
  text: 'Hello',
  fileBytes: null,
};

describe('two logs', () => {
  it('become the same one whichever is merged into which, and how often', () => {
    fc.assert(
      fc.property(log, log, log, (anns, danas, more) => {
        const both = mergeLogs(anns, danas);
        expect(mergeLogs(danas, anns)).toEqual(both);
        expect(mergeLogs(both, both)).toEqual(both);
        expect(mergeLogs(both, danas)).toEqual(both);
        expect(mergeLogs(mergeLogs(anns, danas), more)).toEqual(
          mergeLogs(anns, mergeLogs(danas, more)),
        );
      }),
    );
  });

  it('become it message by message as well', () => {
    fc.assert(
      fc.property(fc.uniqueArray(message, { selector: ({ id }) => id, maxLength: 30 }), (said) => {
        expect(said.reduce(addTo, mergeLogs([], []))).toEqual(mergeLogs(said, []));
      }),
    );
  });

  it('lose nothing, and nobody by the words of the other', () => {
    fc.assert(
      fc.property(log, log, (anns, danas) => {
        const both = mergeLogs(anns, danas);
        const ids = new Set([...anns, ...danas].map(({ id }) => id));
        expect(new Set(both.map(({ id }) => id))).toEqual(ids);
        expect(missingFrom(both, ids)).toEqual([]);
      }),
    );
    const flood = Array.from({ length: 2 * LOG_LENGTH }, (_, turn) => ({
      ...hello,
      id: `flood-${turn}`,
      turn: turn + 2,
      from: 'answerer' as const,
    }));
    const kept = mergeLogs([hello], flood);
    expect(kept).toHaveLength(LOG_LENGTH + 1);
    expect(kept[0]).toBe(hello);
  });

  it('put an answer after what it answers, whatever the clocks say', () => {
    const answer: ChatMessage = {
      ...hello,
      id: '019353a0-0000-7000-8000-000000000002',
      from: 'answerer',
      turn: nextTurn([hello]),
      sentAt: hello.sentAt - 3_600_000,
      text: 'Good morning',
    };
    expect(mergeLogs([answer], [hello]).map(({ text }) => text)).toEqual(['Hello', 'Good morning']);
  });
});

describe('what the other browser sends', () => {
  it('is read if it is a message', () => {
    expect(readChatMessage(JSON.parse(JSON.stringify(hello)))).toEqual(hello);
  });

  it.each([
    ['nothing', null],
    ['a text', 'Hello'],
    ['somebody else as its writer', { ...hello, from: 'moderator' }],
    ['an id that is none', { ...hello, id: '<img src=x>' }],
    ['a turn beyond all', { ...hello, turn: 1e300 }],
    ['half a turn', { ...hello, turn: 0.5 }],
    ['an instant no date can tell', { ...hello, sentAt: 9e15 }],
    ['text that is too long', { ...hello, text: 'x'.repeat(TEXT_LENGTH + 1) }],
    ['text that is none', { ...hello, text: ['Hello'] }],
    ['text without a word', { ...hello, text: ' \u0000\u202e\n' }],
    ['a file of less than nothing', { ...hello, fileBytes: -1 }],
  ])('is nothing with %s', (_what, value) => {
    expect(readChatMessage(value)).toBeNull();
  });

  it('never throws, and what is read can be said again unchanged', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 2 }), (value) => {
        readChatMessage(value);
        readIds(value);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(wordsIn(wordsIn(text))).toBe(wordsIn(text));
        expect(wordsIn(text).length).toBeLessThanOrEqual(TEXT_LENGTH);
      }),
      { numRuns: 30 },
    );
  });

  it('cannot turn the direction of what stands around it', () => {
    expect(wordsIn('evil\u202egnp.exe \u0007bell')).toBe('evilgnp.exe bell');
    expect(wordsIn('one\r\ntwo\u2028three\tfour')).toBe('one\ntwo\nthree\tfour');
    expect(wordsIn('👋'.repeat(TEXT_LENGTH)).endsWith('👋')).toBe(true);
  });

  it('may be a list of ids, of a bounded length', () => {
    expect(readIds([hello.id, 7, 'x'])).toEqual([hello.id]);
    expect(readIds('all')).toBeNull();
    expect(readIds(Array.from({ length: 2 * LOG_LENGTH + 1 }, () => hello.id))).toBeNull();
  });
});
