import { expect, it } from 'vitest';
import { newServer, until } from '../testing/fixtures.ts';
import {
  answerAt,
  type CallerPage,
  type ConsoleWindow,
  comeBack,
  openCaller,
} from '../testing/pages.ts';
import type { TestServer } from '../testing/socket-server.ts';

/** The same numbers for the same seed. @see https://en.wikipedia.org/wiki/Linear_congruential_generator */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** A caller who does whatever comes to mind, without waiting for anybody. @returns the last page */
async function liveAsCaller(server: TestServer, name: string, seed: number): Promise<CallerPage> {
  const roll = createDice(seed);
  let page = await openCaller(server.url, { name });
  await page.join();
  const { ticket } = page;
  for (let deed = 0; deed < 8; deed += 1) {
    const generation = page.view !== null && 'generation' in page.view ? page.view.generation : 0;
    const connected = () => page.connected(generation);
    const renew = () => page.renew(generation);
    const prepare = () => page.prepare({ generation: generation + 1, signals: [{ name }] });
    const reload = async () => {
      if (roll(2) === 0) page.drop();
      if (ticket !== null) page = await comeBack(server.url, ticket).catch(() => page);
    };
    const deeds = [connected, connected, connected, renew, prepare, reload, reload];
    await (deeds[roll(deeds.length)] ?? connected)();
    if (!page.socket.connected || page.view?.phase === 'ended') break;
    if (roll(20) === 0) await page.hangUp();
  }
  return page;
}

async function liveAsConsultant(window: ConsoleWindow, seed: number): Promise<void> {
  const roll = createDice(seed);
  for (let deed = 0; deed < 25; deed += 1) {
    const { view } = window;
    const generation = view !== null && 'generation' in view ? view.generation : 0;
    const start = () => window.start();
    const deeds = [
      start,
      start,
      start,
      () => window.connected(generation),
      () => window.connected(generation),
      () => window.renew(generation),
      () => window.takeOver(),
      () => window.hangUp(),
    ];
    await (deeds[roll(deeds.length)] ?? start)();
  }
}

// All at the same time, so that answers and facts may overtake one another if they can: in the
// end every page must show what is in its row.
it.each([1, 2, 3, 4, 5])('everybody at once: every page shows the truth (%i)', async (seed) => {
  const server = await newServer();
  const windows: ConsoleWindow[] = [];
  for (const consultant of ['dana', 'dana', 'erik', 'erik']) {
    windows.push(await answerAt(server.url, consultant));
  }
  const names = Array.from({ length: 15 }, (_, nth) => `Caller ${nth}`);
  const [pages] = await Promise.all([
    Promise.all(names.map((name, nth) => liveAsCaller(server, name, seed * 100 + nth))),
    ...windows.map((window, nth) => liveAsConsultant(window, seed * 1000 + nth)),
  ]);

  const queue = await server.consultations.queue(server.acme.id, 100);
  const taken = new Map<string, string>();
  await until(async () => {
    taken.clear();
    for (const page of pages) {
      const row = await server.consultations.byId(page.id());
      if (row === null) throw new Error('a place is lost');
      if (row.phase === 'connecting' || row.phase === 'active') {
        taken.set(row.consultant.id, row.id);
      }
      if (!page.socket.connected) continue;
      expect([row.name, page.view?.phase]).toEqual([row.name, row.phase]);
      if (row.phase === 'waiting') {
        const position = queue.findIndex(({ id }) => id === row.id) + 1;
        expect(page.view).toMatchObject({ position, waiting: queue.length });
      } else if (row.phase !== 'ended') {
        expect(page.view).toMatchObject({ generation: row.generation });
      }
    }
    for (const window of windows) {
      const phase = window.view?.phase;
      const isInCall = phase === 'connecting' || phase === 'active';
      const row = isInCall && window.view ? await server.consultations.byId(window.view.id) : null;
      const atHand = windows.indexOf(window) < 2 ? taken.get('dana') : taken.get('erik');
      expect(row?.id).toBe(atHand);
      if (row !== null) {
        expect(window.view).toMatchObject({ phase: row.phase, generation: row.generation });
      }
      expect(window.desk?.waiting.map(({ id }) => id)).toEqual(queue.map(({ id }) => id));
    }
  });
  expect(server.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
});
