import type { IceSettings, Signal } from '@peerdesk/protocol';

/** What the servers of these settings have come to: null where there is none of the kind. */
export interface Paths {
  readonly reflexive: 'found' | 'blocked' | null;
  readonly relay: 'found' | 'blocked' | null;
}

/** A server that has not answered by then is out of reach, or as good as. */
const GATHER_MS = 4000;

/** Looks which servers are within reach, without any media. Never rejects. */
export async function findPaths(ice: IceSettings): Promise<Paths> {
  if (ice.iceServers.length === 0) return { reflexive: null, relay: null };
  const found: string[] = [];
  try {
    const peer = new RTCPeerConnection({
      iceTransportPolicy: ice.iceTransportPolicy,
      iceServers: ice.iceServers.map((server) => ({ ...server, urls: [...server.urls] })),
    });
    try {
      peer.createDataChannel('');
      await gather(peer, found);
    } finally {
      peer.close();
    }
  } catch {
    // A browser without WebRTC finds nothing.
  }
  return pathsOf(found, ice);
}

/** What the candidates of an offer, gathered with these settings, tell of the servers. */
export function pathsIn(signals: readonly Signal[], ice: IceSettings): Paths {
  const found = signals.flatMap(({ candidate }) =>
    typeof candidate === 'object' && candidate !== null && 'candidate' in candidate
      ? (/ typ (\w+)/.exec(String(candidate.candidate))?.[1] ?? [])
      : [],
  );
  return pathsOf(found, ice);
}

function pathsOf(found: readonly string[], { iceServers, iceTransportPolicy }: IceSettings): Paths {
  const urls = iceServers.flatMap((server) => server.urls);
  const outcome = (type: string) => (found.includes(type) ? 'found' : 'blocked');
  const stuns = iceTransportPolicy === 'all' && urls.some((url) => url.startsWith('stun'));
  return {
    reflexive: stuns ? outcome('srflx') : null,
    relay: urls.some((url) => url.startsWith('turn')) ? outcome('relay') : null,
  };
}

async function gather(peer: RTCPeerConnection, found: string[]): Promise<void> {
  const gathered = new Promise<void>((resolve) => {
    peer.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.type) found.push(candidate.type);
      if (!candidate) resolve();
    });
    setTimeout(resolve, GATHER_MS);
  });
  await peer.setLocalDescription();
  await gathered;
}
