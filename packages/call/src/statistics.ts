/**
 * One entry of an RTCStatsReport. Browsers leave out what they do not know, so any member may be
 * missing.
 *
 * @see https://www.w3.org/TR/webrtc-stats/
 */
export interface RawStats {
  readonly id: string;
  readonly type: string;
  /** Epoch milliseconds, by the clock of the statistics. */
  readonly timestamp: number;
  readonly [member: string]: unknown;
}

export type CandidateType = 'host' | 'srflx' | 'prflx' | 'relay';

/** How packets go, without saying from where to where. */
export interface Route {
  readonly local: CandidateType;
  readonly remote: CandidateType;
  readonly protocol: 'udp' | 'tcp';
  /** Through a TURN server, on either side. */
  readonly relayed: boolean;
}

/** Sound or picture in one direction, during one sample. */
export interface Flow {
  readonly bitsPerSecond: number;
  readonly packets: number;
  /** Share of packets that did not arrive, 0 to 1; of what is sent, as the other side reports it. */
  readonly loss: number | null;
  readonly jitterMs: number | null;
  /** As in `VP8` or `opus`. */
  readonly codec: string | null;
}

export interface VideoFlow extends Flow {
  readonly framesPerSecond: number;
  readonly width: number | null;
  readonly height: number | null;
}

export interface Direction {
  readonly audio: Flow | null;
  readonly video: VideoFlow | null;
}

/** What happened between two reports of one connection. */
export interface Sample {
  /** Epoch milliseconds, by the clock of the statistics. */
  readonly at: number;
  readonly spanMs: number;
  /** Anything at all arrived: media, or answers to the checks of the path. */
  readonly heard: boolean;
  readonly roundTripMs: number | null;
  readonly route: Route | null;
  /** What the browser believes the path can carry from here; Chromium and Safari say so. */
  readonly availableOutgoingBps: number | null;
  readonly incoming: Direction;
  readonly outgoing: Direction;
}

/** Two reports closer than this say nothing about a rate. */
const SHORTEST_SPAN_MS = 100;

/**
 * What happened between two reports of the same connection.
 *
 * @returns null when there is no time between them, as when a browser answers from its cache
 */
export function sampleOf(before: readonly RawStats[], after: readonly RawStats[]): Sample | null {
  const [from, at] = [timeOf(before), timeOf(after)];
  if (from === null || at === null || at - from < SHORTEST_SPAN_MS) return null;
  const earlier = new Map(before.map((stats) => [stats.id, stats]));
  const now = new Map(after.map((stats) => [stats.id, stats]));
  const pair = selectedPair(after, now);
  const spanMs = at - from;

  /** How much a counter grew; one that is new grew from nothing. Losses may be taken back. */
  const grown = (stats: RawStats, member: string): number =>
    Math.max(0, (numberIn(stats, member) ?? 0) - (numberIn(earlier.get(stats.id), member) ?? 0));
  const total = (all: readonly RawStats[], member: string) =>
    all.reduce((sum, stats) => sum + grown(stats, member), 0);
  const most = (all: readonly RawStats[], member: string) => {
    const values = all.flatMap((stats) => numberIn(stats, member) ?? []);
    return values.length > 0 ? Math.max(...values) : null;
  };
  const codecOf = (all: readonly RawStats[]) => {
    const codec = now.get(textIn(all[0], 'codecId') ?? '');
    return textIn(codec, 'mimeType')?.split('/')[1] ?? null;
  };

  const flowOf = (kind: 'audio' | 'video', incoming: boolean): Flow | null => {
    const all = after.filter(
      (stats) =>
        stats.type === (incoming ? 'inbound-rtp' : 'outbound-rtp') && kindOf(stats) === kind,
    );
    if (all.length === 0) return null;
    const packets = total(all, incoming ? 'packetsReceived' : 'packetsSent');
    // What the other side has told of what we send.
    const told = after.filter(
      (stats) => stats.type === 'remote-inbound-rtp' && kindOf(stats) === kind,
    );
    const jitter = most(incoming ? all : told, 'jitter');
    return {
      bitsPerSecond: Math.round(
        (8000 * total(all, incoming ? 'bytesReceived' : 'bytesSent')) / spanMs,
      ),
      packets,
      loss: incoming
        ? shareOf(total(all, 'packetsLost'), packets)
        : (most(told, 'fractionLost') ??
          (told.length > 0 ? shareOf(total(told, 'packetsLost'), packets) : null)),
      jitterMs: jitter === null ? null : jitter * 1000,
      codec: codecOf(all),
    };
  };
  const videoOf = (incoming: boolean): VideoFlow | null => {
    const flow = flowOf('video', incoming);
    if (!flow) return null;
    const all = after.filter(
      (stats) =>
        stats.type === (incoming ? 'inbound-rtp' : 'outbound-rtp') && kindOf(stats) === 'video',
    );
    const frames = total(all, incoming ? 'framesDecoded' : 'framesEncoded');
    return {
      ...flow,
      framesPerSecond: Math.round((1000 * frames) / spanMs),
      width: most(all, 'frameWidth'),
      height: most(all, 'frameHeight'),
    };
  };

  const incoming = { audio: flowOf('audio', true), video: videoOf(true) };
  const answered = pair ? grown(pair, 'responsesReceived') + grown(pair, 'bytesReceived') : 0;
  const roundTrip =
    numberIn(pair, 'currentRoundTripTime') ??
    most(
      after.filter((stats) => stats.type === 'remote-inbound-rtp'),
      'roundTripTime',
    );
  return {
    at,
    spanMs,
    heard: answered + (incoming.audio?.packets ?? 0) + (incoming.video?.packets ?? 0) > 0,
    roundTripMs: roundTrip === null ? null : roundTrip * 1000,
    route: routeOf(pair, now),
    availableOutgoingBps: numberIn(pair, 'availableOutgoingBitrate'),
    incoming,
    outgoing: { audio: flowOf('audio', false), video: videoOf(false) },
  };
}

function timeOf(report: readonly RawStats[]): number | null {
  const times = report
    // What the other side told carries the time of its telling.
    .filter(({ type }) => !type.startsWith('remote-'))
    .map(({ timestamp }) => timestamp);
  return times.length > 0 ? Math.max(...times) : null;
}

/** Chromium and Safari name it in the transport, Firefox marks the pair itself. */
function selectedPair(
  report: readonly RawStats[],
  byId: ReadonlyMap<string, RawStats>,
): RawStats | undefined {
  const transport = report.find(
    (stats) => stats.type === 'transport' && textIn(stats, 'selectedCandidatePairId') !== null,
  );
  const pairs = report.filter(({ type }) => type === 'candidate-pair');
  return (
    byId.get(textIn(transport, 'selectedCandidatePairId') ?? '') ??
    pairs.find((pair) => pair['selected'] === true) ??
    pairs.find((pair) => pair['nominated'] === true && pair['state'] === 'succeeded')
  );
}

function routeOf(pair: RawStats | undefined, byId: ReadonlyMap<string, RawStats>): Route | null {
  const local = byId.get(textIn(pair, 'localCandidateId') ?? '');
  const remote = byId.get(textIn(pair, 'remoteCandidateId') ?? '');
  if (!local || !remote) return null;
  const [from, to] = [candidateType(local), candidateType(remote)];
  return {
    local: from,
    remote: to,
    protocol: protocolOf(local),
    relayed: from === 'relay' || to === 'relay',
  };
}

export function candidateType(candidate: RawStats): CandidateType {
  const type = candidate['candidateType'];
  return type === 'srflx' || type === 'prflx' || type === 'relay' ? type : 'host';
}

/** To a TURN server the protocol of its own leg counts: the relayed rest is always UDP. */
export function protocolOf(candidate: RawStats): 'udp' | 'tcp' {
  const protocol = candidate['relayProtocol'] ?? candidate['protocol'];
  return protocol === 'tcp' || protocol === 'tls' ? 'tcp' : 'udp';
}

/** Safari has called it `mediaType`. */
const kindOf = (stats: RawStats) => stats['kind'] ?? stats['mediaType'];

function shareOf(lost: number, arrived: number): number | null {
  return lost + arrived > 0 ? lost / (lost + arrived) : null;
}

function numberIn(stats: RawStats | undefined, member: string): number | null {
  const value = stats?.[member];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function textIn(stats: RawStats | undefined, member: string): string | null {
  const value = stats?.[member];
  return typeof value === 'string' ? value : null;
}
