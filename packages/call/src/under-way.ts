import type { Call } from './contract.ts';

/** Connecting takes less where all goes well; whoever waits longer wants to see that something happens. */
const PATIENCE_MS = 300;

/**
 * Two browsers that are just finding each other need the processor for it more than for the screen
 * around them.
 *
 * @returns resolves when offer and answer have met in this browser, or the call takes its time
 */
export async function underWay(call: Pick<Call, 'store' | 'connection'>): Promise<void> {
  if (call.store.getState().phase === 'connected') return;
  await new Promise<void>((resolve) => {
    const connection = call.connection();
    if (connection && isAgreed(connection)) return resolve();
    connection?.addEventListener('signalingstatechange', () => {
      if (isAgreed(connection)) resolve();
    });
    setTimeout(resolve, PATIENCE_MS);
  });
}

const isAgreed = ({ signalingState, remoteDescription }: RTCPeerConnection) =>
  signalingState === 'stable' && remoteDescription !== null;
