import { findPaths, type Paths, pathsIn } from '@peerdesk/call';
import type { CallerSetup, IceSettings, Signal } from '@peerdesk/protocol';
import { networkOf, type Surroundings } from './network.ts';
import { pause } from './request.ts';

/** So many trips there and back are judged together. */
const TRIPS = 3;
const BETWEEN_MS = 400;
/** Devices come and go, and people walk out of the house; thousands may be waiting, though. */
const AGAIN_MS = 180_000;
/** After a restart of the server everybody is greeted at once; they must not all describe at once. */
const SPREAD_MS = 3000;

/** Tells the server what the caller's browser has, and how well it is connected, while it waits. */
export interface Describing {
  /** The page has just been greeted: the network may be another one. */
  begin(): void;
  /** What a prepared offer, gathered with these settings, has found needs no looking for. */
  learn(signals: readonly Signal[], ice: IceSettings): void;
  /** Safe to repeat. */
  end(): void;
}

export function createDescribing({
  lookAround,
  waitsWith,
  tell,
  clock,
}: {
  readonly lookAround: () => Promise<Surroundings>;
  /** Null unless the caller waits; `prepares` when an offer will tell of the paths by itself. */
  readonly waitsWith: () => { readonly ice: IceSettings; readonly prepares: boolean } | null;
  /** @returns false when it has not been told */
  readonly tell: (setup: CallerSetup) => Promise<boolean>;
  readonly clock: () => number;
}): Describing {
  let latest = 0;
  let isFirst = true;
  let paths: Paths | null = null;
  let gatheredAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function look(ice: IceSettings, prepares: boolean): Promise<void> {
    if (prepares || clock() - gatheredAt < AGAIN_MS) return;
    gatheredAt = clock();
    paths = await findPaths(ice);
  }

  async function describe(): Promise<void> {
    const turn = ++latest;
    clearTimeout(timer);
    const waits = waitsWith();
    if (!waits) return;
    if (!isFirst) await pause(Math.random() * SPREAD_MS);
    isFirst = false;
    if (turn !== latest) return;
    await look(waits.ice, waits.prepares);
    const { connectionHint, ...surroundings } = await lookAround();
    const trips: number[] = [];
    for (;;) {
      if (turn !== latest || !waitsWith()) return;
      const known = paths ?? { relay: null, reflexive: null };
      const measured = trips.length >= TRIPS;
      const network = measured ? networkOf(trips, connectionHint, known.relay) : null;
      const toldAt = clock();
      if (!(await tell({ ...surroundings, ...known, network }))) return;
      if (measured) break;
      trips.push(clock() - toldAt);
      await pause(BETWEEN_MS);
    }
    if (turn === latest) timer = setTimeout(() => void describe(), AGAIN_MS);
  }

  return {
    begin: () => void describe(),
    learn(signals, ice) {
      paths = pathsIn(signals, ice);
    },
    end() {
      latest++;
      clearTimeout(timer);
    },
  };
}
