import { describe, expect, it } from 'vitest';
import { candidatesIn } from '../candidates.ts';
import type { CallState } from '../contract.ts';
import { createQuality } from '../quality-tool.ts';
import type { RawStats, Sample } from '../statistics.ts';
import { callIn } from '../testing/call-in.ts';
import { losing, recorded, times, WELL } from '../testing/series.ts';
import {
  type CallEvent,
  type CallRecord,
  emptyRecord,
  wasTroubled,
  withEvent,
  withSample,
} from './call-record.ts';
import { describeCall } from './describe-call.ts';
import { createDiagnostics } from './diagnostics.ts';

const BEGAN = Date.UTC(2026, 10, 25, 22, 0);

const phase = (
  seconds: number,
  name: CallState['phase'],
  generation: number | null = null,
  trouble: string | null = null,
): CallEvent => ({ at: BEGAN + seconds * 1000, what: 'phase', phase: name, generation, trouble });

const recordOf = (events: readonly CallEvent[], samples: readonly Sample[] = []): CallRecord => ({
  ...emptyRecord('initiator', BEGAN),
  events,
  samples,
});

const STORY: readonly CallEvent[] = [
  phase(0, 'connecting', 1),
  { at: BEGAN + 100, what: 'ice', state: 'checking' },
  { at: BEGAN + 300, what: 'candidate error', code: 701 },
  { at: BEGAN + 350, what: 'ice', state: 'connected' },
  phase(0.4, 'connected', 1),
  { at: BEGAN + 450, what: 'candidates', local: ['host/udp', 'relay/tcp'], remote: ['prflx/udp'] },
  { at: BEGAN + 31_000, what: 'ice', state: 'disconnected' },
  phase(34, 'reconnecting', 1),
  phase(34.5, 'reconnecting', 2),
  phase(50, 'reconnecting', 2, 'turn_refused'),
  phase(51, 'reconnecting', 3),
  phase(61, 'ended'),
];

describe('the text about a call', () => {
  const text = describeCall(
    recordOf(STORY, [...times(3, WELL), ...times(2, losing(0.2))]),
    'firefox',
    BEGAN + 61_000,
  );

  it('says when it was, for how long, in which browser', () => {
    expect(text).toContain('2026-11-25 22:00 UTC, 61.0 s');
    expect(text).toContain('firefox, initiator');
  });

  it('says of each generation why it was lost', () => {
    expect(text).toContain(
      '  1: connected after 0.4 s, lost (ICE disconnected) after 34.0 s\n  2: never connected, lost (ICE new, turn_refused) after 15.5 s\n  3: never connected, ended after 10.0 s',
    );
  });

  it('says that the other side was the first to give a generation up, also when it began before the record', () => {
    const events = [
      phase(0, 'connected', 1),
      phase(2.7, 'reconnecting', 2),
      phase(2.9, 'connected', 2),
      phase(3.6, 'ended'),
    ];
    expect(describeCall(recordOf(events), 'chromium', BEGAN + 4000)).toContain(
      '  1: connected after 0.0 s, replaced (ICE connected) after 2.7 s\n  2: connected after 0.2 s, ended after 0.9 s',
    );
  });

  it('says what happened when, and which kinds of candidates there were', () => {
    expect(text).toContain('  +0.3 candidate error code-701');
    expect(text).toContain('  +0.5 candidates: here host/udp relay/tcp; there prflx/udp');
    expect(text).toContain('  +61.0 ended');
  });

  it('sums up what was measured', () => {
    expect(text).toContain('  there and back, ms: 40 to 40, mostly 40');
    expect(text).toContain('  sound lost in, %: 0 to 20, mostly 0');
    expect(text).toContain('host-host udp, 40 ms, in opus 24 (20 %) VP8 900 (20 %) 640x480 30');
  });

  it('is short, however long the call was', () => {
    let record = emptyRecord('answerer', BEGAN);
    for (let round = 0; round < 5000; round++) {
      record = withEvent(record, { at: BEGAN + round, what: 'line', open: round % 2 === 0 });
      record = withSample(record, WELL);
    }
    const long = describeCall(record, 'chromium', BEGAN + 5000);
    expect(long).toContain('(4700 earlier ones are not kept)');
    expect(long.length).toBeLessThan(32_000);
  });
});

/** What must never leave the browser in such a text. */
const SECRETS = [
  ['an IPv4 address', '192.0.2.17', /\d+\.\d+\.\d+\.\d+/],
  ['an IPv6 address', '2001:db8::8a2e:370:7334', /[0-9a-f]{1,4}:[0-9a-f]{0,4}:/i],
  ['a name of mDNS', '4dfe9a4b-5f0c-4b2d-a8f7-5c0ac26d7f1e.local', /\.local|[0-9a-f]{8}-/],
  ['a password of ICE', 'a=ice-ufrag:EsAw a=ice-pwd:P2uYro0UCOQ4', /ufrag|pwd|EsAw|P2uY/],
  ['a fingerprint', 'a=fingerprint:sha-256 D2:FA:0E:C3:22', /fingerprint|D2:FA/],
  ['an email address', 'ann@example.org', /@/],
] as const;

it.each(SECRETS)(
  'never has %s in it, whatever a browser puts into its words',
  (_what, secret, leak) => {
    const odd = secret as never;
    const flow = { ...WELL.incoming.video, codec: secret } as never;
    const direction = { audio: flow, video: flow };
    const record = recordOf(
      [
        phase(0, 'connecting', 1, secret),
        { at: BEGAN, what: 'ice', state: odd },
        { at: BEGAN, what: 'connection', state: odd },
        { at: BEGAN, what: 'gathering', state: odd },
        { at: BEGAN, what: 'candidate error', code: odd },
        { at: BEGAN, what: 'candidates', local: [secret], remote: [`host ${secret}`] },
        { at: BEGAN, what: 'level', own: odd, remote: odd },
        { at: BEGAN, what: 'picture', own: odd, remote: odd },
        phase(1, 'reconnecting', 1, secret),
      ],
      [
        {
          ...WELL,
          route: { local: odd, remote: odd, protocol: odd, relayed: true },
          incoming: direction,
          outgoing: direction,
        },
      ],
    );
    expect(describeCall(record, secret, BEGAN)).not.toMatch(leak);
  },
);

const candidate = (id: string, type: string, more: object): RawStats => ({
  id,
  type,
  timestamp: 0,
  address: '192.0.2.1',
  ...more,
});

it('knows candidates by type and protocol only', () => {
  const report = [
    ...(recorded('loss')[0] ?? []),
    candidate('1', 'local-candidate', { candidateType: 'relay', relayProtocol: 'tls' }),
    candidate('2', 'local-candidate', { candidateType: 'relay', relayProtocol: 'tcp' }),
    candidate('3', 'remote-candidate', { candidateType: '192.0.2.9', protocol: 'udp' }),
  ];
  expect(candidatesIn(report)).toEqual({ local: ['host/udp', 'relay/tcp'], remote: ['host/udp'] });
});

describe('a call', () => {
  it.each<[string, readonly CallEvent[], boolean]>([
    ['that went well', [phase(0, 'connecting', 1), phase(1, 'connected', 1)], false],
    ['that was never connected', [phase(0, 'connecting', 1), phase(9, 'ended')], true],
    ['that broke', STORY, true],
    [
      'that was bad for a while',
      [phase(1, 'connected', 1), { at: BEGAN, what: 'level', own: 'poor', remote: null }],
      true,
    ],
  ])('%s', (_what, events, troubled) => {
    expect(wasTroubled(recordOf(events))).toBe(troubled);
  });

  it('takes a generation whose tracks become known for the same one', async () => {
    const remote = { getVideoTracks: () => [] } as unknown as MediaStream;
    const call = callIn({ phase: 'connected', generation: 1, remote });
    const quality = createQuality(call, () => ({ track: null, painted: false }));
    const diagnostics = createDiagnostics(call, quality.store, () => BEGAN);
    for (const state of [
      { phase: 'reconnecting', generation: 2 },
      { phase: 'reconnecting', generation: 2, remote },
      { phase: 'connected', generation: 2, remote },
      { phase: 'ended' },
    ] as const) {
      call.store.setState(state, true);
    }
    quality.end();
    diagnostics.end();
    expect(await diagnostics.describe()).toMatch(/2: connected after .* s, ended after/);
  });

  it('is kept from its beginning, and can be told of when it is over', async () => {
    const call = callIn({ phase: 'connecting', generation: 1 });
    const quality = createQuality(call, () => ({ track: null, painted: false }));
    const diagnostics = createDiagnostics(call, quality.store, () => BEGAN);
    const remote = { getVideoTracks: () => [] } as unknown as MediaStream;
    call.store.setState({ phase: 'connected', generation: 1, remote }, true);
    quality.store.setState({ sample: WELL, own: 'good', lowData: true });
    quality.end();
    diagnostics.end();
    diagnostics.end();
    call.store.setState({ phase: 'idle' }, true);

    const text = await diagnostics.describe();
    expect(text).toMatch(/connecting, generation 1[^]*connected, generation 1[^]*ended/);
    expect(text).toContain('quality: here good, there unknown');
    expect(text).toContain('low data: here on, there off');
    expect(text).toContain('Measured (1 samples)');
    expect(text.match(/ ended$/gm)).toHaveLength(1);
    expect(text).not.toContain('idle');
  });
});
