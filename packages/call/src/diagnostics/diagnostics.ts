import { browserOf } from '../browser-family.ts';
import type { Call, Diagnostics } from '../contract.ts';
import { FIRST_PICTURE_MS } from '../first-picture.ts';
import type { Quality } from '../quality-types.ts';
import type { RawStats } from '../statistics.ts';
import {
  type CallHappening,
  emptyRecord,
  wasTroubled,
  withEvent,
  withSample,
} from './call-record.ts';

/** A connection that is not up by then tells what it has found so far. */
const SLOW_MS = 4000;

/** See {@link Diagnostics}. @returns also what ends the keeping; what is kept stays */
export function createDiagnostics(
  call: Call,
  quality: Quality['store'],
  clock: () => number,
): Diagnostics & { end(): void } {
  let record = emptyRecord(call.role, clock());
  const over = new AbortController();
  const { signal } = over;
  let followed: RTCPeerConnection | null = null;
  let later: ReturnType<typeof setTimeout> | undefined;

  const note = (happening: CallHappening) => {
    record = withEvent(record, { ...happening, at: clock() });
  };

  async function noteCandidates(connection: RTCPeerConnection) {
    try {
      const { candidatesIn } = await import('../candidates.ts');
      const report = [...(await connection.getStats()).values()] as RawStats[];
      if (!signal.aborted) note({ what: 'candidates', ...candidatesIn(report) });
    } catch {
      // Closed meanwhile.
    }
  }

  function lookLater(connection: RTCPeerConnection, ms: number) {
    clearTimeout(later);
    later = setTimeout(() => void noteCandidates(connection), ms);
  }

  function follow(connection: RTCPeerConnection | null) {
    if (connection === followed || !connection) return;
    followed = connection;
    const on = (event: string, listen: () => void) =>
      connection.addEventListener(event, listen, { signal });
    on('iceconnectionstatechange', () =>
      note({ what: 'ice', state: connection.iceConnectionState }),
    );
    on('connectionstatechange', () =>
      note({ what: 'connection', state: connection.connectionState }),
    );
    on('icegatheringstatechange', () =>
      note({ what: 'gathering', state: connection.iceGatheringState }),
    );
    connection.addEventListener(
      'icecandidateerror',
      ({ errorCode }) => note({ what: 'candidate error', code: errorCode }),
      { signal },
    );
    lookLater(connection, SLOW_MS);
  }

  function look() {
    const state = call.store.getState();
    follow(call.connection());
    note({
      what: 'phase',
      phase: state.phase,
      generation: 'generation' in state ? state.generation : null,
      trouble: ('trouble' in state && state.trouble?.code) || null,
    });
    if (state.phase !== 'connected' || !followed) return;
    lookLater(followed, FIRST_PICTURE_MS);
  }

  const releases = [
    call.store.subscribe((state, last) => {
      // That the other's tracks are known by now is no news of the connection.
      const hasGained = 'remote' in state && !('remote' in last) && state.phase === last.phase;
      if (!hasGained) look();
    }),
    call.line.store.subscribe(({ open }) => note({ what: 'line', open })),
    quality.subscribe((now, last) => {
      if (now.sample && now.sample !== last.sample) {
        record = withSample(record, now.sample);
      }
      if (now.own !== last.own || now.remote !== last.remote) {
        note({ what: 'level', own: now.own, remote: now.remote });
      }
      if (now.ownPicture !== last.ownPicture || now.remotePicture !== last.remotePicture) {
        note({ what: 'picture', own: now.ownPicture, remote: now.remotePicture });
      }
      if (now.lowData !== last.lowData || now.remoteLowData !== last.remoteLowData) {
        note({ what: 'low data', own: now.lowData, remote: now.remoteLowData });
      }
    }),
  ];
  look();

  return {
    wasTroubled: () => wasTroubled(record),
    async describe() {
      const { describeCall } = await import('./describe-call.ts');
      return describeCall(record, browserOf(navigator.userAgent), clock());
    },
    end() {
      // The page may learn of the end before the call does.
      const isTold = signal.aborted || call.store.getState().phase === 'ended';
      if (!isTold) note({ what: 'phase', phase: 'ended', generation: null, trouble: null });
      clearTimeout(later);
      for (const release of releases.splice(0)) release();
      over.abort();
    },
  };
}
