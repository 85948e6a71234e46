import type { IceSettings } from '@peerdesk/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LocalMedia, Outgoing } from '../contract.ts';
import { createLevelMeter } from '../level.ts';
import { turnUrlsIn } from '../path-trouble.ts';
import { trackOf } from '../tracks.ts';
import type { Measures } from './measures.ts';
import { playChime, playVoice, recordVoice } from './sounds.ts';
import { createTrials, type Trials } from './trials.ts';
import { type Observed, type Verdict, verdictOf } from './verdict.ts';

/** Long enough for a sentence. */
const RECORDING_MS = 3000;
/** A level that a room is louder than, even when nobody speaks; a dead microphone is not. */
const SILENCE = 0.02;
/** So many looks at the level, about twelve a second, before silence means anything. */
const LISTENED = 36;

export type VoiceState = 'idle' | 'recording' | 'playing' | 'played' | 'failed';
export type SpeakerState = 'idle' | 'playing' | 'asking' | 'heard' | 'unheard';

export type TestCallState =
  | { readonly phase: 'idle' }
  /** Devices and servers are asked for. */
  | { readonly phase: 'starting' }
  | { readonly phase: 'running'; readonly way: 'direct' | 'relayed'; readonly measured: boolean }
  | { readonly phase: 'over' };

export interface SelfTestState {
  readonly voice: VoiceState;
  readonly speaker: SpeakerState;
  readonly call: TestCallState;
  /** What comes back; null while nothing does. */
  readonly received: MediaStream | null;
  /** Of the call as it is, or as it was last. */
  readonly measures: Measures | null;
  readonly observed: Observed;
  /** Null until there is something to be said. */
  readonly verdict: Verdict | null;
}

/** The test of one's own camera, microphone, speaker and connection. */
export interface SelfTest {
  readonly store: StoreApi<SelfTestState>;
  /** Begins to look and listen. @returns ends all of it; the devices stay as they are */
  begin(): () => void;
  /** Records a sentence and plays it. */
  tryVoice(): Promise<void>;
  /** Plays a sound, and then asks whether it was heard. */
  trySpeaker(): Promise<void>;
  answerHeard(heard: boolean): void;
  /** Calls oneself: first over any path, then through the relay if there is one. */
  startCall(): Promise<void>;
  endCall(): void;
}

export interface SelfTestParts {
  readonly media: LocalMedia;
  readonly outgoing: Outgoing;
  /** The server's STUN and TURN servers; null when it cannot be asked. Never rejects. */
  readonly askIce: () => Promise<IceSettings | null>;
}

const NOTHING_SEEN: Observed = {
  trouble: null,
  voice: null,
  speaker: null,
  server: null,
  direct: null,
  relayed: null,
};

/** See {@link SelfTest}. */
export function createSelfTest({ media, outgoing, askIce }: SelfTestParts): SelfTest {
  const store = createStore<SelfTestState>(() => ({
    voice: 'idle',
    speaker: 'idle',
    call: { phase: 'idle' },
    received: null,
    measures: null,
    observed: NOTHING_SEEN,
    verdict: null,
  }));
  let ending = new AbortController();
  let trials: Trials | null = null;
  // Raised by every beginning and end: what was under way before then comes too late.
  let latest = 0;
  let tested = false;
  let loudest = 0;
  let listened = 0;
  let unlisten: (() => void) | null = null;

  const now = () => store.getState();
  const set = (change: Partial<SelfTestState>) => {
    if (!ending.signal.aborted) store.setState(change);
  };

  /** Takes note of something, and says what it means as soon as that can be said. */
  function see(change: Partial<Observed>) {
    const observed = { ...now().observed, ...change };
    const verdict = verdictOf(observed);
    // Whoever cannot be heard need not wait for the rest.
    set({ observed, verdict: tested || verdict.level === 'blocked' ? verdict : null });
  }

  function listen() {
    const open = media.store.getState().phase === 'open';
    if (!open || unlisten) return;
    unlisten = createLevelMeter(outgoing.stream, (level) => {
      listened++;
      loudest = Math.max(loudest, level);
      const voice = loudest > SILENCE ? true : listened > LISTENED ? false : null;
      if (voice !== now().observed.voice) see({ voice });
    });
  }

  function look() {
    const state = media.store.getState();
    listen();
    const trouble = state.phase === 'open' || state.phase === 'trouble' ? state.trouble : null;
    if (JSON.stringify(trouble) !== JSON.stringify(now().observed.trouble)) see({ trouble });
  }

  function finish() {
    tested = true;
    see({});
  }

  async function tryCall(mine: number): Promise<void> {
    const state = media.store.getState();
    if (state.phase !== 'open') await media.open('media' in state ? state.media : 'video');
    if (mine !== latest) return;
    if (media.store.getState().phase !== 'open') return endCall();
    const ice = await askIce();
    if (mine !== latest) return;
    see({ server: ice ? 'reachable' : 'unreachable' });
    if (!ice) return endCall();

    const mineTrials = createTrials({
      localStream: () => outgoing.stream,
      onReceived: (received) => set({ received }),
      onMeasures: (measures) => set({ measures }),
    });
    trials = mineTrials;
    const attempt = async (
      way: 'direct' | 'relayed',
      policy: IceSettings['iceTransportPolicy'],
    ) => {
      set({ call: { phase: 'running', way, measured: false } });
      const trial = await mineTrials.attempt({ ...ice, iceTransportPolicy: policy });
      if (mine === latest) see({ [way]: trial });
      return trial;
    };
    let last = null;
    if (ice.iceTransportPolicy === 'all') last = await attempt('direct', 'all');
    if (mine === latest && (turnUrlsIn(ice).length > 0 || !last))
      last = await attempt('relayed', 'relay');
    if (mine !== latest) return;
    if (last?.phase !== 'connected') return endCall();
    const { call } = now();
    if (call.phase === 'running') set({ call: { ...call, measured: true } });
    finish();
  }

  function endCall() {
    latest++;
    trials?.end();
    trials = null;
    set({ call: { phase: 'over' } });
    const { direct, relayed, server, trouble } = now().observed;
    if (direct || relayed || server === 'unreachable' || trouble) finish();
  }

  /** Another microphone is heard anew. */
  function listenAnew({ track }: MediaStreamTrackEvent) {
    if (track.kind !== 'audio') return;
    [loudest, listened] = [0, 0];
    see({ voice: null });
  }

  return {
    store,
    begin() {
      ending = new AbortController();
      const unfollow = media.store.subscribe(look);
      outgoing.stream.addEventListener('addtrack', listenAnew);
      look();
      return () => {
        latest++;
        unfollow();
        outgoing.stream.removeEventListener('addtrack', listenAnew);
        unlisten?.();
        unlisten = null;
        trials?.end();
        ending.abort();
      };
    },
    async tryVoice() {
      const voice = trackOf(outgoing.stream, 'audio');
      if (!voice || now().voice === 'recording' || now().voice === 'playing') return;
      set({ voice: 'recording' });
      const recorded = await recordVoice(voice, RECORDING_MS, ending.signal);
      set({ voice: recorded ? 'playing' : 'failed' });
      if (!recorded) return;
      set({ voice: (await playVoice(recorded, ending.signal)) ? 'played' : 'failed' });
    },
    async trySpeaker() {
      if (now().speaker === 'playing') return;
      set({ speaker: 'playing' });
      await playChime();
      set({ speaker: 'asking' });
    },
    answerHeard(heard) {
      set({ speaker: heard ? 'heard' : 'unheard' });
      see({ speaker: heard });
    },
    async startCall() {
      const { phase } = now().call;
      if (phase === 'starting' || phase === 'running') return;
      tested = false;
      set({ call: { phase: 'starting' }, measures: null });
      see({ server: null, direct: null, relayed: null });
      await tryCall(++latest);
    },
    endCall,
  };
}
