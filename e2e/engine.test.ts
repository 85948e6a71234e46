import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConsultationId, PathTrouble, Ticket } from '@peerdesk/protocol';
import {
  type CalleeSession,
  type CallerSession,
  createCalleeSession,
  createCallerSession,
} from '@peerdesk/session';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Clock, createClock } from '../apps/server/src/testing/fixtures.ts';
import {
  ACME,
  CONNECT_TIMEOUT_MS,
  DANA,
  GRACE_MS,
  startServer,
  type TestServer,
} from '../apps/server/src/testing/socket-server.ts';
import { type Cable, layCable } from './cable.ts';
import { hurry } from './hurried.ts';
import { createAir } from './scripted-peer.ts';

// Ann and Dana are in a call. The path between them, their connections to the server, their pages
// and the server itself fail at any moment, in any order and together. When all is well again, the
// two are connected in one generation, or it has ended for both, and both know why. Sessions, call
// engine, sockets, rules and database are the real ones; only the WebRTC peer is not.

/** A call of minutes takes seconds. */
const TIMES = 10;

const PARTIES = ['ann', 'dana'] as const;
type Who = (typeof PARTIES)[number];

interface World {
  readonly folder: string;
  readonly air: ReturnType<typeof createAir>;
  readonly cables: Readonly<Record<Who, Cable>>;
  server: TestServer | null;
  readonly port: number;
  /** The server's: it stands still unless somebody's patience is tried. */
  readonly clock: Clock;
  /** How many pages each has opened; the last one is the one that is open. */
  readonly pages: Record<Who, number>;
  ann: CallerSession | null;
  dana: CalleeSession | null;
  /** What Ann's tab keeps. */
  ticket: Ticket | null;
  id: ConsultationId | null;
  /** Why attempts to connect came to nothing, as the server is told. */
  readonly troubles: PathTrouble['code'][];
  /** What they saw, in order: told with a failure. */
  readonly diary: string[];
}

const pageOf = ({ pages }: World, who: Who) => `${who} ${pages[who]}`;

/** A peer that carries nothing asks nothing of what it sends. */
const localStream = () => ({ getTracks: () => ['voice'] }) as unknown as MediaStream;

/** Waits, in real time, until it no longer throws. */
const until = (expectation: () => void | Promise<void>) =>
  vi.waitFor(expectation, { timeout: 30_000, interval: 5 });

const pass = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });

function openAnn(world: World): void {
  world.pages.ann += 1;
  const { ticket } = world;
  world.ann = createCallerSession({
    server: world.cables.ann.origin,
    callee: ACME,
    request: ticket ? { ticket } : { name: 'Ann', reason: '', media: 'video', locale: 'en' },
    localStream,
    onTicket(kept) {
      world.ticket = kept;
    },
    createPeer: world.air.createPeer(pageOf(world, 'ann')),
  });
  keepDiary(world, 'ann');
}

function said(view: object | null): string {
  const { phase, generation, held } = { ...view } as Record<string, unknown>;
  return [phase, generation, held].filter(Boolean).join(' ');
}

/** Keeps what a page sees. */
function keepDiary(world: World, who: Who): void {
  const page = pageOf(world, who);
  const note = (seen: string) => world.diary.push(`${Date.now() % 1_000_000} ${page}: ${seen}`);
  world[who]?.call.store.subscribe((state) => note(`call ${said(state)}`));
  if (who === 'ann') {
    world.ann?.store.subscribe(({ link, standing }) => note(`link ${link}, ${said(standing)}`));
  } else {
    world.dana?.store.subscribe(({ link, consultation }) =>
      note(`link ${link}, ${said(consultation)}`),
    );
  }
}

function openDana(world: World): void {
  world.pages.dana += 1;
  world.dana = createCalleeSession({
    server: world.cables.dana.origin,
    callee: ACME,
    localStream,
    createPeer: world.air.createPeer(pageOf(world, 'dana')),
  });
  keepDiary(world, 'dana');
}

/** A page that is gone says no farewell: its line breaks first. */
function reload(world: World, who: Who): void {
  // A tab that has no ticket any more has a form to show, not a call.
  if (who === 'ann' && world.ticket === null) return;
  const isCut = world.cables[who];
  isCut.cut('refused');
  world[who]?.close();
  isCut.mend();
  if (who === 'ann') openAnn(world);
  else openDana(world);
}

async function startAgain(world: World): Promise<void> {
  world.server ??= await startServer(world.folder, {
    port: world.port,
    clock: world.clock,
    signedIn: DANA.id,
  });
}

async function tryPatience(world: World, ms: number): Promise<void> {
  world.clock.pass(ms);
  await world.server?.sockets.sweep();
}

async function rowIn(world: World) {
  const row = world.id && (await world.server?.consultations.byId(world.id));
  if (!row) throw new Error('the consultation is gone');
  return row;
}

/** Dana's click, repeated until Ann is hers or there is nobody to be had. */
async function accept(world: World): Promise<void> {
  await until(async () => {
    if ((await rowIn(world)).phase !== 'waiting') return;
    expect(await world.dana?.startConsulting()).toBeNull();
  });
}

/** Ann joins, and Dana accepts her. */
async function begin(world: World): Promise<void> {
  openDana(world);
  openAnn(world);
  await untilWaiting(world);
  await accept(world);
}

const untilWaiting = (world: World) =>
  until(() => {
    const standing = world.ann?.store.getState().standing;
    expect(standing?.phase).toBe('waiting');
    if (standing?.phase === 'waiting') world.id = standing.id;
  });

/** The connection that was dark is gone for good, with all that was on its way; the next one works. */
async function comeBackAnew(world: World, party: Who): Promise<void> {
  world.cables[party].cut('refused');
  await until(() => expect(world[party]?.store.getState().link).toBe('down'));
  world.cables[party].mend();
}

/** Together without anybody having given up an attempt. */
async function expectTogetherAt(world: World, generation: number): Promise<void> {
  await until(() => expectAgreement(world));
  expect((await rowIn(world)).generation).toBeLessThanOrEqual(generation);
  expect(world.troubles).toEqual([]);
}

/** Both are connected to each other in the generation of the row, or both know how it ended. */
async function expectAgreement(world: World): Promise<void> {
  const row = await rowIn(world);
  const standing = world.ann?.store.getState().standing;
  const view = world.dana?.store.getState().consultation;
  const peers = PARTIES.map((who) => world.air.peersOf(pageOf(world, who)));
  if (row.phase === 'ended') {
    if (standing?.phase === 'ended') expect(standing.reason).toBe(row.endReason);
    else expect([standing?.phase, world.ticket]).toEqual(['refused', null]);
    expect(view === null || view?.phase === 'ended').toBe(true);
    if (view?.phase === 'ended') expect(view.reason).toBe(row.endReason);
    expect(peers).toEqual([[], []]);
    return;
  }
  const { generation } = row;
  expect(row.phase).toBe('active');
  expect(standing).toMatchObject({ phase: 'active', generation });
  expect(view).toMatchObject({ phase: 'active', generation, held: 'here' });
  for (const session of [world.ann, world.dana]) {
    expect(session?.call.store.getState()).toMatchObject({ phase: 'connected', generation });
  }
  expect(peers).toEqual([
    [{ id: expect.any(Number), with: pageOf(world, 'dana'), connected: true }],
    [{ id: expect.any(Number), with: pageOf(world, 'ann'), connected: true }],
  ]);
}

/** What may befall them. */
class Blow {
  readonly name: string;
  readonly fall: (world: World) => void | Promise<void>;
  constructor(name: string, fall: Blow['fall']) {
    this.name = name;
    this.fall = fall;
  }
  toString = () => this.name;
}

const who = fc.constantFrom(...PARTIES);
const ms = fc.constantFrom(100, 1000, 5000, 8000, 14_000);
/** Something that is wrong for a while, while nothing else happens. */
const spell: fc.Arbitrary<Blow> = fc.oneof(
  ms.map(
    (long) =>
      new Blow(`the path is lost for ${long} ms`, async ({ air }) => {
        air.setUp(false);
        await pass(long);
        air.setUp(true);
      }),
  ),
  fc.tuple(who, fc.constantFrom('refused', 'dark'), ms).map(
    ([party, how, long]) =>
      new Blow(`${party} is out of reach (${how}) for ${long} ms`, async ({ cables }) => {
        cables[party].cut(how);
        await pass(long);
        cables[party].mend();
      }),
  ),
  ms.map((long) => new Blow(`${long} ms pass`, () => pass(long))),
);
/** Something that begins or ends, whatever else is wrong. */
const turn: fc.Arbitrary<Blow> = fc.oneof(
  fc
    .boolean()
    .map(
      (isUp) =>
        new Blow(isUp ? 'the path is back' : 'the path is lost', ({ air }) => air.setUp(isUp)),
    ),
  fc
    .tuple(who, fc.constantFrom('refused', 'dark'))
    .map(
      ([party, how]) =>
        new Blow(`${party} is out of reach (${how})`, ({ cables }) => cables[party].cut(how)),
    ),
  who.map((party) => new Blow(`${party} is in reach`, ({ cables }) => cables[party].mend())),
  who.map((party) => new Blow(`${party} reloads`, (world) => reload(world, party))),
  fc.constant(
    new Blow('the server is killed', async (world) => {
      await world.server?.kill();
      world.server = null;
    }),
  ),
  fc.constant(new Blow('the server is there', startAgain)),
);
const blow = fc.oneof(spell, turn);
const lastBlow: fc.Arbitrary<Blow> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(new Blow('nobody gives up', () => {})) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(CONNECT_TIMEOUT_MS, GRACE_MS)
      .map((long) => new Blow(`${long} ms are too long`, (world) => tryPatience(world, long))),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(who, fc.boolean()).map(
      ([party, isNew]) =>
        new Blow(`${party} ${isNew ? 'reloads and ' : ''}hangs up`, (world) => {
          if (isNew) reload(world, party);
          void world[party]?.hangUp();
        }),
    ),
  },
);

async function withWorld(live: (world: World) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'peerdesk-engine-'));
  const clock = createClock();
  const troubles: PathTrouble['code'][] = [];
  const onNoPath = ({ code }: PathTrouble) => void troubles.push(code);
  const server = await startServer(folder, { clock, signedIn: DANA.id, onNoPath });
  const [ann, dana] = await Promise.all([layCable(server.port), layCable(server.port)]);
  const world: World = {
    folder,
    air: createAir(),
    cables: { ann, dana },
    server,
    port: server.port,
    clock,
    pages: { ann: 0, dana: 0 },
    ann: null,
    dana: null,
    ticket: null,
    id: null,
    troubles,
    diary: [],
  };
  try {
    await live(world);
  } catch (error) {
    throw new Error(`What they saw:\n${world.diary.join('\n')}`, { cause: error });
  } finally {
    world.ann?.close();
    world.dana?.close();
    await world.server?.close();
    ann.close();
    dana.close();
    rmSync(folder, { recursive: true });
  }
}

/** What is done takes a tenth of its time from here on. */
function inAHurry(): void {
  let unhurry: () => void;
  beforeAll(() => {
    unhurry = hurry(TIMES);
  });
  afterAll(() => unhurry());
}

describe('what one says to the other while that one is out of reach', () => {
  // In real time: whether somebody had to wait until an attempt was over is to be seen.
  it('is an answer that Ann never gets: they are together in the next generation', async () => {
    await withWorld(async (world) => {
      openDana(world);
      openAnn(world);
      await untilWaiting(world);
      await until(async () => expect(await rowIn(world)).toHaveProperty('prepared.generation'));
      world.cables.ann.cut('dark');
      await accept(world);
      await until(() => expect(world.air.hasAnswered(pageOf(world, 'dana'))).toBe(true));
      await comeBackAnew(world, 'ann');
      await expectTogetherAt(world, 2);
    });
  }, 60_000);

  it('is an offer that Dana never gets: they are together in the next generation', async () => {
    await withWorld(async (world) => {
      await begin(world);
      await until(() => expectAgreement(world));
      const { generation } = await rowIn(world);
      world.cables.dana.cut('dark');
      world.air.setUp(false);
      await until(() =>
        expect(world.ann?.call.store.getState()).toMatchObject({ generation: generation + 1 }),
      );
      world.air.setUp(true);
      await comeBackAnew(world, 'dana');
      await expectTogetherAt(world, generation + 2);
    });
  }, 60_000);
});

describe('whatever fails', () => {
  inAHurry();

  it('ends it for both when they find no path to each other, though both reach the server', async () => {
    await withWorld(async (world) => {
      await begin(world);
      await until(() => expectAgreement(world));
      const { generation } = await rowIn(world);
      world.air.setUp(false);
      // Both keep trying meanwhile.
      await until(async () =>
        expect((await rowIn(world)).generation).toBeGreaterThan(generation + 2),
      );
      await tryPatience(world, GRACE_MS);
      await until(async () => {
        await expectAgreement(world);
        expect(await rowIn(world)).toMatchObject({ phase: 'ended', endReason: 'failed' });
      });
    });
  }, 60_000);

  it('brings the two together again, or ends it for both, whatever fails and when', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(blow, { minLength: 1, maxLength: 10, size: 'max' }),
        lastBlow,
        (inCall, blows, last) =>
          withWorld(async (world) => {
            await begin(world);
            if (inCall) await until(() => expectAgreement(world));

            for (const { fall } of [...blows, last]) await fall(world);

            world.air.setUp(true);
            world.cables.ann.mend();
            world.cables.dana.mend();
            await startAgain(world);
            await until(async () => {
              await accept(world);
              await expectAgreement(world);
            });
          }),
      ),
      { numRuns: 20, seed: 2026 },
    );
  }, 300_000);
});
