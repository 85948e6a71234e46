import type { IceServer } from '@peerdesk/protocol';
import { createHastening } from './hastening.ts';
import { isHopeless, troubleIn, turnUrlsIn } from './path-trouble.ts';
import {
  isShaken,
  isSilent,
  LOOK_MS,
  lookAgain,
  type PathWatch,
  receivedIn,
} from './path-watch.ts';
import type { Peer, PeerOptions } from './peer-contract.ts';
import { SimplePeer } from './simple-peer.js';

/** How long ICE may report `disconnected` before the connection counts as lost. */
const DISCONNECTED_MS = 3000;
/** How long to wait for the other party's media once the connection is up. */
const MEDIA_MS = 2000;
/** After every TURN server has failed once: on another address of this machine one may not. */
const HOPELESS_MS = 1500;
/** After the connection is up, and both have drawn their call. */
const GROW_MS = 1000;
/** Said over the data channel so that something arrives also from somebody who sends no media. */
const ALIVE = '';

/** The only place that knows simple-peer, and what we learned about it. */
export function createPeer(options: PeerOptions): Peer {
  const { ice, stream, onSignal, onGathered, onConnected, onChannel, onData, onLost } = options;
  let remote: MediaStream | null = null;
  let up = false;
  let over = false;
  let lastSdp: unknown = null;
  let lostTimer: ReturnType<typeof setTimeout> | undefined;
  let mediaTimer: ReturnType<typeof setTimeout> | undefined;
  let lookTimer: ReturnType<typeof setInterval> | undefined;
  let growTimer: ReturnType<typeof setTimeout> | undefined;
  let watch: PathWatch | null = null;
  let relayed = false;
  const errorCodes: number[] = [];
  /** TURN servers that have not failed on any of this machine's addresses. */
  const unanswered = new Set(turnUrlsIn(ice));
  let hopelessTimer: ReturnType<typeof setTimeout> | undefined;

  if (typeof RTCPeerConnection === 'undefined') {
    // simple-peer throws; `media.ts` has told the person already.
    const told = setTimeout(onLost, 0, 'failed');
    return {
      connection: null,
      signal() {},
      send: () => false,
      write() {},
      trouble: () => null,
      destroy: () => clearTimeout(told),
    };
  }
  const { iceServers, iceTransportPolicy } = ice;
  const peer = new SimplePeer({
    initiator: options.initiator,
    trickle: true,
    // Always a list of ours, even an empty one: without it simple-peer asks public STUN servers.
    // https://github.com/feross/simple-peer/blob/v9.11.1/index.js#L1037-L1048
    config: {
      iceServers: iceServers.map(copyOf),
      iceTransportPolicy,
      bundlePolicy: 'max-bundle',
    },
    ...(stream && { stream }),
  });
  const connection = peer['_pc'];
  // `outgoing.ts` swaps tracks within its stream and says so by `addtrack`, then `removetrack`. A
  // place once made for a kind is kept, so that only the first track of a kind is negotiated.
  const places = new Map(stream?.getTracks().map((track) => [track.kind, track]));
  const sent = new Map(places);
  const hastening = createHastening(connection, () => sent.get('video') ?? null);
  /** Given before the browser has applied it, which takes as long as the way to the other side. */
  let answeredAhead = false;
  if (options.answerAfter) {
    answerAfter(options.answerAfter, connection, (answer) => {
      answeredAhead = true;
      if (!over) onSignal({ type: answer.type, sdp: answer.sdp });
      hastening.take();
    });
  }
  connection.addEventListener('icecandidate', ({ candidate }) => {
    relayed ||= candidate?.type === 'relay';
  });
  connection.addEventListener('icecandidateerror', ({ errorCode, url }) => {
    errorCodes.push(errorCode);
    unanswered.delete(url);
    // Chromium goes on gathering for half a minute after every server has said no.
    if (unanswered.size === 0) hopelessTimer ??= setTimeout(giveUp, HOPELESS_MS);
  });
  const giveUp = () => {
    if (!over && isHopeless({ ice, relayed })) options.onHopeless();
  };

  const stop = () => {
    over = true;
    clearTimeout(lostTimer);
    clearTimeout(mediaTimer);
    clearInterval(lookTimer);
    clearTimeout(growTimer);
    clearTimeout(hopelessTimer);
    hastening.end();
    stream?.removeEventListener('addtrack', sendTrack);
    stream?.removeEventListener('removetrack', dropTrack);
  };
  const lose = (how: 'closed' | 'failed') => {
    if (over) return;
    stop();
    peer.destroy();
    onLost(how);
  };

  // `stream` fires when the description is applied, before ICE is up. `connect` waits for the data
  // channel too, which is two more trips: the first picture is there before it.
  // Tracks that follow later join the same MediaStream by themselves.
  const announce = () => {
    if (over || !up || !remote) return;
    clearTimeout(mediaTimer);
    onConnected(remote);
  };
  const say = (data: string) => {
    if (over) return false;
    try {
      peer.send(data);
      return true;
    } catch {
      return false;
    }
  };
  /** ICE can be up over a path that carries nothing. */
  const look = async () => {
    say(ALIVE);
    const report = await connection.getStats().catch(() => null);
    if (over || !report) return;
    watch = lookAgain(watch, receivedIn(report.values()), performance.now());
    if (isSilent(watch)) lose('failed');
    else if (isShaken(watch)) options.onShaken();
  };
  const rise = () => {
    if (up) return;
    up = true;
    lookTimer = setInterval(() => void look(), LOOK_MS);
    growTimer = setTimeout(hastening.grow, GROW_MS);
    announce();
    if (remote) return;
    // Somebody without camera and microphone is still somebody to be connected with.
    mediaTimer = setTimeout(() => {
      remote = new MediaStream();
      announce();
    }, MEDIA_MS);
  };
  peer.on('stream', (found) => {
    remote = found;
    if (!over) options.onRemote(found);
    announce();
  });
  peer.on('signal', (signal) => {
    const isRepeated = answeredAhead && signal['type'] === 'answer';
    if (isRepeated) answeredAhead = false;
    else if (!over) onSignal(signal);
  });
  peer.on('iceStateChange', (state, gathering) => {
    if (over) return;
    if (gathering === 'complete') {
      onGathered();
      giveUp();
    }
    // ICE says `failed` only after some 15 seconds more. It may also recover by itself, but a
    // person notices three seconds of silence, and a new peer takes a fraction of one.
    clearTimeout(lostTimer);
    if (state === 'disconnected') {
      lostTimer = setTimeout(lose, DISCONNECTED_MS, 'failed');
      options.onShaken();
    }
    if (state === 'connected' || state === 'completed') rise();
  });
  peer.on('connect', () => {
    if (!over) onChannel();
  });
  peer.on('data', (data) => {
    if (!over && data !== ALIVE) onData(data);
  });
  // On a fatal error `error` comes first, then `close`; when the other side goes, only `close`.
  // The codes: https://github.com/feross/simple-peer/blob/v9.11.1/README.md#error-codes
  // When the other side's connection goes all at once, Chromium reports an error of the channel
  // ("User-Initiated Abort") before its close: the same hang-up, seen in another order.
  peer.on('error', ({ code }) => lose(code === 'ERR_DATA_CHANNEL' ? 'closed' : 'failed'));
  peer.on('close', () => lose('closed'));

  function sendTrack({ track }: MediaStreamTrackEvent) {
    if (!stream || over) return;
    const place = places.get(track.kind);
    sent.set(track.kind, track);
    if (place) return peer.replaceTrack(place, track, stream);
    places.set(track.kind, track);
    peer.addTrack(track, stream);
  }
  function dropTrack({ track }: MediaStreamTrackEvent) {
    const place = places.get(track.kind);
    if (!stream || over || !place || sent.get(track.kind) !== track) return;
    sent.delete(track.kind);
    peer.replaceTrack(place, null, stream);
  }
  stream?.addEventListener('addtrack', sendTrack);
  stream?.addEventListener('removetrack', dropTrack);

  return {
    signal(signal) {
      // The server may hand over a prepared offer that is then sent again by its caller; a second
      // answer to it would be fatal to the caller's peer. A renegotiation has another SDP.
      if (over || (signal['sdp'] !== undefined && signal['sdp'] === lastSdp)) return;
      lastSdp = signal['sdp'] ?? lastSdp;
      if (signal['type'] === 'answer') hastening.take();
      try {
        peer.signal(signal);
      } catch {
        // A malformed candidate throws here; a malformed description arrives as `error`.
        lose('failed');
      }
    },
    connection,
    send: say,
    write(data, done) {
      if (!over) peer.write(data, () => !over && done());
    },
    trouble() {
      if (up) return null;
      return troubleIn({
        ice,
        errorCodes,
        relayed,
        answered: connection.remoteDescription !== null,
      });
    },
    destroy() {
      if (over) return;
      stop();
      peer.destroy();
    },
  };
}

/**
 * What comes before applying an answer is half of the work, and tells nobody anything.
 *
 * @param give told the first answer when the moment has come
 */
function answerAfter(
  moment: Promise<void>,
  connection: RTCPeerConnection,
  give: (answer: RTCSessionDescriptionInit) => void,
) {
  const createAnswer = connection.createAnswer.bind(connection);
  const createLater = async () => {
    const answer = await createAnswer();
    await moment;
    give(answer);
    Object.assign(connection, { createAnswer });
    return answer;
  };
  Object.assign(connection, { createAnswer: createLater });
}

const copyOf = (server: IceServer): RTCIceServer => ({ ...server, urls: [...server.urls] });
