import type { IceSettings } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { isHopeless, type Search, troubleIn } from './path-trouble.ts';

const TURN: IceSettings = {
  iceServers: [{ urls: ['stun:north.example'] }, { urls: ['turns:north.example'] }],
  iceTransportPolicy: 'all',
};
const RELAY_ONLY: IceSettings = { ...TURN, iceTransportPolicy: 'relay' };
const DIRECT: IceSettings = { iceServers: [], iceTransportPolicy: 'all' };

const search = (known: Partial<Search>): Search => ({
  ice: TURN,
  errorCodes: [],
  relayed: false,
  answered: true,
  ...known,
});

describe('why there is no path', () => {
  it.each([401, 403, 438, 486])('is that the relay refused, when it said %d', (code) => {
    expect(troubleIn(search({ errorCodes: [701, code] }))).toEqual({ code: 'turn_refused' });
  });

  it('is that the relay is out of reach, when the browser says so or nobody says anything', () => {
    expect(troubleIn(search({ errorCodes: [701] }))).toEqual({ code: 'turn_unreachable' });
    expect(troubleIn(search({}))).toEqual({ code: 'turn_unreachable' });
  });

  it('is no fault of a relay that did its part, or that nobody has named', () => {
    expect(troubleIn(search({ relayed: true, errorCodes: [701] }))).toEqual({ code: 'no_path' });
    expect(troubleIn(search({ ice: DIRECT, errorCodes: [701] }))).toEqual({ code: 'no_path' });
  });

  it('is the silence of the other side, when there was any', () => {
    expect(troubleIn(search({ answered: false, errorCodes: [401] }))).toEqual({ code: 'timeout' });
  });

  it('is the relay all the same, when it is the only way', () => {
    const alone = search({ ice: RELAY_ONLY, answered: false, errorCodes: [401] });
    expect(troubleIn(alone)).toEqual({ code: 'turn_refused' });
  });
});

describe('an attempt', () => {
  it('is hopeless without a relay where only relays are allowed', () => {
    expect(isHopeless({ ice: RELAY_ONLY, relayed: false })).toBe(true);
    expect(isHopeless({ ice: RELAY_ONLY, relayed: true })).toBe(false);
    expect(isHopeless({ ice: TURN, relayed: false })).toBe(false);
  });
});
