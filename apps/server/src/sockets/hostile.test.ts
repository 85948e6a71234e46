import { NAMESPACES, PROTOCOL_VERSION } from '@peerdesk/protocol';
import * as fc from 'fast-check';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { createCallees } from '../storage/callees.ts';
import { newServer, until, untilIs } from '../testing/fixtures.ts';
import { answerAt, call, codeOf, openCaller, openConsole } from '../testing/pages.ts';
import { ACME, OTHER, type TestServer } from '../testing/socket-server.ts';

const STRANGER = { 'x-address': '203.0.113.7' };
const ANOTHER = { 'x-address': '203.0.113.8' };

const EVENTS = {
  '/caller': [
    'joinCaller',
    'prepareOffer',
    'describeSetup',
    'connected',
    'renew',
    'hangUp',
    'signal',
  ],
  '/callee': [
    'openDesk',
    'setAvailable',
    'startConsulting',
    'takeOver',
    'decline',
    'connected',
    'renew',
    'hangUp',
    'signal',
  ],
} as const;

/** A connection that may send anything. */
async function openRaw(server: TestServer, namespace: '/caller' | '/callee'): Promise<Socket> {
  const socket = io(server.url + namespace, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { callee: ACME },
    extraHeaders: { 'x-consultant': 'erik' },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

async function isHealthy(server: TestServer): Promise<void> {
  const ann = await call(server.url, 'Ann');
  const dana = await answerAt(server.url, 'dana');
  expect(await dana.start(ann.id())).toMatchObject({ consultation: { remoteName: 'Ann' } });
  await untilIs(() => ann.view?.phase, 'connecting');
  dana.signal({ consultation: ann.id(), generation: 1, signal: { type: 'answer' } });
  await until(() => expect(ann.signals).toHaveLength(1));
  await dana.hangUp();
  ann.close();
  dana.close();
}

const refused = (code: string) => ({ data: { code, message: expect.any(String) } });

describe('a handshake', () => {
  it('is refused to other versions, unknown callees and nonsense', async () => {
    const { url } = await newServer();
    const knock = (auth: object) => openCaller(url, { auth });
    await expect(knock({ callee: ACME, protocolVersion: 99 })).rejects.toMatchObject(
      refused('protocol_version'),
    );
    await expect(knock({ callee: 'nobody-here' })).rejects.toMatchObject(refused('unknown_callee'));
    for (const auth of [{}, { callee: 7 }, { callee: '../etc' }, { callee: [ACME] }]) {
      await expect(knock(auth)).rejects.toMatchObject(refused('invalid_payload'));
    }
    expect(
      (await knock({ callee: ACME, protocolVersion: PROTOCOL_VERSION })).socket.connected,
    ).toBe(true);
  });

  it('is refused to pages that the callee does not allow', async () => {
    const server = await newServer();
    const callees = createCallees(server.db, Date.now);
    await callees.update(server.acme.id, { allowedOrigins: ['https://shop.example'] });
    const from = (headers: Record<string, string>) => openCaller(server.url, { headers });

    for (const origin of ['https://evil.example', 'https://shop.example.evil', 'null']) {
      await expect(from({ origin })).rejects.toMatchObject(refused('origin_refused'));
    }
    await expect(from({})).rejects.toMatchObject(refused('origin_refused'));
    for (const origin of ['https://shop.example', server.url]) {
      expect((await from({ origin })).socket.connected).toBe(true);
    }
  });

  it('of a console needs a sign-in and our own origin', async () => {
    const { url } = await newServer();
    await expect(openConsole(url, 'nobody')).rejects.toMatchObject(refused('not_signed_in'));
    const evil = { origin: 'https://evil.example' };
    await expect(openConsole(url, 'dana', evil)).rejects.toMatchObject(refused('origin_refused'));
    expect((await openConsole(url, 'dana', { origin: url })).socket.connected).toBe(true);
  });

  it('of no namespace of ours is refused', async () => {
    const server = await newServer();
    await expect(openRaw(server, '/' as '/caller')).rejects.toThrow('no such namespace');
    await expect(openRaw(server, '/attic' as '/caller')).rejects.toThrow('Invalid namespace');
  });
});

describe('too much', () => {
  it('from an address is refused to this address alone, and never to this machine', async () => {
    const { url } = await newServer({ limits: { handshakes: { burst: 2, perSecond: 0.001 } } });
    const from = (headers: Record<string, string>) => openCaller(url, { headers });
    await from(STRANGER);
    await from(STRANGER);
    await expect(from(STRANGER)).rejects.toMatchObject({ data: { code: 'rate_limited' } });
    await from(ANOTHER);
    for (let nth = 0; nth < 5; nth += 1) await from({});
  });

  it('joining from an address is refused; coming back is not', async () => {
    const { url } = await newServer({ limits: { joins: { burst: 2, perSecond: 0.001 } } });
    const open = () => openCaller(url, { headers: STRANGER });
    const ann = await open();
    await ann.join();
    await (await open()).join();
    expect(codeOf(await (await open()).join())).toBe('rate_limited');
    const back = await open();
    expect(codeOf(await back.join({ ticket: ann.ticket as never }))).toBeNull();
  });

  it('on a connection is refused to this connection, and who does not stop is cut off', async () => {
    const server = await newServer({ limits: { commands: { burst: 3, perSecond: 0.001 } } });
    const ann = await call(server.url, 'Ann');
    const mallory = await call(server.url, 'Mallory');
    const codes = [];
    for (let nth = 0; nth < 5; nth += 1) codes.push(await mallory.renew(1));
    expect(codes).toEqual(['not_in_call', 'not_in_call', ...Array(3).fill('rate_limited')]);
    for (let nth = 0; nth < 400; nth += 1)
      mallory.socket.emit('renew', { generation: 1 }, () => {});
    await untilIs(() => mallory.socket.connected, false);
    expect(await ann.renew(1)).toBe('not_in_call');
  });

  it('of signals is dropped', async () => {
    const { url } = await newServer({ limits: { signals: { burst: 5, perSecond: 0.001 } } });
    const ann = await call(url, 'Ann');
    const dana = await answerAt(url, 'dana');
    await dana.start();
    for (let nth = 0; nth < 50; nth += 1) {
      ann.signal({ consultation: ann.id(), generation: 1, signal: { nth } });
    }
    await ann.connected(1);
    expect(dana.signals).toHaveLength(5);
  });

  it('in one message costs the sender the connection, and nobody else anything', async () => {
    const server = await newServer();
    const ann = await call(server.url, 'Ann');
    const mallory = await call(server.url, 'Mallory');
    mallory.socket.emit('joinCaller', { name: 'x'.repeat(70_000) }, () => {});
    await untilIs(() => mallory.socket.connected, false);
    expect(ann.socket.connected).toBe(true);
    await isHealthy(server);
  });

  it('of callers is refused', async () => {
    const { url } = await newServer({ limits: { waitingPerCallee: 2 } });
    await call(url, 'Ann');
    const bob = await call(url, 'Bob');
    const cleo = await openCaller(url, { name: 'Cleo' });
    expect(codeOf(await cleo.join())).toBe('queue_full');
    await bob.hangUp();
    expect(codeOf(await cleo.join())).toBeNull();
  });

  it('waiting to join closes the connection', async () => {
    const { url } = await newServer({ limits: { joinWithinMs: 20 } });
    const idle = await openCaller(url);
    await untilIs(() => idle.socket.connected, false);
  });
});

describe('a payload', () => {
  it.each([
    ['a name of 10,000 characters', { name: 'x'.repeat(10_000) }, 'name'],
    ['an empty name', { name: '  ' }, 'name'],
    ['no name', {}, 'name'],
    ['a control character in the name', { name: 'An\u0000n' }, 'name'],
    ['a line break in the name', { name: 'Ann\nroot' }, 'name'],
    ['a disguised name', { name: 'Ann\u202egnp.exe' }, 'name'],
    ['a reason of 501 characters', { name: 'Ann', reason: 'x'.repeat(501) }, 'reason'],
    ['an escape sequence in the reason', { name: 'Ann', reason: '\u001b[2J' }, 'reason'],
    ['another medium', { name: 'Ann', media: 'smell' }, 'media'],
    ['no locale', { name: 'Ann', locale: '<b>' }, 'locale'],
    ['an attempt that is no UUID', { name: 'Ann', attempt: '1' }, 'attempt'],
    ['an array', [], 'payload'],
    ['a string', 'Ann', 'payload'],
    ['null', null, 'payload'],
  ])('with %s gets invalid_payload, naming the field, and changes nothing', async (...given) => {
    const [_what, payload, field] = given;
    const server = await newServer();
    const raw = await openRaw(server, '/caller');
    const reply = await raw.emitWithAck('joinCaller', payload);
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalid_payload' } });
    expect(reply.error.message).toMatch(new RegExp(`^${field}: `));
    expect(await server.sockets.waiting(server.acme.id)).toBe(0);
    raw.disconnect();
  });

  it('with HTML in it is words like any other', async () => {
    const { url } = await newServer();
    const name = `<img src=x onerror="alert('hi')"> & "Ann"`;
    await call(url, name, { reason: '<script>alert(1)</script>\n\tline two' });
    const dana = await answerAt(url, 'dana');
    expect(dana.desk?.waiting).toMatchObject([
      { name, reason: '<script>alert(1)</script>\n\tline two' },
    ]);
  });

  it('may be missing, of the wrong shape, without acknowledgement, or one too many', async () => {
    const server = await newServer();
    const raw = await openRaw(server, '/caller');
    const ask = (...args: unknown[]) =>
      new Promise((resolve) => raw.emit('hangUp', ...args, resolve));
    expect(await ask()).toMatchObject({ error: { code: 'not_joined' } });
    expect(await ask({}, 'more', 'and more')).toMatchObject({ error: { code: 'not_joined' } });
    expect(await ask(null)).toMatchObject({ error: { code: 'invalid_payload' } });
    expect(await ask({ consultation: 'x' })).toMatchObject({ error: { code: 'invalid_payload' } });
    raw.emit('hangUp');
    raw.emit('hangUp', () => {}, {});
    raw.emit('signal');
    expect(await raw.emitWithAck('noSuchThing', {})).toMatchObject({
      error: { code: 'invalid_payload', message: 'there is no such command' },
    });
    expect(await raw.emitWithAck('constructor', {})).toMatchObject({ ok: false });
    expect(await raw.emitWithAck('startConsulting', { callee: ACME })).toMatchObject({ ok: false });
    raw.disconnect();
    await isHealthy(server);
  });

  it('that is no packet, or nested ten thousand deep, costs its sender alone', async () => {
    const server = await newServer();
    const ann = await call(server.url, 'Ann');
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const packets = [
      '9',
      '2/caller,{',
      '2/caller,["joinCaller"',
      '2/caller,["disconnect"]',
      '51-/caller,["joinCaller",{"_placeholder":true,"num":0}]',
      `51-/caller,["joinCaller",${deep}]`,
      `2/caller,1["joinCaller",${deep}]`,
      `2/caller,1["joinCaller",{"name":${deep}}]`,
      `2/caller,1["prepareOffer",{"generation":1,"signals":[{"a":${deep}}]}]`,
      `2/caller,["signal",{"consultation":"${ann.id()}","generation":1,"signal":{"a":${deep}}}]`,
    ];
    for (const packet of packets) {
      const mallory = await call(server.url, 'Mallory');
      mallory.socket.io.engine.write(packet);
      mallory.socket.emit('hangUp', {}, () => {});
      await until(() =>
        expect([mallory.socket.connected, mallory.view?.phase]).not.toEqual([true, 'waiting']),
      );
    }
    expect(ann.socket.connected).toBe(true);
    expect(server.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
    await isHealthy(server);
  });

  it('of a caller on another consultation is forbidden', async () => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann');
    const mallory = await call(url, 'Mallory');
    const consultation = ann.id();
    const hangUp = await mallory.socket.emitWithAck('hangUp', { consultation });
    expect(codeOf(hangUp)).toBe('forbidden');
    const renew = await mallory.socket.emitWithAck('renew', { consultation, generation: 1 });
    expect(codeOf(renew)).toBe('forbidden');
    expect(ann.view?.phase).toBe('waiting');
  });
});

it('two thousand random payloads leave the server healthy', async () => {
  const server = await newServer();
  await call(server.url, 'Bystander');
  const connections = new Map<string, Socket>();
  const near = fc.oneof(
    fc.constantFrom('Ann', ACME, OTHER, '', '__proto__', '0b8f7a52-6c1f-4c55-9d3c-8b1f3f6f2a10'),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.anything({ withDate: false, maxDepth: 3 }),
  );
  const payload = fc.oneof(
    fc.record(
      {
        callee: near,
        consultation: near,
        generation: near,
        signal: near,
        signals: fc.oneof(near, fc.array(fc.dictionary(fc.string(), near), { maxLength: 4 })),
        name: near,
        reason: near,
        ticket: near,
        attempt: near,
        available: near,
        holding: near,
        message: near,
      },
      { requiredKeys: [] },
    ),
    fc.anything({ withTypedArray: true }),
    fc
      .integer({ min: 1, max: 6000 })
      .map((depth) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown),
  );
  const event = fc.oneof(
    ...(['/caller', '/callee'] as const).map((namespace) =>
      fc.tuple(
        fc.constant(namespace),
        fc.oneof(
          { weight: 9, arbitrary: fc.constantFrom(...EVENTS[namespace]) },
          { weight: 1, arbitrary: fc.constantFrom('error', 'toString', 'onAny', '') },
        ),
        fc.array(payload, { maxLength: 3 }),
        fc.boolean(),
      ),
    ),
  );

  await fc.assert(
    fc.asyncProperty(event, async ([namespace, name, args, wantsAnswer]) => {
      let socket = connections.get(namespace);
      if (!socket?.connected) {
        socket = await openRaw(server, namespace);
        connections.set(namespace, socket);
      }
      const broken = new Promise((resolve) => socket.once('disconnect', resolve));
      try {
        if (wantsAnswer && name !== 'signal') {
          const answer = new Promise((resolve) => socket.emit(name, ...args, resolve));
          const reply = await Promise.race([answer, broken]);
          if (socket.connected) expect(reply).toHaveProperty('ok');
        } else {
          socket.emit(name, ...args);
        }
      } catch (error) {
        // Some values cannot even be written out by the sender.
        if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
      }
    }),
    { numRuns: 2000 },
  );

  for (const socket of connections.values()) socket.disconnect();
  expect(server.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  await isHealthy(server);
  expect(NAMESPACES).toEqual({ caller: '/caller', callee: '/callee', room: '/room' });
}, 120_000);
