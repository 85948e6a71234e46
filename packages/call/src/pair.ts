import type { IceSettings, PathTrouble } from '@peerdesk/protocol';
import { createCall } from './call.ts';
import type { Call, Side } from './contract.ts';

/**
 * A call to oneself: two calls in one page, each the other's party. Only the channel differs from a
 * call with somebody else: what one signals, the other receives.
 */
export interface Pair {
  /** Sends what this party would send. */
  readonly near: Call;
  /** Receives it, as the other party would. */
  readonly far: Call;
  /** Connects the two in this generation; the one before it is over. */
  begin(generation: number, ice: IceSettings): void;
  /** Safe to repeat. */
  end(): void;
}

export interface PairOptions {
  readonly localStream: () => MediaStream | null;
  /** What is sent has arrived. */
  readonly onConnected: (generation: number) => void;
  /** Either side may say so, and both may. */
  readonly onLost: (generation: number, trouble: PathTrouble | null) => void;
}

const nothing = () => {};

/** See {@link Pair}. */
export function createPair({ localStream, onConnected, onLost }: PairOptions): Pair {
  const end = (role: Side, other: () => Call) =>
    createCall({
      role,
      localStream: role === 'initiator' ? localStream : () => null,
      send(generation, signal) {
        // As over a network: later, and as a copy.
        const copy = structuredClone(signal);
        setTimeout(() => other().receive(generation, copy), 0);
      },
      onConnected: role === 'answerer' ? onConnected : nothing,
      onLost,
    });
  const near: Call = end('initiator', () => far);
  const far: Call = end('answerer', () => near);
  return {
    near,
    far,
    begin(generation, ice) {
      far.begin(generation, ice);
      near.begin(generation, ice);
    },
    end() {
      near.end();
      far.end();
    },
  };
}
