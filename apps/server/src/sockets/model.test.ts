import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConsultationId, EndReason, Phase, Ticket } from '@peerdesk/protocol';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createClock, letPass, until } from '../testing/fixtures.ts';
import {
  answerAt,
  type CallerPage,
  type ConsoleWindow,
  call,
  codeOf,
  comeBack,
  openCaller,
  openConsole,
} from '../testing/pages.ts';
import {
  CONNECT_TIMEOUT_MS,
  GRACE_MS,
  startServer,
  type TestServer,
} from '../testing/socket-server.ts';

// Promises 1 to 5 of the protocol, under whatever people do in whatever order. The model knows
// only people and their order; the server has sockets, rows, restarts and clocks.

interface Person {
  readonly name: string;
  readonly id: ConsultationId;
  readonly ticket: Ticket;
  /** By which the queue is ordered. */
  readonly placedAt: number;
  /** Who they are once they have called back from this call. */
  calledBackAs: Person | null;
  phase: Phase;
  /** Since when away; null: there. */
  awaySince: number | null;
  by: 'dana' | 'erik' | null;
  acceptedAt: number;
  failedAttempts: number;
  generation: number;
  connected: boolean;
  /** Since when in a call, both there, and without a path to each other. */
  partedSince: number | null;
  /** When nothing but time ended it. */
  endReason: EndReason | null;
  endedAt: number;
}

interface Model {
  /** In the order of joining, whatever became of them, whoever they were before. */
  readonly people: Person[];
  now: number;
}

/** As the rule has it. */
const CALL_BACK_MS = 10 * 60_000;

interface World {
  readonly folder: string;
  readonly clock: ReturnType<typeof createClock>;
  server: TestServer;
  /** By name: the page the person has open now. */
  readonly pages: Map<string, CallerPage>;
  /** Two windows each. */
  readonly windows: Record<'dana' | 'erik', [ConsoleWindow, ConsoleWindow]>;
}

type Consultant = 'dana' | 'erik';
const CONSULTANTS: readonly Consultant[] = ['dana', 'erik'];

/** The place in the queue, and of two that were taken at once, the id. */
const waitingIn = ({ people }: Model) =>
  people
    .filter(({ phase }) => phase === 'waiting')
    .toSorted((a, b) => a.placedAt - b.placedAt || (a.id < b.id ? -1 : 1));
const nextIn = (model: Model) => waitingIn(model).find(({ awaySince }) => awaySince === null);
const helpedBy = ({ people }: Model, consultant: Consultant) =>
  people.find(({ by, phase }) => by === consultant && phase !== 'ended');
const nth = <Item>(items: readonly Item[], index: number) => items[index % items.length];

function pageOf({ pages }: World, { name }: Person): CallerPage {
  const page = pages.get(name);
  if (page === undefined) throw new Error(`${name} has no page`);
  return page;
}

/** What has just happened to a person may have parted the two, or brought them together. */
function watch(person: Person, { now }: Model, isBack = false): void {
  const parted = person.phase === 'active' && person.awaySince === null && !person.connected;
  const since = isBack ? now : (person.partedSince ?? now);
  person.partedSince = parted ? since : null;
}

function accept(model: Model, person: Person, by: Consultant): void {
  person.phase = 'connecting';
  person.by = by;
  person.acceptedAt = model.now;
  person.generation += 1;
  person.connected = false;
}

/** What everybody can see is what the model says; seen from the database, the desk and the pages. */
async function compare(model: Model, world: World): Promise<void> {
  const { server, windows } = world;
  const waiting = waitingIn(model);
  await until(async () => {
    const queue = await server.consultations.waitingCallers(server.acme.id, 100);
    expect(queue.map(({ name, present }) => ({ name, present }))).toEqual(
      waiting.map(({ name, awaySince }) => ({ name, present: awaySince === null })),
    );
    for (const person of model.people) {
      const row = await server.consultations.byId(person.id);
      expect([person.name, row?.phase]).toEqual([person.name, person.phase]);
      if (row?.phase === 'ended' && person.endReason !== null) {
        expect([person.name, row.endReason]).toEqual([person.name, person.endReason]);
      }
      const page = world.pages.get(person.name);
      if (page === undefined || person.awaySince !== null) continue;
      expect(page.moved).toBe(false);
      expect([person.name, page.view?.phase]).toEqual([person.name, person.phase]);
      if (person.phase === 'waiting') {
        expect(page.view).toMatchObject({
          position: waiting.indexOf(person) + 1,
          waiting: waiting.length,
          prepare: waiting.filter(({ awaySince }) => awaySince === null).indexOf(person) < 2,
        });
      }
      if (person.phase === 'connecting' || person.phase === 'active') {
        expect(page.view).toMatchObject({
          generation: person.generation,
          remoteName: person.by === 'dana' ? 'Dana' : 'Erik',
        });
      }
    }
    for (const consultant of CONSULTANTS) {
      const helped = helpedBy(model, consultant);
      for (const window of windows[consultant]) {
        expect(window.desk?.waiting.map(({ name }) => name)).toEqual(
          waiting.map(({ name }) => name),
        );
        const phase = window.view?.phase;
        const atHand = phase === 'connecting' || phase === 'active' ? window.view : null;
        expect([consultant, atHand?.id]).toEqual([consultant, helped?.id]);
        if (helped !== undefined) {
          expect(atHand).toMatchObject({
            phase: helped.phase,
            generation: helped.generation,
            present: helped.awaySince === null,
          });
        }
      }
      const held = windows[consultant].map(({ view }) => view).filter((view) => isHere(view));
      expect(held).toHaveLength(helped === undefined ? 0 : 1);
    }
  });
}

const isHere = (view: ConsoleWindow['view']) =>
  view !== null && 'held' in view && view.held === 'here';

/** The two pages of a call. */
function pagesOf(person: Person, world: World): readonly [CallerPage, ConsoleWindow] {
  const holder = person.by && world.windows[person.by].find(({ view }) => isHere(view));
  if (!holder) throw new Error(`nobody holds the call with ${person.name}`);
  return [pageOf(world, person), holder];
}

async function connect(person: Person, model: Model, world: World): Promise<void> {
  for (const page of pagesOf(person, world)) {
    expect(await page.connected(person.generation)).toBeNull();
  }
  person.phase = 'active';
  person.connected = true;
  watch(person, model);
}

async function renew(person: Person, model: Model, world: World): Promise<void> {
  const renewals = pagesOf(person, world).map((page) => page.renew(person.generation));
  expect(await Promise.all(renewals)).toEqual([null, null]);
  person.generation += 1;
  person.connected = false;
  watch(person, model);
}

/** Something that people may do. What is impossible at the moment does nothing. */
abstract class Step implements fc.AsyncCommand<Model, World> {
  check = () => true;
  abstract act(model: Model, world: World): Promise<void>;
  abstract toString(): string;
  async run(model: Model, world: World): Promise<void> {
    await this.act(model, world);
    await compare(model, world);
  }
}

class Join extends Step {
  async act(model: Model, world: World) {
    await joinQueue(model, world);
  }
  toString = () => 'join';
}

/** @param former whose place it is, and whose ticket is presented */
async function joinQueue(model: Model, world: World, former?: Person): Promise<Person> {
  // No two join in the same moment: whoever was first is to be seen.
  model.now += 1;
  world.clock.pass(1);
  const name = `Caller ${model.people.length + 1}`;
  const page = await call(world.server.url, name, former && { lost: former.ticket });
  if (page.ticket === null) throw new Error('no ticket');
  world.pages.set(name, page);
  const mayTakePlace =
    former !== undefined &&
    (former.endReason === 'failed' || former.endReason === 'caller_lost') &&
    model.now < former.endedAt + CALL_BACK_MS &&
    former.calledBackAs === null;
  const person: Person = {
    name,
    id: page.id(),
    ticket: page.ticket,
    placedAt: mayTakePlace ? former.placedAt : model.now,
    calledBackAs: null,
    phase: 'waiting',
    awaySince: null,
    by: null,
    acceptedAt: 0,
    failedAttempts: 0,
    generation: 0,
    connected: false,
    partedSince: null,
    endReason: null,
    endedAt: 0,
  };
  model.people.push(person);
  if (mayTakePlace) former.calledBackAs = person;
  return person;
}

/** Somebody who has joined does something. */
abstract class PersonStep extends Step {
  readonly index: number;
  constructor(index: number) {
    super();
    this.index = index;
  }
  async act(model: Model, world: World) {
    // Mostly those who are still there: the ended have little to do.
    const living = model.people.filter(({ phase }) => phase !== 'ended');
    const person = nth(this.index % 7 === 6 ? model.people : living, this.index);
    if (person !== undefined) await this.actAs(person, model, world);
  }
  abstract actAs(person: Person, model: Model, world: World): Promise<void>;
}

class ComeBack extends PersonStep {
  async actAs(person: Person, model: Model, world: World) {
    const older = world.pages.get(person.name);
    if (person.phase === 'ended') {
      const refused = await comeBack(world.server.url, person.ticket).catch(String);
      expect(refused).toContain('consultation_ended');
      return;
    }
    const page = await comeBack(world.server.url, person.ticket);
    expect(page.id()).toBe(person.id);
    world.pages.set(person.name, page);
    if (person.awaySince === null) {
      await until(() => expect([older?.moved, older?.socket.connected]).toEqual([true, false]));
    }
    person.awaySince = null;
    watch(person, model, true);
  }
  toString = () => `come back ${this.index}`;
}

/** The ticket of a call that is over, or should be, is presented to go on with it. */
class CallBack extends Step {
  readonly index: number;
  constructor(index: number) {
    super();
    this.index = index;
  }
  async act(model: Model, world: World) {
    const lost = model.people.filter(({ endReason }) => endReason !== null);
    const person = nth(this.index % 5 === 4 ? model.people : lost, this.index);
    if (person === undefined) return;
    const place = [person, person.calledBackAs].find((one) => one && one.phase !== 'ended');
    if (!place) {
      await joinQueue(model, world, person);
      return;
    }
    const page = await openCaller(world.server.url);
    expect(codeOf(await page.join({ lost: person.ticket }))).toBeNull();
    expect(page.id()).toBe(place.id);
    world.pages.set(place.name, page);
    place.awaySince = null;
    watch(place, model, true);
  }
  toString = () => `call back ${this.index}`;
}

/** Two pages present the same ticket at the same moment: one of them has the place afterwards. */
class ComeBackTwice extends PersonStep {
  async actAs(person: Person, model: Model, world: World) {
    if (person.phase === 'ended') return;
    const pages = await Promise.all([1, 2].map(() => comeBack(world.server.url, person.ticket)));
    await until(() => expect(pages.filter(({ socket }) => socket.connected)).toHaveLength(1));
    const page = pages.find(({ socket }) => socket.connected);
    if (page !== undefined) world.pages.set(person.name, page);
    person.awaySince = null;
    watch(person, model, true);
  }
  toString = () => `come back twice ${this.index}`;
}

class Drop extends PersonStep {
  async actAs(person: Person, model: Model, world: World) {
    if (person.awaySince !== null || person.phase === 'ended') return;
    pageOf(world, person).drop();
    person.awaySince = model.now;
    watch(person, model);
  }
  toString = () => `drop ${this.index}`;
}

/** The next page presents the ticket in the moment in which the connection of the last one breaks. */
class Blink extends PersonStep {
  async actAs(person: Person, model: Model, world: World) {
    if (person.awaySince !== null || person.phase === 'ended') return;
    const page = await openCaller(world.server.url);
    const back = page.join({ ticket: person.ticket });
    pageOf(world, person).drop();
    expect(codeOf(await back)).toBeNull();
    world.pages.set(person.name, page);
    watch(person, model, true);
  }
  toString = () => `drop and be back at once ${this.index}`;
}

class HangUp extends PersonStep {
  async actAs(person: Person, _model: Model, world: World) {
    const page = pageOf(world, person);
    const isGone = person.phase === 'ended' && !page.socket.connected;
    if (person.awaySince !== null || isGone) return;
    const reply = await page.hangUp();
    expect(codeOf(reply)).toBeNull();
    person.phase = 'ended';
  }
  toString = () => `hang up ${this.index}`;
}

class Decline extends PersonStep {
  async actAs(person: Person, _model: Model, world: World) {
    const code = await world.windows.erik[0].decline(person.id);
    if (person.phase === 'connecting' || person.phase === 'active') {
      expect(code).toBe('already_taken');
    } else if (person.phase === 'waiting') {
      expect(code).toBeNull();
      person.phase = 'ended';
    }
  }
  toString = () => `decline ${this.index}`;
}

class Connect extends PersonStep {
  async actAs(person: Person, model: Model, world: World) {
    const isInCall = person.phase === 'connecting' || person.phase === 'active';
    if (person.awaySince !== null || person.by === null || !isInCall) return;
    await connect(person, model, world);
  }
  toString = () => `connect ${this.index}`;
}

class Renew extends PersonStep {
  async actAs(person: Person, model: Model, world: World) {
    if (person.awaySince !== null || person.by === null || person.phase === 'ended') return;
    await renew(person, model, world);
  }
  toString = () => `renew ${this.index}`;
}

/** A signal goes to the other side, and to nobody else. */
class SendSignal extends PersonStep {
  async actAs(person: Person, model: Model, world: World) {
    if (person.awaySince !== null || person.by === null || person.phase === 'ended') return;
    const holder = world.windows[person.by].find(({ view }) => isHere(view));
    const page = pageOf(world, person);
    const signal = { nonce: crypto.randomUUID() };
    const message = { consultation: person.id, generation: person.generation, signal };
    for (const other of model.people) {
      if (other !== person && other.awaySince === null) {
        pageOf(world, other).signal({ ...message, signal: { forged: true } });
      }
    }
    page.signal(message);
    await until(() => expect(holder?.signals.at(-1)).toEqual(message));
    holder?.signal(message);
    await until(() => expect(page.signals.at(-1)).toEqual(message));
    const everybody = [...world.pages.values(), ...Object.values(world.windows).flat()];
    for (const { signals } of everybody) {
      expect(signals).not.toContainEqual(expect.objectContaining({ signal: { forged: true } }));
    }
    const knowing = everybody.filter(({ signals }) =>
      signals.some(({ signal: got }) => got['nonce'] === signal.nonce),
    );
    expect(knowing).toHaveLength(2);
  }
  toString = () => `signal ${this.index}`;
}

/** Not simply the next one. */
class AcceptOne extends PersonStep {
  async actAs(person: Person, model: Model, world: World) {
    if (helpedBy(model, 'erik') !== undefined) return;
    const code = codeOf(await world.windows.erik[1].start(person.id));
    if (person.phase !== 'waiting') expect(code).toBe('already_taken');
    else if (person.awaySince !== null) expect(code).toBe('caller_away');
    else {
      expect(code).toBeNull();
      accept(model, person, 'erik');
    }
  }
  toString = () => `accept ${this.index}`;
}

/** Consultants press, all at the same moment: `windows` says who and where. */
class Press extends Step {
  readonly windows: readonly (readonly [Consultant, 0 | 1])[];
  constructor(windows: readonly (readonly [Consultant, 0 | 1])[]) {
    super();
    this.windows = windows;
  }
  async act(model: Model, world: World) {
    const free = CONSULTANTS.filter((consultant) => helpedBy(model, consultant) === undefined);
    const pressing = new Set(this.windows.map(([consultant]) => consultant));
    const replies = await Promise.all(
      this.windows.map(async ([consultant, index]) => ({
        consultant,
        reply: await world.windows[consultant][index].start(),
      })),
    );
    const expected = Math.min(
      free.filter((consultant) => pressing.has(consultant)).length,
      waitingIn(model).filter(({ awaySince }) => awaySince === null).length,
    );
    const taken = new Map<string, Consultant>();
    for (const { consultant, reply } of replies) {
      if (!reply.ok) continue;
      const atHand = helpedBy(model, consultant);
      if (atHand === undefined) taken.set(reply.consultation.id, consultant);
      else expect(reply.consultation.id).toBe(atHand.id);
    }
    expect(taken.size).toBe(expected);
    expect(new Set(taken.values()).size).toBe(expected);
    for (let accepted = 0; accepted < expected; accepted += 1) {
      const next = nextIn(model);
      const by = taken.get(next?.id ?? '');
      // It is the longest waiting who were taken, whoever got whom.
      expect([next?.name, by]).toEqual([next?.name, expect.any(String)]);
      if (next !== undefined && by !== undefined) accept(model, next, by);
    }
  }
  toString = () => `press ${this.windows.map(([who, window]) => `${who}${window}`).join(' ')}`;
}

class Finish extends Step {
  readonly consultant: Consultant;
  constructor(consultant: Consultant) {
    super();
    this.consultant = consultant;
  }
  async act(model: Model, world: World) {
    const helped = helpedBy(model, this.consultant);
    if (helped === undefined) return;
    expect(codeOf(await world.windows[this.consultant][1].hangUp())).toBeNull();
    helped.phase = 'ended';
  }
  toString = () => `${this.consultant} hangs up`;
}

/** In the middle of a call. */
class LosePath extends Step {
  readonly consultant: Consultant;
  constructor(consultant: Consultant) {
    super();
    this.consultant = consultant;
  }
  async act(model: Model, world: World) {
    await this.lose(model, world);
  }
  /** @returns with whom the call is; null when there is none */
  async lose(model: Model, world: World): Promise<Person | null> {
    const helped = helpedBy(model, this.consultant);
    if (helped === undefined || helped.awaySince !== null) return null;
    if (helped.phase === 'connecting') await connect(helped, model, world);
    await renew(helped, model, world);
    return helped;
  }
  toString = () => `${this.consultant} loses the path to the caller`;
}

/** For good, while somebody else joins. */
class LoseCall extends LosePath {
  override async act(model: Model, world: World) {
    const lost = await this.lose(model, world);
    if (lost === null) return;
    await joinQueue(model, world);
    await passTime(model, world, GRACE_MS);
    await joinQueue(model, world, lost);
  }
  override toString = () => `${this.consultant}'s call is lost, and called back from`;
}

class TakeOver extends Step {
  readonly consultant: Consultant;
  readonly window: 0 | 1;
  constructor(consultant: Consultant, window: 0 | 1) {
    super();
    this.consultant = consultant;
    this.window = window;
  }
  async act(model: Model, world: World) {
    const window = world.windows[this.consultant][this.window];
    const helped = helpedBy(model, this.consultant);
    const hadIt = isHere(window.view);
    const reply = await window.takeOver();
    if (helped === undefined) return;
    expect(codeOf(reply)).toBeNull();
    if (hadIt) return;
    helped.generation += 1;
    helped.connected = false;
    watch(helped, model, true);
  }
  toString = () => `${this.consultant} takes over in window ${this.window}`;
}

/** The console's connection is renewed: the page has its call still. */
class RenewConsole extends Step {
  readonly consultant: Consultant;
  readonly window: 0 | 1;
  constructor(consultant: Consultant, window: 0 | 1) {
    super();
    this.consultant = consultant;
    this.window = window;
  }
  async act(model: Model, world: World) {
    const hadIt = isHere(world.windows[this.consultant][this.window].view);
    await reopen(world, this.consultant, this.window);
    const helped = helpedBy(model, this.consultant);
    if (hadIt && helped !== undefined) watch(helped, model, true);
  }
  toString = () => `${this.consultant}'s window ${this.window} is connected anew`;
}

async function reopen(world: World, consultant: Consultant, index: 0 | 1): Promise<void> {
  const older = world.windows[consultant][index];
  older.drop();
  const { view } = older;
  const window = await openConsole(world.server.url, consultant);
  const holding = view !== null && 'held' in view && view.held === 'here' ? view : null;
  await window.open(
    holding === null ? undefined : { consultation: holding.id, generation: holding.generation },
  );
  world.windows[consultant][index] = window;
}

class PassTime extends Step {
  readonly ms: number;
  constructor(ms: number) {
    super();
    this.ms = ms;
  }
  async act(model: Model, world: World) {
    await passTime(model, world, this.ms);
  }
  toString = () => `${this.ms / 1000} s pass`;
}

async function passTime(model: Model, world: World, ms: number): Promise<void> {
  model.now += ms;
  await letPass(world.server, world.clock, ms);
  // What went back to the queue may have been left for too long there already.
  await world.server.sockets.sweep();
  for (const person of model.people) {
    if (person.phase === 'connecting' && model.now >= person.acceptedAt + CONNECT_TIMEOUT_MS) {
      person.failedAttempts += 1;
      person.phase = person.failedAttempts < 3 ? 'waiting' : 'ended';
      person.by = null;
    }
    const { phase, awaySince, partedSince } = person;
    const since = awaySince ?? partedSince;
    if (since === null || model.now < since + GRACE_MS) continue;
    if (phase !== 'waiting' && phase !== 'active') continue;
    person.phase = 'ended';
    person.endedAt = model.now;
    person.endReason =
      phase === 'waiting' ? 'abandoned' : awaySince === null ? 'failed' : 'caller_lost';
  }
}

class Restart extends Step {
  readonly orderly: boolean;
  /** Who is not back by the time everybody else is. */
  readonly absent: number;
  constructor(orderly: boolean, absent: number) {
    super();
    this.orderly = orderly;
    this.absent = absent;
  }
  async act(model: Model, world: World) {
    if (this.orderly) await world.server.close();
    else await world.server.kill();
    world.server = await startServer(world.folder, { clock: world.clock });
    for (const consultant of CONSULTANTS) {
      await reopen(world, consultant, 0);
      await reopen(world, consultant, 1);
    }
    for (const person of model.people.toReversed()) {
      if (person.phase === 'ended') continue;
      if (person.awaySince !== null || model.people.indexOf(person) === this.absent) {
        person.awaySince = model.now;
        watch(person, model);
        continue;
      }
      world.pages.set(person.name, await comeBack(world.server.url, person.ticket));
      watch(person, model, true);
    }
  }
  toString = () => (this.orderly ? 'restart' : 'kill and restart');
}

const index = fc.nat({ max: 20 });
const consultant = fc.constantFrom<Consultant>('dana', 'erik');
const window = fc.constantFrom<0 | 1>(0, 1);
const STEPS = [
  fc.constant(new Join()),
  fc.constant(new Join()),
  fc.constant(new Join()),
  index.map((person) => new ComeBack(person)),
  index.map((person) => new ComeBackTwice(person)),
  index.map((person) => new Drop(person)),
  index.map((person) => new Blink(person)),
  index.map((person) => new HangUp(person)),
  index.map((person) => new Decline(person)),
  index.map((person) => new Connect(person)),
  index.map((person) => new Connect(person)),
  index.map((person) => new Renew(person)),
  index.map((person) => new AcceptOne(person)),
  index.map((person) => new SendSignal(person)),
  index.map((person) => new SendSignal(person)),
  fc
    .array(fc.tuple(consultant, window), { minLength: 1, maxLength: 4 })
    .map((windows) => new Press(windows)),
  fc
    .array(fc.tuple(consultant, window), { minLength: 1, maxLength: 4 })
    .map((windows) => new Press(windows)),
  consultant.map((who) => new Finish(who)),
  consultant.map((who) => new LoseCall(who)),
  index.map((person) => new CallBack(person)),
  index.map((person) => new CallBack(person)),
  consultant.map((who) => new LosePath(who)),
  fc.tuple(consultant, window).map(([who, where]) => new TakeOver(who, where)),
  fc.tuple(consultant, window).map(([who, where]) => new RenewConsole(who, where)),
  fc.constantFrom(1000, CONNECT_TIMEOUT_MS, GRACE_MS).map((ms) => new PassTime(ms)),
  fc.tuple(fc.boolean(), index).map(([orderly, absent]) => new Restart(orderly, absent)),
];

it('keeps its promises whatever people do in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(STEPS, { maxCommands: 40, size: 'max' }), async (steps) => {
      const folder = mkdtempSync(join(tmpdir(), 'peerdesk-test-'));
      const clock = createClock();
      const server = await startServer(folder, { clock });
      const windows = {
        dana: [await answerAt(server.url, 'dana'), await answerAt(server.url, 'dana')],
        erik: [await answerAt(server.url, 'erik'), await answerAt(server.url, 'erik')],
      } satisfies World['windows'];
      const world: World = { folder, clock, server, pages: new Map(), windows };
      try {
        const model: Model = { people: [], now: 0 };
        await fc.asyncModelRun(() => ({ model, real: world }), steps);
      } finally {
        await world.server.close();
        rmSync(folder, { recursive: true });
      }
    }),
    { numRuns: 40, timeout: 20_000, endOnFailure: true },
  );
}, 240_000);
