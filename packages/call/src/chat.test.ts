import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChat } from './chat.ts';
import type { ChatMessage, Side } from './contract.ts';
import { createKept, forgetCall } from './kept.ts';
import { createTwoLines } from './testing/two-lines.ts';

type Lines = ReturnType<typeof createTwoLines>;

/** The storage of one tab. */
function createStorage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

beforeEach(() => vi.stubGlobal('sessionStorage', createStorage()));
afterEach(() => vi.unstubAllGlobals());

let now = 1_700_000_000_000;

function openPage(lines: Lines, side: Side, keptAs: string | null = null) {
  return createChat({
    line: side === 'initiator' ? lines.ann.line : lines.dana.line,
    side,
    kept: createKept(keptAs),
    clock: () => (now += 1000),
  });
}

type Page = ReturnType<typeof openPage>;
const textsIn = (page: Page) => page.store.getState().messages.map(({ text }) => text);

function openBoth() {
  const lines = createTwoLines();
  const ann = openPage(lines, 'initiator');
  const dana = openPage(lines, 'answerer');
  return { lines, ann, dana };
}

/** What somebody sends who does not use our page. */
const forged = (more: Partial<ChatMessage> = {}): string =>
  JSON.stringify([
    'chat',
    {
      said: {
        id: crypto.randomUUID(),
        from: 'answerer',
        turn: 1,
        sentAt: 1,
        text: 'Forged',
        fileBytes: null,
        ...more,
      },
    },
  ]);

describe('Ann and Dana', () => {
  it('read what the other writes, and Ann sees that hers has arrived', () => {
    const { lines, ann, dana } = openBoth();
    lines.open();
    ann.say('Hello');
    const [hello] = ann.store.getState().messages;
    expect(ann.store.getState().sent).toEqual(new Set([hello?.id]));
    expect(ann.store.getState().delivered.size).toBe(0);

    lines.arrive();
    dana.say('Good morning');
    lines.arrive();

    expect(textsIn(dana)).toEqual(['Hello', 'Good morning']);
    expect(textsIn(ann)).toEqual(textsIn(dana));
    expect(ann.store.getState().delivered).toEqual(new Set([hello?.id]));
  });

  it('write on while there is no line; it is said when it opens', () => {
    const { lines, ann, dana } = openBoth();
    ann.say('Are you there?');
    expect(ann.store.getState().sent.size).toBe(0);

    lines.open();
    lines.arrive();

    expect(textsIn(dana)).toEqual(['Are you there?']);
    expect(ann.store.getState().delivered.size).toBe(1);
  });

  it('find again what was on its way when the connection broke', () => {
    const { lines, ann, dana } = openBoth();
    lines.open();
    ann.say('Lost on the way');
    dana.say('So is this');
    lines.close();
    expect(ann.store.getState().sent.size).toBe(0);

    lines.open();
    lines.arrive();

    expect(textsIn(ann).toSorted()).toEqual(['Lost on the way', 'So is this']);
    expect(textsIn(dana)).toEqual(textsIn(ann));
  });

  it('have one log in the end, whatever is lost, closed and opened in between', () => {
    const step = fc.oneof(
      fc.record({ does: fc.constantFrom('ann', 'dana'), text: fc.string({ minLength: 1 }) }),
      fc.record({ does: fc.constantFrom('open', 'close', 'arrive') }),
      fc.record({ does: fc.constant('lose'), every: fc.integer({ min: 2, max: 5 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { lines, ann, dana } = openBoth();
        let said = 0;
        for (const taken of steps) {
          if ('text' in taken) said += Number((taken.does === 'ann' ? ann : dana).say(taken.text));
          if ('every' in taken) {
            let count = 0;
            lines.lose(() => ++count % taken.every === 0);
          }
          if (taken.does === 'open') lines.open();
          if (taken.does === 'close') lines.close();
          if (taken.does === 'arrive') lines.arrive();
        }
        lines.lose(() => false);
        lines.close();
        lines.open();
        lines.arrive();
        expect(ann.store.getState().messages).toHaveLength(said);
        expect(dana.store.getState().messages).toEqual(ann.store.getState().messages);
      }),
    );
  });

  it('count what came while the chat was not on the screen, once', () => {
    const { lines, ann, dana } = openBoth();
    lines.open();
    dana.say('One');
    dana.say('Two');
    lines.arrive();
    lines.close();
    lines.open();
    lines.arrive();
    expect(ann.store.getState().unread).toBe(2);

    ann.show(true);
    expect(ann.store.getState().unread).toBe(0);
    dana.say('Three');
    lines.arrive();
    ann.show(false);
    expect(ann.store.getState().unread).toBe(0);
  });
});

describe('a page that is loaded again', () => {
  it('gets both people’s words back from the other side', () => {
    const { lines, ann, dana } = openBoth();
    lines.open();
    ann.say('Hello');
    lines.arrive();
    dana.say('Good morning');
    lines.arrive();
    lines.close();
    ann.end();

    const again = openPage(lines, 'initiator');
    lines.open();
    lines.arrive();

    expect(textsIn(again)).toEqual(['Hello', 'Good morning']);
    expect(again.store.getState().delivered.size).toBe(1);
  });

  it('has kept them itself, for when both are loaded again at once', () => {
    const lines = createTwoLines();
    const ann = openPage(lines, 'initiator', 'ours');
    const dana = openPage(lines, 'answerer');
    lines.open();
    ann.say('Hello');
    dana.say('Good morning');
    lines.arrive();
    lines.close();
    ann.end();

    const again = openPage(lines, 'initiator', 'ours');
    expect(textsIn(again)).toEqual(['Hello', 'Good morning']);
    expect(again.store.getState()).toMatchObject({ unread: 1 });
    expect(again.store.getState().delivered.size).toBe(1);
  });

  it('shows nothing of another consultation, and nothing that was erased', () => {
    const lines = createTwoLines();
    openPage(lines, 'initiator', 'ours').say('Between us');
    expect(textsIn(openPage(lines, 'initiator', 'another'))).toEqual([]);

    openPage(lines, 'initiator', 'ours').say('Between us');
    forgetCall();
    expect(textsIn(openPage(lines, 'initiator', 'ours'))).toEqual([]);
  });

  it('keeps the newest when there is a lot, and nothing breaks without storage', () => {
    const lines = createTwoLines();
    const ann = openPage(lines, 'initiator', 'ours');
    for (let count = 0; count < 100; count++) ann.say(`${count} ${'x'.repeat(3900)}`);
    const kept = textsIn(openPage(lines, 'initiator', 'ours'));
    expect(kept.at(-1)).toMatch(/^99 /);
    expect(kept.length).toBeLessThan(60);

    vi.stubGlobal('sessionStorage', undefined);
    expect(openPage(lines, 'initiator', 'ours').say('Still here')).toBe(true);
  });
});

describe('a hostile other side', () => {
  it('cannot speak for Ann, nor change what she said', () => {
    const { lines, ann } = openBoth();
    lines.open();
    ann.say('I agree to nothing');
    lines.arrive();
    lines.close();
    lines.open();
    const [mine] = ann.store.getState().messages;
    lines.ann.receive(forged({ from: 'initiator', text: 'I agree' }));
    lines.ann.receive(forged({ id: mine?.id ?? '', from: 'initiator', turn: 0, text: 'I agree' }));
    lines.ann.receive(forged({ id: mine?.id ?? '', turn: 0, text: 'I agree' }));

    expect(ann.store.getState().messages).toEqual([mine]);
  });

  it('fills neither memory nor screen by talking without a pause', () => {
    const { lines, ann } = openBoth();
    lines.open();
    ann.say('Hello');
    for (let count = 0; count < 5000; count++) lines.ann.receive(forged({ turn: count }));

    expect(ann.store.getState().messages.length).toBeLessThanOrEqual(501);
    expect(textsIn(ann)).toContain('Hello');
  });

  it('gets no more than a few copies of the log by asking without a pause', () => {
    const lines = createTwoLines();
    const chat = createChat({
      line: lines.ann.line,
      side: 'initiator',
      kept: createKept(null),
      clock: () => now,
    });
    let said = 0;
    lines.lose((data) => {
      said += Number(typeof data === 'string' && data.includes('"said"'));
      return true;
    });
    lines.open();
    chat.say('Hello');
    for (let count = 0; count < 1000; count++) lines.ann.receive('["chat",{"have":[]}]');

    expect(said).toBeLessThan(20);
  });

  it('says things of the wrong shape to nobody', () => {
    const { lines, ann } = openBoth();
    lines.open();
    for (const body of [
      'null',
      '1',
      '"x"',
      '[]',
      '{}',
      '{"have":1}',
      '{"got":{}}',
      '{"said":[]}',
    ]) {
      lines.ann.receive(`["chat",${body}]`);
    }
    expect(ann.store.getState().messages).toEqual([]);
  });
});
