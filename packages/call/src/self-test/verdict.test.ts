import { describe, expect, it } from 'vitest';
import type { Measures } from './measures.ts';
import { type Observed, REASONS, verdictOf } from './verdict.ts';

const fine: Measures = {
  codec: 'VP8',
  width: 640,
  height: 480,
  framesPerSecond: 30,
  bitsPerSecond: 900_000,
  roundTripMs: 40,
  loss: 0,
  route: { local: 'host', remote: 'host', protocol: 'udp', relayed: false },
};
const over = (change: Partial<Measures> = {}) =>
  ({ phase: 'connected', measures: { ...fine, ...change } }) as const;
const failed = (why: 'turn_refused' | 'turn_unreachable' | 'no_path' | 'timeout') =>
  ({ phase: 'failed', why }) as const;

const seen: Observed = {
  trouble: null,
  voice: true,
  speaker: true,
  server: 'reachable',
  direct: over(),
  relayed: null,
};

describe('the verdict', () => {
  it('is good when all that was tried went well, with and without a relay', () => {
    expect(verdictOf(seen)).toEqual({ level: 'good', reasons: [] });
    expect(verdictOf({ ...seen, relayed: over() })).toEqual({ level: 'good', reasons: [] });
    expect(verdictOf({ ...seen, direct: null, relayed: over() }).level).toBe('good');
  });

  it('is good for a voice that is alone by choice', () => {
    const noPicture = { codec: null, width: null, height: null, framesPerSecond: null };
    expect(verdictOf({ ...seen, direct: over(noPicture) }).level).toBe('good');
  });

  it.each<[string, Partial<Observed>, string, string[]]>([
    [
      'permission denied',
      { trouble: { code: 'denied', device: 'both' } },
      'blocked',
      ['microphone_denied'],
    ],
    [
      'no microphone',
      { trouble: { code: 'no_device', device: 'microphone' } },
      'blocked',
      ['microphone_missing'],
    ],
    [
      'a microphone in use',
      { trouble: { code: 'in_use', device: 'microphone' } },
      'blocked',
      ['microphone_in_use'],
    ],
    [
      'a page without https',
      { trouble: { code: 'insecure', device: 'both' } },
      'blocked',
      ['insecure'],
    ],
    [
      'no camera',
      { trouble: { code: 'no_device', device: 'camera' } },
      'usable',
      ['camera_missing'],
    ],
    [
      'a camera denied',
      { trouble: { code: 'denied', device: 'camera' } },
      'usable',
      ['camera_denied'],
    ],
    ['a silent microphone', { voice: false }, 'poor', ['microphone_silent']],
    ['a silent speaker', { speaker: false }, 'poor', ['speaker_silent']],
    ['the server away', { server: 'unreachable', direct: null }, 'blocked', ['server_unreachable']],
    ['no path', { direct: failed('no_path') }, 'blocked', ['call_failed']],
    ['a wrong TURN secret', { relayed: failed('turn_refused') }, 'blocked', ['relay_refused']],
    [
      'a relay out of reach',
      { relayed: failed('turn_unreachable') },
      'poor',
      ['relay_unreachable'],
    ],
    [
      'a relay out of reach that is the only way',
      { direct: null, relayed: failed('turn_unreachable') },
      'blocked',
      ['call_failed'],
    ],
    ['only the relay getting through', { direct: failed('no_path'), relayed: over() }, 'good', []],
    ['a slow answer', { direct: over({ roundTripMs: 301 }) }, 'usable', ['slow_path']],
    ['a very slow one', { relayed: over({ roundTripMs: 601 }) }, 'poor', ['very_slow_path']],
    ['some loss', { direct: over({ loss: 0.011 }) }, 'usable', ['lossy_path']],
    ['much loss', { direct: over({ loss: 0.03 }) }, 'poor', ['very_lossy_path']],
    ['no frame', { direct: over({ framesPerSecond: 0 }) }, 'poor', ['no_picture']],
    ['few frames', { direct: over({ framesPerSecond: 7 }) }, 'usable', ['few_frames']],
    ['what was not listened to', { voice: null, speaker: null }, 'good', []],
  ])('with %s', (_what, change, level, reasons) => {
    expect(verdictOf({ ...seen, ...change })).toEqual({ level, reasons });
  });

  it('is as bad as the worst, which is said first', () => {
    const verdict = verdictOf({
      ...seen,
      trouble: { code: 'no_device', device: 'camera' },
      voice: false,
      direct: over({ loss: 0.02 }),
      relayed: failed('turn_refused'),
    });
    expect(verdict).toEqual({
      level: 'blocked',
      reasons: ['relay_refused', 'microphone_silent', 'camera_missing', 'lossy_path'],
    });
    expect(REASONS.indexOf('relay_refused')).toBeLessThan(REASONS.indexOf('lossy_path'));
  });
});
