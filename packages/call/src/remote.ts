import { createStore, type StoreApi } from 'zustand/vanilla';
import { createAllowance } from './allowance.ts';
import type { Controls, ControlsState, Line, RemoteState } from './contract.ts';

const TOPIC = 'devices';
/** Nobody switches faster. */
const HEARD_AT_ONCE = 20;
const HEARD_PER_SECOND = 4;

/** What the two tell each other of their microphones, cameras and screens. */
export interface Remote {
  readonly store: StoreApi<RemoteState>;
  end(): void;
}

export interface RemoteOptions {
  readonly line: Line;
  readonly controls: Pick<Controls, 'store'>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** Says one's own switches on every opening of the line and every change, and hears the other's. */
export function createRemote({ line, controls, clock }: RemoteOptions): Remote {
  // Until they have told, what comes is shown as it comes.
  const store = createStore<RemoteState>(() => ({ microphone: 'on', camera: 'on', screen: 'off' }));
  const heard = createAllowance(HEARD_AT_ONCE, HEARD_PER_SECOND, clock);
  const tell = () => line.say(TOPIC, toldOf(controls.store.getState()));
  const releases = [
    line.hear(TOPIC, (body) => {
      const told = heard() ? readRemote(body) : null;
      if (told) store.setState(told, true);
    }),
    line.store.subscribe(({ open }) => open && tell()),
    controls.store.subscribe(tell),
  ];
  tell();
  return {
    store,
    end() {
      for (const release of releases.splice(0)) release();
    },
  };
}

function toldOf({ microphone, camera, screen }: ControlsState): RemoteState {
  return { microphone, camera, screen: screen === 'on' ? 'on' : 'off' };
}

/** @returns null for what is no such word; their browser may be anybody's */
export function readRemote(value: unknown): RemoteState | null {
  if (typeof value !== 'object' || value === null) return null;
  const { microphone, camera, screen } = value as Record<string, unknown>;
  if (microphone !== 'on' && microphone !== 'off') return null;
  if (camera !== 'on' && camera !== 'off' && camera !== 'absent') return null;
  if (screen !== 'on' && screen !== 'off') return null;
  return { microphone, camera, screen };
}
