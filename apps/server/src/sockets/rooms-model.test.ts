import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createClock, emptyFolder, letPass, until } from '../testing/fixtures.ts';
import { codeOf } from '../testing/pages.ts';
import { makeRoom, openRoomPage, type RoomPage } from '../testing/room-pages.ts';
import { GRACE_MS, startServer, type TestServer } from '../testing/socket-server.ts';

// Three people and one room, whatever they do in whatever order. The model knows only who is
// inside and since when they are away; the server has sockets, rows, restarts and clocks.

const PEOPLE = ['Ann', 'Bob', 'Cleo'] as const;
type Name = (typeof PEOPLE)[number];

type Step =
  | { readonly do: 'enter' | 'leave' | 'drop' | 'reload'; readonly who: Name }
  | { readonly do: 'restart' }
  | { readonly do: 'wait'; readonly ms: number };

const person = fc.constantFrom(...PEOPLE);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: person.map((who) => ({ do: 'enter' as const, who })) },
  { weight: 2, arbitrary: person.map((who) => ({ do: 'leave' as const, who })) },
  { weight: 2, arbitrary: person.map((who) => ({ do: 'drop' as const, who })) },
  { weight: 2, arbitrary: person.map((who) => ({ do: 'reload' as const, who })) },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(GRACE_MS / 2, GRACE_MS).map((ms) => ({ do: 'wait' as const, ms })),
  },
);

interface Inside {
  readonly name: Name;
  awaySince: number | null;
}

it('holds two at most, in the order they came, and each sees the other', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), live), {
    numRuns: 15,
  });
});

async function live(steps: readonly Step[]): Promise<void> {
  const folder = emptyFolder();
  const clock = createClock();
  let server: TestServer = await startServer(folder, { clock });
  const { id, key } = await makeRoom(server);
  const pages = new Map<Name, RoomPage>();
  let inside: Inside[] = [];
  const find = (who: Name) => inside.find(({ name }) => name === who);

  async function enter(who: Name): Promise<void> {
    pages.get(who)?.close();
    const page = await openRoomPage(server.url, key, who);
    pages.set(who, page);
    const reply = await page.enter();
    const known = find(who);
    if (known) known.awaySince = null;
    else if (inside.length < 2) inside.push({ name: who, awaySince: null });
    const isIn = find(who) !== undefined;
    expect([who, reply.ok || codeOf(reply)]).toEqual([who, isIn || 'room_full']);
    if (reply.ok) expect(reply.entered).toBe(inside[0]?.name === who ? 'created' : 'joined');
  }

  async function act(next: Step): Promise<void> {
    switch (next.do) {
      case 'enter':
        return enter(next.who);
      case 'reload': {
        if (find(next.who)?.awaySince !== null) return;
        return enter(next.who);
      }
      case 'leave':
        if (find(next.who)?.awaySince !== null) return;
        await pages.get(next.who)?.leave();
        inside = inside.filter(({ name }) => name !== next.who);
        return;
      case 'drop': {
        const who = find(next.who);
        if (who?.awaySince !== null) return;
        pages.get(next.who)?.drop();
        who.awaySince = clock();
        return;
      }
      case 'restart':
        await server.kill();
        server = await startServer(folder, { clock });
        for (const one of inside) one.awaySince = clock();
        return;
      case 'wait':
        await letPass(server, clock, next.ms);
        inside = inside.filter(
          ({ awaySince }) => awaySince === null || clock() < awaySince + GRACE_MS,
        );
        return;
      default:
        return next satisfies never;
    }
  }

  /** What the row says and what every page was told last is what the model says. */
  async function compare(): Promise<void> {
    await until(async () => {
      const row = await server.rooms.byId(id);
      const kept = row && 'first' in row ? [row.first] : [];
      if (row && 'second' in row) kept.push(row.second);
      expect(kept.map(({ name, awaySince }) => ({ name, awaySince }))).toEqual(inside);
      for (const { name, awaySince } of inside) {
        if (awaySince !== null) continue;
        const view = pages.get(name)?.view;
        const other = inside.find((one) => one.name !== name);
        expect([name, view]).toEqual([
          name,
          other
            ? expect.objectContaining({
                phase: 'connecting',
                remoteName: other.name,
                place: inside[0]?.name === name ? 'first' : 'second',
                generation: row?.generation,
              })
            : { phase: 'waiting' },
        ]);
      }
    });
  }

  try {
    for (const next of steps) {
      await act(next);
      await compare();
    }
  } finally {
    for (const page of pages.values()) page.close();
    await server.close();
  }
}
