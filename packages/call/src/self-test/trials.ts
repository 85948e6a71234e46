import type { IceSettings } from '@peerdesk/protocol';
import { createPair } from '../pair.ts';
import { reportOf } from '../report.ts';
import { type RawStats, type Sample, sampleOf } from '../statistics.ts';
import { type Measures, measuresOf, typicalOf } from './measures.ts';
import type { Trial } from './verdict.ts';

/** So many looks at what is sent and what arrives make a trial. */
const LOOKS = 4;
const EVERY_MS = 1000;

/** One call to oneself, in as many generations as there are kinds of paths to be tried. */
export interface Trials {
  /** Connects anew, over such a path, and looks at it for some seconds. Never rejects. */
  attempt(ice: IceSettings): Promise<Trial>;
  /** What has been under way comes to nothing. Safe to repeat. */
  end(): void;
}

/**
 * @param onReceived what comes back; null while nothing does
 * @param onMeasures called every second while connected, also after an attempt
 */
export function createTrials({
  localStream,
  onReceived,
  onMeasures,
}: {
  readonly localStream: () => MediaStream | null;
  readonly onReceived: (received: MediaStream | null) => void;
  readonly onMeasures: (measures: Measures) => void;
}): Trials {
  let generation = 0;
  let settle: ((trial: Trial) => void) | null = null;
  let seen: Measures[] = [];
  let timer: ReturnType<typeof setInterval> | undefined;

  const pair = createPair({
    localStream,
    onConnected(connected) {
      if (connected !== generation) return;
      const state = pair.far.store.getState();
      onReceived(state.phase === 'connected' ? state.remote : null);
      watch();
    },
    onLost(lost, trouble) {
      if (lost !== generation) return;
      stopWatching();
      onReceived(null);
      settle?.({ phase: 'failed', why: trouble?.code ?? 'no_path' });
    },
  });
  const [near, far] = [pair.near, pair.far].map((call) => createSampler(() => call.connection()));

  function watch() {
    stopWatching();
    timer = setInterval(() => void look(generation), EVERY_MS);
  }

  function stopWatching() {
    clearInterval(timer);
    seen = [];
  }

  async function look(looking: number) {
    const [sent, received] = await Promise.all([near?.(), far?.()]);
    if (looking !== generation || !sent || !received) return;
    const measures = measuresOf(sent, received);
    seen = [...seen, measures].slice(-LOOKS);
    onMeasures(measures);
    const typical = typicalOf(seen);
    if (typical && seen.length === LOOKS) settle?.({ phase: 'connected', measures: typical });
  }

  return {
    attempt(ice) {
      stopWatching();
      onReceived(null);
      return new Promise((resolve) => {
        settle = resolve;
        pair.begin(++generation, ice);
      });
    },
    end() {
      generation++;
      stopWatching();
      pair.end();
      onReceived(null);
    },
  };
}

/** @returns gives what has happened since it was last called, on the same connection */
function createSampler(connection: () => RTCPeerConnection | null): () => Promise<Sample | null> {
  let of: RTCPeerConnection | null = null;
  let before: readonly RawStats[] | null = null;
  return async () => {
    const now = connection();
    if (now !== of) [of, before] = [now, null];
    const report = now && (await reportOf(now));
    if (!report || now !== of) return null;
    const sample = before && sampleOf(before, report);
    if (sample || !before) before = report;
    return sample;
  };
}
