// The page of `call.e2e.ts`: Ann and Dana in one page, and a channel between them that carries
// signals as a server would. Everything a test needs is on `window.stage`.
import type { IceSettings } from '@peerdesk/protocol';
import {
  type Call,
  type CallTools,
  createCall,
  createCallTools,
  createLevelMeter,
  createLocalMedia,
  createOutgoing,
  type RepeatableCall,
} from '../src/index.ts';
import { createPair as createSelfPair } from '../src/pair.ts';
import { SimplePeer } from '../src/simple-peer.js';

const ICE: IceSettings = { iceServers: [], iceTransportPolicy: 'all' };

/** Every connection the page has made, so that none is left without a test noticing. */
const peers: RTCPeerConnection[] = [];
globalThis.RTCPeerConnection = new Proxy(RTCPeerConnection, {
  construct(target, [configuration]: [RTCConfiguration]) {
    const peer = new target(configuration);
    peers.push(peer);
    return peer;
  },
});

/** Every track the browser has granted. */
const tracks: MediaStreamTrack[] = [];
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (constraints) => {
  const stream = await ask(constraints);
  tracks.push(...stream.getTracks());
  return stream;
};

interface Side {
  readonly call: RepeatableCall;
  /** Phases in order, as the screen would have shown them. */
  readonly phases: string[];
  readonly connected: number[];
  readonly lost: number[];
  /** Why, for each that was lost. */
  readonly troubles: (string | null)[];
  /** What went over the channel from here. */
  readonly sent: {
    readonly generation: number;
    readonly type: unknown;
    /** How far the newest peer of the page was with negotiating. */
    readonly negotiated: RTCSignalingState | undefined;
  }[];
}

const media = createLocalMedia();
const outgoing = createOutgoing(media);

function createSide(role: 'initiator' | 'answerer', sends: boolean, other: () => Side): Side {
  const side: Side = {
    call: createCall({
      role,
      localStream: () => (sends ? outgoing.stream : null),
      send(generation, signal) {
        const negotiated = peers.at(-1)?.signalingState;
        side.sent.push({ generation, type: signal['type'], negotiated });
        const copy = structuredClone(signal);
        setTimeout(() => other().call.receive(generation, copy), 0);
      },
      onConnected: (generation) => side.connected.push(generation),
      onLost(generation, trouble) {
        side.lost.push(generation);
        side.troubles.push(trouble?.code ?? null);
      },
    }),
    phases: [],
    connected: [],
    lost: [],
    troubles: [],
    sent: [],
  };
  side.call.store.subscribe(({ phase }) => {
    if (phase !== side.phases.at(-1)) side.phases.push(phase);
    // The screen's part; here there is none.
    if (phase === 'connected') side.call.pictureShown();
  });
  return side;
}

/**
 * @param danaSends false when she has neither camera nor microphone
 * @param annSends the same for Ann
 */
function createPair(danaSends = true, annSends = true) {
  const ann: Side = createSide('initiator', annSends, () => dana);
  const dana: Side = createSide('answerer', danaSends, () => ann);
  return { ann, dana };
}

/** From now on no page here says anything over a data channel; ICE stays up. */
function fallSilent(): void {
  RTCDataChannel.prototype.send = () => {};
}

/** What a side hears on a topic, in order. */
function heardBy(side: Side, topic: string): unknown[] {
  const heard: unknown[] = [];
  side.call.line.hear(topic, (body) => heard.push(body));
  return heard;
}

/** Resolves once both can talk to each other. */
const linesOpen = (...sides: Side[]) =>
  until(() => sides.every((side) => side.call.line.store.getState().open));

/** Bytes that repeat nowhere near. */
function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  const numbers = new Uint32Array(Math.ceil(length / 4));
  let seed = 1;
  for (let index = 0; index < numbers.length; index++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    numbers[index] = seed;
  }
  return new Uint8Array(numbers.buffer, 0, length);
}

/** The state of the only file there is. */
const transferIn = ({ files }: CallTools) => Object.values(files.store.getState().transfers)[0];

/** Hexadecimal SHA-256. */
async function digestOf(content: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What whoever sends from this page has in hand. */
const createTools = () =>
  createCallTools({ call: createPair().ann.call, media, outgoing, keptAs: null });

const createControls = () => createTools().controls;

/** The loudest of a second or so, 0 to 1. */
async function loudnessOf(stream: MediaStream): Promise<number> {
  let loudest = 0;
  let readings = 0;
  const release = createLevelMeter(stream, (level) => {
    loudest = Math.max(loudest, level);
    readings += 1;
  });
  await until(() => readings > 15);
  release();
  return loudest;
}

/** What a side has in hand during its call. */
const toolsOf = (side: Side) => createCallTools({ call: side.call, media, outgoing, keptAs: null });

/** Begins a generation on both sides. Resolves once both are connected in it. */
async function begin(generation: number, ann: Side, dana: Side): Promise<void> {
  dana.call.begin(generation, ICE);
  ann.call.begin(generation, ICE);
  await until(() => [ann, dana].every((side) => side.connected.includes(generation)));
}

/** The encodings of what a side sends of a kind. */
const encodingsOf = (side: Side, kind: string): RTCRtpEncodingParameters[] =>
  (side.call.connection()?.getSenders() ?? [])
    .filter(({ track }) => track?.kind === kind)
    .flatMap((sender) => sender.getParameters().encodings);

const isSmall = (sender: RTCRtpSender) =>
  sender.getParameters().encodings[0]?.scaleResolutionDownBy === 2;

/**
 * Ann offers, and her page has loaded what lets her first picture come sooner.
 *
 * @returns brings the two together
 */
async function offerHastened({ ann, dana }: ReturnType<typeof createPair>) {
  const offer = await ann.call.prepare(1, ICE);
  await until(() => peers.some((peer) => peer.getSenders().some(isSmall)));
  return () => {
    for (const signal of offer) dana.call.receive(1, signal);
    return begin(1, ann, dana);
  };
}

/** The tracks that a side sends. */
const tracksSent = (side: Side): (MediaStreamTrack | null)[] =>
  (side.call.connection()?.getSenders() ?? []).map(({ track }) => track);

/**
 * Lets the network of a side lose so much of what it sends, as its browser would report it.
 *
 * @returns ends it
 */
function reportLoss(side: Side, share: number): () => void {
  const connection = side.call.connection();
  if (!connection) throw new Error('not connected');
  const native = connection.getStats.bind(connection);
  connection.getStats = async () => {
    const report = await native();
    return new Map(
      [...report].map(([id, stats]) => [
        id,
        stats.type === 'remote-inbound-rtp' ? { ...stats, fractionLost: share } : stats,
      ]),
    );
  };
  return () => {
    connection.getStats = native;
  };
}

/** How many frames of the other side have been decoded. */
async function framesReceived(side: Side): Promise<number> {
  const report = await side.call.connection()?.getStats();
  return [...(report?.values() ?? [])].reduce(
    (sum, { type, framesDecoded }) => sum + (type === 'inbound-rtp' ? (framesDecoded ?? 0) : 0),
    0,
  );
}

/** One end of a data channel, and what happened to it. */
function createEnd(initiator: boolean) {
  const peer = new SimplePeer({ initiator, trickle: true, config: { iceServers: [] } });
  const data: (string | Uint8Array)[] = [];
  const events: string[] = [];
  peer.on('connect', () => events.push('connect'));
  peer.on('error', (error) => events.push(`error: ${error.message}`));
  peer.on('close', () => events.push('close'));
  return { peer, data, events, listen: () => peer.on('data', (chunk) => data.push(chunk)) };
}

/** Ann's and Dana's ends of a data channel. */
function createChannel() {
  const ann = createEnd(true);
  const dana = createEnd(false);
  ann.peer.on('signal', (signal) => dana.peer.signal(signal));
  dana.peer.on('signal', (signal) => ann.peer.signal(signal));
  return { ann, dana };
}

/** What a side receives, as `audio,video`. */
function remoteKinds(side: Side): string {
  const state = side.call.store.getState();
  const received = state.phase === 'connected' ? state.remote.getTracks() : [];
  return received
    .map(({ kind }) => kind)
    .toSorted()
    .join();
}

/** Shows what a side receives. */
function show(side: { readonly call: Call }): HTMLVideoElement {
  const video = document.createElement('video');
  video.autoplay = true;
  video.muted = true;
  const state = side.call.store.getState();
  video.srcObject = state.phase === 'connected' ? state.remote : null;
  document.body.append(video);
  return video;
}

/** Resolves once this holds; the test's own timeout says when it never does. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(requestAnimationFrame);
}

/** Has its data channel come up, beyond ICE and DTLS? */
async function hasChannel(peer: RTCPeerConnection): Promise<boolean> {
  const report = await peer.getStats();
  return [...report.values()].some(
    ({ type, dataChannelsOpened }) => type === 'peer-connection' && dataChannelsOpened > 0,
  );
}

/** How often each peer was told something over its data channel. */
async function messagesReceived(): Promise<number[]> {
  const reports = await Promise.all(peers.map((peer) => peer.getStats()));
  return reports.map((report) =>
    [...report.values()].reduce((sum, { messagesReceived: more }) => sum + (more ?? 0), 0),
  );
}

/** Resolves once every peer has its data channel. */
async function channelsOpen(): Promise<void> {
  while (!(await Promise.all(peers.map(hasChannel))).every(Boolean));
}

/** Waits for two decoded frames that differ. @returns whether they are of real size */
async function pictureMoves(video: HTMLVideoElement): Promise<boolean> {
  const frame = async () => {
    await new Promise((resolve) => {
      video.requestVideoFrameCallback(resolve);
    });
    const context = new OffscreenCanvas(64, 48).getContext('2d');
    context?.drawImage(video, 0, 0, 64, 48);
    return context?.getImageData(0, 0, 64, 48).data.join() ?? '';
  };
  const first = await frame();
  while ((await frame()) === first);
  return video.videoWidth > 2 && video.videoHeight > 2;
}

const stage = {
  channelsOpen,
  messagesReceived,
  ICE,
  peers,
  tracks,
  media,
  outgoing,
  createPair,
  createSelfPair,
  fallSilent,
  createChannel,
  heardBy,
  remoteKinds,
  linesOpen,
  bytesOf,
  transferIn,
  digestOf,
  createTools,
  createControls,
  toolsOf,
  begin,
  offerHastened,
  tracksSent,
  encodingsOf,
  reportLoss,
  framesReceived,
  loudnessOf,
  createLevelMeter,
  show,
  livePeers: () => peers.filter((peer) => peer.connectionState !== 'closed').length,
  liveTracks: () => tracks.filter((track) => track.readyState === 'live').length,
  phases: (...sides: Side[]) => sides.map((side) => side.call.store.getState().phase).join(),
  until,
  pictureMoves,
};

export type Stage = typeof stage;

Object.assign(window, { stage });
