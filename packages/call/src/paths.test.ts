import type { IceSettings } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { findPaths, pathsIn } from './paths.ts';

const settings = (urls: string[], iceTransportPolicy: 'all' | 'relay' = 'all'): IceSettings => ({
  iceServers: urls.length > 0 ? [{ urls }] : [],
  iceTransportPolicy,
});
const candidate = (type: string) => ({
  type: 'candidate',
  candidate: { candidate: `candidate:1 1 udp 2113937151 192.0.2.1 54400 typ ${type}`, sdpMid: '0' },
});
const offer = { type: 'offer', sdp: 'v=0' };

describe('what an offer tells of the servers', () => {
  it.each([
    ['no server', [], ['host'], { reflexive: null, relay: null }],
    ['STUN', ['stun:a'], ['host', 'srflx'], { reflexive: 'found', relay: null }],
    ['STUN that is blocked', ['stun:a'], ['host'], { reflexive: 'blocked', relay: null }],
    ['TURN', ['turn:a'], ['host', 'relay'], { reflexive: null, relay: 'found' }],
    ['both, both blocked', ['stun:a', 'turns:a'], [], { reflexive: 'blocked', relay: 'blocked' }],
  ])('with %s', (_what, urls, types, paths) => {
    expect(pathsIn([offer, ...types.map(candidate)], settings(urls))).toEqual(paths);
  });

  it('is nothing of STUN where only relays are wanted', () => {
    expect(pathsIn([offer, candidate('relay')], settings(['stun:a', 'turn:a'], 'relay'))).toEqual({
      reflexive: null,
      relay: 'found',
    });
  });

  it('takes malformed candidates for none', () => {
    const odd = [{ candidate: null }, { candidate: { candidate: 7 } }, { candidate: 'typ relay' }];
    expect(pathsIn(odd, settings(['turn:a']))).toEqual({ reflexive: null, relay: 'blocked' });
  });
});

it('looks for nothing where there is no server, and finds nothing where there is no WebRTC', async () => {
  expect(await findPaths(settings([]))).toEqual({ reflexive: null, relay: null });
  expect(await findPaths(settings(['turn:a']))).toEqual({ reflexive: null, relay: 'blocked' });
});
