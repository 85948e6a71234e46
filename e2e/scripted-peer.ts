import type { CallOptions } from '@peerdesk/call';

/** What comes from the other side: nothing to be seen. */
const voice = { getVideoTracks: () => [] as MediaStreamTrack[] } as MediaStream;

type CreatePeer = NonNullable<CallOptions['createPeer']>;
type PeerOptions = Parameters<CreatePeer>[0];

/** ICE notices at one end before it does at the other. */
const UNNOTICED_MS = { initiator: 3000, answerer: 4500 };
const TRIP_MS = 50;

/**
 * The network between two browsers, without browsers: Node has no WebRTC. Two peers are connected
 * once an offer and the answer to it have met and the path is up. They take no more than real ones
 * do: a second offer, or the answer to another one, is fatal.
 */
export function createAir() {
  const alive = new Set<ScriptedPeer>();
  let up = true;
  let made = 0;

  interface ScriptedPeer {
    readonly id: number;
    readonly page: string;
    readonly options: PeerOptions;
    other: number | null;
    connected: boolean;
    losing: ReturnType<typeof setTimeout> | undefined;
  }

  const otherOf = ({ id, other }: ScriptedPeer) =>
    [...alive].find((peer) => peer.id === other && peer.other === id);

  function lose(peer: ScriptedPeer, how: 'closed' | 'failed') {
    if (!alive.delete(peer)) return;
    clearTimeout(peer.losing);
    peer.options.onLost(how);
  }

  /** What the path makes of the peers, now that something has changed. */
  function settle() {
    for (const peer of alive) {
      if (up) {
        clearTimeout(peer.losing);
        peer.losing = undefined;
        const other = otherOf(peer);
        if (other && !peer.connected) connect(peer);
      } else if (peer.connected) {
        const { initiator } = peer.options;
        const ms = initiator ? UNNOTICED_MS.initiator : UNNOTICED_MS.answerer;
        peer.losing ??= setTimeout(lose, ms, peer, 'failed');
      }
    }
  }

  function connect(peer: ScriptedPeer) {
    peer.connected = true;
    setTimeout(() => {
      if (!alive.has(peer)) return;
      peer.options.onConnected(voice);
      peer.options.onChannel();
    }, TRIP_MS);
  }

  return {
    setUp(isUp: boolean) {
      up = isUp;
      settle();
    },

    /** A peer of this page has taken the other's offer. */
    hasAnswered: (page: string) =>
      [...alive].some((peer) => peer.page === page && peer.other !== null),

    /** The peers of a page that are alive, the connected ones first. */
    peersOf: (page: string) =>
      [...alive]
        .filter((peer) => peer.page === page)
        .map((peer) => ({
          id: peer.id,
          with: otherOf(peer)?.page ?? null,
          connected: peer.connected,
        })),

    createPeer:
      (page: string): CreatePeer =>
      (options) => {
        made += 1;
        const peer: ScriptedPeer = {
          id: made,
          page,
          options,
          other: null,
          connected: false,
          losing: undefined,
        };
        alive.add(peer);
        if (options.initiator) {
          setTimeout(() => {
            if (!alive.has(peer)) return;
            options.onSignal({ type: 'offer', from: peer.id });
            options.onGathered();
          }, 0);
        }
        return {
          connection: null,
          signal({ type, from, to }) {
            if (!alive.has(peer)) return;
            const isFirst = peer.other === null;
            const isForMe = type === 'offer' ? !options.initiator : to === peer.id;
            if (!isFirst || !isForMe) return lose(peer, 'failed');
            peer.other = Number(from);
            if (type === 'offer') options.onSignal({ type: 'answer', from: peer.id, to: from });
            settle();
          },
          send: () => alive.has(peer),
          write: (_data, done) => done(),
          trouble: () => (peer.connected ? null : { code: 'no_path' }),
          destroy() {
            if (!alive.has(peer)) return;
            const other = otherOf(peer);
            alive.delete(peer);
            clearTimeout(peer.losing);
            // Over a path that is dark nobody hears of it.
            if (up && other?.connected) setTimeout(lose, TRIP_MS, other, 'closed');
          },
        };
      },
  };
}
