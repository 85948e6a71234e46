import type { IceSettings, PathTrouble, Signal } from '@peerdesk/protocol';
import { createStore } from 'zustand/vanilla';
import type { Call, CallOptions, CallState } from './contract.ts';
import { advance, NO_GENERATION, pauseMs, sort } from './generations.ts';
import { createLine } from './line.ts';
import { createOpening } from './opening.ts';
import { createPeer } from './peer.ts';
import type { Peer } from './peer-contract.ts';

/**
 * A wrong TURN password, for one, may raise no error: nothing ever happens. A browser that gets no
 * answer of a TURN server says so after 10 s at the latest.
 */
const CONNECT_TIMEOUT_MS = 12_000;
/** Candidates found later than this are sent one by one. */
const PREPARE_MS = 300;
/** When the other side closes the connection, why it did usually arrives by the server in this time. */
const CLOSED_MS = 300;

/** A call that can be had again, for the next consultation. */
export interface RepeatableCall extends Call {
  isConnected(): boolean;
  /**
   * Makes the answer to a prepared offer ahead of accepting it (answerer only); it takes the place
   * of the last one that was made.
   */
  prepareAnswer(generation: number, ice: IceSettings, offer: readonly Signal[]): void;
  /** Drops the answer that was made. */
  forgetAnswer(): void;
  /** Begins anew, in the generation whose answer was made, and gives it. @returns that generation */
  giveAnswer(): number | null;
  /** Destroys every peer, forgets every generation, and is `idle` again, also after `end`. */
  reset(): void;
}

/** A peer from its making on; its signals wait until it has begun. */
interface Attempt {
  readonly peer: Peer;
  /** Signals not handed to anybody yet. */
  readonly unsent: Signal[];
  /** Hands them to whoever waits for `prepare`, once. */
  readonly settle: () => void;
  hopeless: boolean;
  remote: MediaStream | null;
}

/** An answer that is made and not given. */
interface ReadyAnswer {
  readonly generation: number;
  readonly ice: IceSettings;
  readonly offer: readonly Signal[];
  readonly attempt: Attempt;
  /** What it sends. */
  readonly kinds: string;
  readonly give: () => void;
}

/** As `Promise.withResolvers`, which not every browser of ours has. */
function laterOn() {
  let resolve: () => void;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve: () => resolve() };
}

const kindsIn = (stream: MediaStream | null) =>
  (stream?.getTracks() ?? [])
    .map(({ kind }) => kind)
    .toSorted()
    .join();

/** See {@link Call}. */
export function createCall(options: CallOptions): RepeatableCall {
  const { localStream, send, onConnected, onLost } = options;
  const store = createStore<CallState>(() => ({ phase: 'idle' }));
  const { store: opening, pictureShown } = createOpening(store);
  const { line, ...ends } = createLine();
  const prepared = new Map<number, Attempt>();
  let generations = NO_GENERATION;
  let live: Attempt | null = null;
  let ready: ReadyAnswer | null = null;
  let wasConnected = false;
  let beganAt = 0;
  /** Generations that came to nothing since the last one that connected. */
  let failures = 0;
  let trouble: PathTrouble | null = null;
  /** Connected, and nobody has been told. */
  let unreported: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const roleNow = () => (typeof options.role === 'function' ? options.role() : options.role);
  const set = (state: CallState) => store.setState(state, true);

  /** What this sets off on the server and in both browsers can wait for the first pictures, too. */
  function reportSeen() {
    const generation = unreported;
    if (generation === null || opening.getState() !== 'whole') return;
    unreported = null;
    onConnected(generation);
  }
  opening.subscribe(reportSeen);

  function createAttempt(
    generation: number,
    ice: IceSettings,
    settle: (signals: readonly Signal[]) => void,
    answerAfter?: Promise<void>,
  ): Attempt {
    let offered = false;
    let settled = false;
    const settleOnce = () => {
      if (settled) return;
      settled = true;
      settle(live === attempt ? [] : attempt.unsent.splice(0));
    };
    const attempt: Attempt = {
      unsent: [],
      settle: settleOnce,
      hopeless: false,
      remote: null,
      peer: (options.createPeer ?? createPeer)({
        initiator: roleNow() === 'initiator',
        ice,
        stream: localStream(),
        ...(answerAfter && { answerAfter }),
        onSignal(signal) {
          if (live === attempt) return send(generation, signal);
          attempt.unsent.push(signal);
          if (!offered) setTimeout(settleOnce, PREPARE_MS);
          offered = true;
        },
        onGathered() {
          if (offered) settleOnce();
        },
        onRemote(remote) {
          attempt.remote = remote;
          if (live === attempt && store.getState().phase !== 'connected') show(generation);
        },
        onConnected(remote) {
          if (live !== attempt) return;
          clearTimeout(timer);
          wasConnected = true;
          failures = 0;
          trouble = null;
          unreported = generation;
          set({ phase: 'connected', generation, remote });
          reportSeen();
        },
        onChannel() {
          if (live === attempt) ends.open(attempt.peer);
        },
        onData(data) {
          if (live === attempt) ends.receive(data);
        },
        onShaken() {
          if (live === attempt) options.onShaken?.(generation);
        },
        onHopeless() {
          attempt.hopeless = true;
          if (live === attempt) lose(generation);
        },
        onLost(how) {
          if (ready?.attempt === attempt) return forgetAnswer();
          if (live !== attempt) return discard(generation);
          clearTimeout(timer);
          if (how === 'failed') lose(generation);
          else timer = setTimeout(lose, CLOSED_MS, generation);
        },
      }),
    };
    return attempt;
  }

  /** Drops a prepared offer. */
  function discard(generation: number) {
    const attempt = prepared.get(generation);
    prepared.delete(generation);
    attempt?.peer.destroy();
    attempt?.settle();
  }

  function destroyLive() {
    clearTimeout(timer);
    unreported = null;
    live?.peer.destroy();
    live = null;
    ends.close();
  }

  function destroyAll() {
    destroyLive();
    for (const generation of prepared.keys()) discard(generation);
  }

  function lose(generation: number) {
    const why = live?.peer.trouble() ?? null;
    trouble = why ?? trouble;
    destroyLive();
    show(generation);
    const waitMs = Math.max(0, beganAt + pauseMs(failures) - Date.now());
    failures++;
    timer = setTimeout(onLost, waitMs, generation, why);
  }

  function forgetAnswer() {
    ready?.attempt.peer.destroy();
    ready = null;
  }

  function start(generation: number, attempt: Attempt, signals: readonly Signal[]) {
    prepared.delete(generation);
    destroyAll();
    live = attempt;
    beganAt = Date.now();
    show(generation);
    timer = setTimeout(lose, CONNECT_TIMEOUT_MS, generation);
    for (const signal of attempt.unsent.splice(0)) send(generation, signal);
    attempt.settle();
    for (const signal of signals) attempt.peer.signal(signal);
    if (attempt.hopeless) lose(generation);
  }

  function reset() {
    forgetAnswer();
    destroyAll();
    generations = NO_GENERATION;
    wasConnected = false;
    failures = 0;
    trouble = null;
    set({ phase: 'idle' });
  }

  /** This generation is on its way. */
  function show(generation: number) {
    const phase = wasConnected ? 'reconnecting' : 'connecting';
    const remote = live?.remote;
    set({ phase, generation, ...(trouble && { trouble }), ...(remote && { remote }) });
  }

  return {
    get role() {
      return roleNow();
    },
    store,
    opening,
    pictureShown,
    line,
    isConnected: () => store.getState().phase === 'connected',
    connection: () => live?.peer.connection ?? null,
    prepare(generation, ice) {
      if (store.getState().phase === 'ended' || generation <= generations.current) {
        return Promise.resolve([]);
      }
      discard(generation);
      return new Promise((settle) => {
        prepared.set(generation, createAttempt(generation, ice, settle));
      });
    },
    forgetPrepared(belowGeneration) {
      for (const generation of prepared.keys()) {
        if (generation < belowGeneration) discard(generation);
      }
    },
    begin(generation, ice) {
      if (store.getState().phase === 'ended') return;
      const next = advance(generations, generation);
      if (!next) return;
      generations = next.generations;
      const attempt = prepared.get(generation) ?? createAttempt(generation, ice, () => {});
      start(generation, attempt, next.signals);
    },
    receive(generation, signal) {
      if (store.getState().phase === 'ended') return;
      const sorted = sort(generations, generation, signal);
      if (sorted?.for === 'peer') live?.peer.signal(signal);
      if (sorted?.for === 'later') generations = sorted.generations;
    },
    end() {
      if (store.getState().phase === 'ended') return;
      destroyAll();
      generations = NO_GENERATION;
      set({ phase: 'ended' });
    },
    reset,
    prepareAnswer(generation, ice, offer) {
      forgetAnswer();
      const { promise: given, resolve: give } = laterOn();
      const kinds = kindsIn(localStream());
      const attempt = createAttempt(generation, ice, () => {}, given);
      ready = { generation, ice, offer, attempt, kinds, give };
      for (const signal of offer) attempt.peer.signal(signal);
    },
    forgetAnswer,
    giveAnswer() {
      if (!ready) return null;
      const { generation, ice, offer, attempt, kinds, give } = ready;
      // A device that came or went meanwhile would have to be negotiated.
      const isFit = kinds === kindsIn(localStream());
      if (isFit) ready = null;
      reset();
      generations = { ...NO_GENERATION, current: generation };
      // The answer is on its way before anything is drawn.
      give();
      if (isFit) start(generation, attempt, []);
      else
        start(
          generation,
          createAttempt(generation, ice, () => {}),
          offer,
        );
      return generation;
    },
  };
}
