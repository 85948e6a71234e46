import type { hasten as Hasten, Hastening } from './hasten.ts';

/** Whoever waits has more urgent things to load. */
const LOAD_MS = 1000;

let hasten: typeof Hasten | null = null;

/**
 * Nobody needs it in order to connect, so its code is loaded once during the wait.
 *
 * @param current the track of a camera that is to be sent now
 */
export function createHastening(
  connection: RTCPeerConnection,
  current: () => MediaStreamTrack | null,
): Hastening {
  let own: Hastening | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const begin = () => {
    if (hasten && connection.signalingState !== 'closed' && !connection.currentLocalDescription) {
      own = hasten(connection, current);
    }
  };
  const load = async () => {
    try {
      ({ hasten } = await import('./hasten.ts'));
      begin();
    } catch {
      // Out of reach: the picture comes a little later.
    }
  };
  if (hasten) begin();
  else timer = setTimeout(() => void load(), LOAD_MS);
  return {
    take: () => own?.take(),
    grow: () => own?.grow(),
    end() {
      clearTimeout(timer);
      own?.end();
    },
  };
}
