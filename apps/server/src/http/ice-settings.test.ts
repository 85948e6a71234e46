import type { ConsultationId } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { createIceSettings } from './ice-settings.ts';
import { turnCredentials } from './turn-credentials.ts';

const NOW_MS = 1_700_000_000_999;
const CONSULTATION = 'c-1' as ConsultationId;

describe('turnCredentials', () => {
  it('are what coturn computes from the same secret', () => {
    // printf '1700003600:c-1.caller' | openssl dgst -sha1 -hmac north -binary | base64
    expect(turnCredentials('north', 'c-1.caller', NOW_MS, 3600)).toEqual({
      username: '1700003600:c-1.caller',
      credential: 'cxDRZzHbnJHWbDIe9WhYkixCzKw=',
    });
  });

  it.each([0, -1, Number.NaN])('cannot live for %d seconds', (lifetimeSeconds) => {
    expect(() => turnCredentials('north', 'ann', NOW_MS, lifetimeSeconds)).toThrow(RangeError);
  });
});

describe('the ICE settings', () => {
  it('name no server unless the operator does', () => {
    const iceSettings = createIceSettings(
      { stunUrls: [], turn: null, iceTransportPolicy: 'all' },
      () => NOW_MS,
    );
    expect(iceSettings(CONSULTATION, 'caller')).toEqual({
      iceServers: [],
      iceTransportPolicy: 'all',
    });
  });

  it('give each party of a consultation its own TURN credentials', () => {
    const stunUrls = ['stun:stun.example.com'];
    const urls = ['turn:turn.example.com'];
    const iceSettings = createIceSettings(
      {
        stunUrls,
        turn: { urls, secret: 'north', lifetimeSeconds: 3600 },
        iceTransportPolicy: 'relay',
      },
      () => NOW_MS,
    );
    expect(iceSettings(CONSULTATION, 'caller')).toEqual({
      iceServers: [
        { urls: stunUrls },
        { urls, username: '1700003600:c-1.caller', credential: expect.any(String) },
      ],
      iceTransportPolicy: 'relay',
    });
    expect(iceSettings(CONSULTATION, 'consultant').iceServers[1]).toMatchObject({
      username: '1700003600:c-1.consultant',
    });
  });
});
