import type { CallerSetup, Ticket } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { newServer, until } from '../testing/fixtures.ts';
import { answerAt, call, comeBack, openCaller } from '../testing/pages.ts';

const PHONE: CallerSetup = {
  network: 'fair',
  relay: 'found',
  reflexive: null,
  camera: true,
  microphone: true,
  screen: 'phone',
  browser: 'safari',
};

describe("a caller's setup", () => {
  it('is on the queue item, and follows what changes', async () => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann');
    const dana = await answerAt(url, 'dana');
    await until(() => expect(dana.desk?.waiting).toMatchObject([{ name: 'Ann', setup: null }]));

    expect(await ann.describe(PHONE)).toBeNull();
    await until(() => expect(dana.desk?.waiting[0]?.setup).toEqual(PHONE));

    expect(await ann.describe({ ...PHONE, network: 'poor', camera: false })).toBeNull();
    await until(() =>
      expect(dana.desk?.waiting[0]?.setup).toEqual({ ...PHONE, network: 'poor', camera: false }),
    );
  });

  it('is gone with the connection, and there again when the page describes itself anew', async () => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann');
    const dana = await answerAt(url, 'dana');
    await ann.describe(PHONE);
    await until(() => expect(dana.desk?.waiting[0]?.setup).toEqual(PHONE));

    ann.drop();
    await until(() => expect(dana.desk?.waiting).toMatchObject([{ present: false, setup: null }]));

    const back = await comeBack(url, ann.ticket as Ticket);

    await back.describe({ ...PHONE, screen: 'desktop' });
    await until(() =>
      expect(dana.desk?.waiting).toMatchObject([{ present: true, setup: { screen: 'desktop' } }]),
    );
  });

  it('is of the page that has the place, not of the one before', async () => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann');
    await ann.describe(PHONE);
    const dana = await answerAt(url, 'dana');
    await comeBack(url, ann.ticket as Ticket);

    await until(() => expect(dana.desk?.waiting).toMatchObject([{ setup: null }]));
  });

  it('needs a place', async () => {
    const { url } = await newServer();
    const stranger = await openCaller(url);
    expect(await stranger.describe(PHONE)).toBe('not_joined');
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a list', [PHONE]],
    ['words of their own', { ...PHONE, network: '<b>superb</b>' }],
    ['a number for yes', { ...PHONE, camera: 1 }],
    ['a browser nobody knows', { ...PHONE, browser: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)' }],
    ['a part missing', { ...PHONE, screen: undefined }],
  ])('is refused when it is %s', async (_what, setup) => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann');
    expect(await ann.describe(setup as CallerSetup)).toBe('invalid_payload');
  });

  it('carries nothing but what it is made of', async () => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann');
    const dana = await answerAt(url, 'dana');
    const more = {
      ...PHONE,
      address: '192.0.2.1',
      __proto__: { admin: true },
      note: 'x'.repeat(999),
    };
    expect(await ann.describe(more)).toBeNull();
    await until(() => expect(dana.desk?.waiting[0]?.setup).toEqual(PHONE));
  });
});
