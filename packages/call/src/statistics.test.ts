import { describe, expect, it } from 'vitest';
import { type RawStats, sampleOf } from './statistics.ts';
import { recorded } from './testing/series.ts';

function samplesOf(reports: readonly RawStats[][]) {
  return reports.slice(1).flatMap((report, index) => sampleOf(reports[index] ?? [], report) ?? []);
}

describe('what Chromium reports', () => {
  it('tells of sound and picture both ways, of the path and of its capacity', () => {
    const [sample] = samplesOf(recorded('loss'));

    expect(sample).toMatchObject({
      heard: true,
      route: { local: 'host', remote: 'host', protocol: 'udp', relayed: false },
      incoming: {
        audio: { codec: 'opus', loss: 0 },
        video: { codec: 'VP8', loss: 0, width: 640, height: 480, framesPerSecond: 20 },
      },
      outgoing: {
        audio: { codec: 'opus', loss: 0 },
        video: { codec: 'VP8', loss: 0, width: 640, height: 480, framesPerSecond: 20 },
      },
    });
    expect(sample?.spanMs).toBeCloseTo(1500, -2);
    expect(sample?.roundTripMs).toBeGreaterThan(0);
    expect(sample?.availableOutgoingBps).toBeGreaterThan(1_000_000);
    expect(sample?.incoming.video?.bitsPerSecond).toBeGreaterThan(300_000);
    expect(sample?.incoming.audio?.bitsPerSecond).toBeGreaterThan(15_000);
  });

  it('shows loss where there is some, and only there', () => {
    const losses = samplesOf(recorded('loss')).map(({ incoming }) => incoming.audio?.loss ?? 0);

    expect(Math.max(...losses.slice(0, 5))).toBe(0);
    expect(Math.min(...losses.slice(6))).toBeGreaterThan(0);
  });

  it('shows a narrow path, and that it is wide again', () => {
    const capacity = samplesOf(recorded('narrow')).map((sample) => sample.availableOutgoingBps);

    expect(Math.min(...capacity.map((bps) => bps ?? 0))).toBeLessThan(250_000);
    expect(capacity.at(-1)).toBeGreaterThan(1_000_000);
  });

  it('shows when nothing arrives any more', () => {
    const heard = samplesOf(recorded('cut')).map((sample) => sample.heard);

    expect(heard.slice(0, 2)).toEqual([true, true]);
    expect(heard.slice(-4)).toEqual([false, false, false, false]);
  });
});

/** As Firefox has it: no transport, no estimate; the pair itself says that it is selected. */
const firefox = (at: number): RawStats[] => [
  {
    id: 'l',
    type: 'local-candidate',
    timestamp: at,
    candidateType: 'relay',
    protocol: 'udp',
    relayProtocol: 'tls',
  },
  { id: 'r', type: 'remote-candidate', timestamp: at, candidateType: 'prflx', protocol: 'udp' },
  { id: 'old', type: 'candidate-pair', timestamp: at, nominated: true, state: 'succeeded' },
  {
    id: 'p',
    type: 'candidate-pair',
    timestamp: at,
    selected: true,
    localCandidateId: 'l',
    remoteCandidateId: 'r',
    bytesReceived: at,
  },
  {
    id: 'a',
    type: 'inbound-rtp',
    timestamp: at,
    kind: 'audio',
    packetsReceived: at / 20,
    bytesReceived: at * 4,
    packetsLost: 0,
    jitter: 0.012,
  },
  {
    id: 'told',
    type: 'remote-inbound-rtp',
    timestamp: at + 5000,
    kind: 'video',
    roundTripTime: 0.08,
    packetsLost: at / 100,
  },
  {
    id: 'v',
    type: 'outbound-rtp',
    timestamp: at,
    kind: 'video',
    packetsSent: at / 10,
    bytesSent: at * 20,
    framesEncoded: at / 50,
  },
];

describe('what other browsers leave out', () => {
  it('is not known, and the rest is', () => {
    expect(sampleOf(firefox(1000), firefox(2000))).toEqual({
      at: 2000,
      spanMs: 1000,
      heard: true,
      roundTripMs: 80,
      route: { local: 'relay', remote: 'prflx', protocol: 'tcp', relayed: true },
      availableOutgoingBps: null,
      incoming: {
        audio: { bitsPerSecond: 32_000, packets: 50, loss: 0, jitterMs: 12, codec: null },
        video: null,
      },
      outgoing: {
        audio: null,
        video: {
          bitsPerSecond: 160_000,
          packets: 100,
          loss: 10 / 110,
          jitterMs: null,
          codec: null,
          framesPerSecond: 20,
          width: null,
          height: null,
        },
      },
    });
  });

  it('may be the selected pair, as in Safari before the path is up', () => {
    const sample = sampleOf(
      [{ id: 'a', type: 'inbound-rtp', timestamp: 0, mediaType: 'audio', packetsReceived: 0 }],
      [{ id: 'a', type: 'inbound-rtp', timestamp: 1000, mediaType: 'audio', packetsReceived: 50 }],
    );

    expect(sample).toMatchObject({ route: null, roundTripMs: null, heard: true });
    expect(sample?.incoming.audio).toMatchObject({ packets: 50, bitsPerSecond: 0, jitterMs: null });
  });
});

it('makes nothing of a report that is the one before, or empty', () => {
  expect(sampleOf(firefox(1000), firefox(1000))).toBeNull();
  expect(sampleOf([], [])).toBeNull();
});

/** A second of sound, and how much of all of it was lost. */
const heard = (timestamp: number, packetsLost: number): RawStats[] => [
  {
    id: 'a',
    type: 'inbound-rtp',
    timestamp,
    kind: 'audio',
    packetsReceived: timestamp,
    packetsLost,
  },
];

it('takes a loss that is taken back for none', () => {
  expect(sampleOf(heard(1000, 3), heard(2000, 1))?.incoming.audio?.loss).toBe(0);
});
