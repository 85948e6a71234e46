import type { Ticket } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { createClock, letPass, newServer, until, untilIs } from '../testing/fixtures.ts';
import { answerAt, call, codeOf, comeBack, openCaller } from '../testing/pages.ts';
import { ACME, GRACE_MS, OTHER } from '../testing/socket-server.ts';

const ATTEMPT = '0b8f7a52-6c1f-4c55-9d3c-8b1f3f6f2a10';

describe('a place in the queue', () => {
  it('is told when joining, and whenever it changes', async () => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann', { reason: 'my order', media: 'audio', locale: 'ko' });
    const bob = await call(url, 'Bob');
    const cleo = await call(url, 'Cleo');
    expect(ann.view).toMatchObject({ phase: 'waiting', position: 1, prepare: true, generation: 0 });
    expect(cleo.view).toMatchObject({ position: 3, waiting: 3, prepare: false });
    expect(cleo.view).toMatchObject({ estimate: { known: false }, consultantsAvailable: 0 });

    expect(await bob.hangUp()).toEqual({ ok: true, reason: 'left_queue' });

    await untilIs(() => bob.view?.phase, 'ended');
    await until(() => expect(cleo.view).toMatchObject({ position: 2, waiting: 2, prepare: true }));
    await until(() => expect(ann.view).toMatchObject({ position: 1, waiting: 2 }));
    expect(await bob.hangUp()).toEqual({ ok: true, reason: 'left_queue' });
  });

  it('is one, however often the request arrives', async () => {
    const server = await newServer();
    const ann = await openCaller(server.url);
    const request = { name: 'Ann', attempt: ATTEMPT };
    const replies = await Promise.all([ann.join(request), ann.join(request), ann.join()]);
    const again = await openCaller(server.url);
    expect(codeOf(await again.join(request))).toBeNull();

    for (const reply of replies) expect(reply).toMatchObject({ ok: true, ticket: ann.ticket });
    expect(again.ticket).toBe(ann.ticket);
    expect(await server.sockets.waiting(server.acme.id)).toBe(1);
  });

  it('is one when two connections join with the same attempt at the same moment', async () => {
    const server = await newServer();
    const pages = await Promise.all([1, 2, 3, 4].map(() => openCaller(server.url)));
    const request = { name: 'Ann', attempt: ATTEMPT };
    await Promise.allSettled(pages.map(async (page) => page.join(request)));

    expect(await server.sockets.waiting(server.acme.id)).toBe(1);
    await until(() => expect(pages.filter(({ socket }) => socket.connected)).toHaveLength(1));
  });

  it('moves to the page that presents the ticket; the older one is told and closed', async () => {
    const server = await newServer();
    const ann = await call(server.url, 'Ann');
    await call(server.url, 'Bob');

    const second = await comeBack(server.url, ann.ticket as Ticket);

    expect(second.view).toMatchObject({ id: ann.id(), position: 1, waiting: 2 });
    await untilIs(() => [ann.moved, ann.socket.connected], [true, false]);
    expect(second.moved).toBe(false);
    expect(await server.consultations.byId(ann.id())).toMatchObject({ callerAwaySince: null });
  });

  it('is resumed by the ticket of the handshake, too', async () => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann');
    const second = await openCaller(url, { auth: { callee: ACME, ticket: ann.ticket } });
    await second.join({ name: 'Somebody else' });
    expect(second.ticket).toBe(ann.ticket);
  });

  it('can be given up for a new one on the same page once it has ended', async () => {
    const server = await newServer();
    const ann = await call(server.url, 'Ann');
    const first = ann.ticket;
    await ann.hangUp();
    await ann.join();
    expect(ann.ticket).not.toBe(first);
    expect(ann.view).toMatchObject({ phase: 'waiting', position: 1 });
  });

  it('of another ticket takes the connection away from its former place', async () => {
    const server = await newServer();
    const ann = await call(server.url, 'Ann');
    const bob = await call(server.url, 'Bob');
    const annsId = ann.id();
    await ann.join({ ticket: bob.ticket as Ticket });
    expect(ann.id()).toBe(bob.id());
    expect(await server.consultations.byId(annsId)).toMatchObject({
      phase: 'waiting',
      callerAwaySince: expect.any(Number),
    });
  });
});

describe('a ticket', () => {
  it('opens nothing once the consultation has ended', async () => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann');
    await ann.hangUp();
    const replay = await openCaller(url);
    expect(await replay.join({ ticket: ann.ticket as Ticket })).toMatchObject({
      ok: false,
      error: {
        code: 'consultation_ended',
        ended: {
          phase: 'ended',
          id: ann.id(),
          reason: 'left_queue',
          message: '',
          wasConnected: false,
          callBackForMs: 0,
        },
      },
    });
    expect(codeOf(await replay.hangUp())).toBe('not_joined');
  });

  it('cannot be made, altered, or used for another callee', async () => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann');
    const real = ann.ticket as string;
    const [id = '', signature = ''] = real.split('.');
    const forged = [
      id,
      `${id}.`,
      `${id}.${signature}.`,
      `${id}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
      `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}.${signature}`,
      '.',
      'x'.repeat(200),
    ];
    const mallory = await openCaller(url);
    for (const ticket of forged) {
      expect(codeOf(await mallory.join({ ticket: ticket as Ticket }))).toBe('invalid_ticket');
    }
    const elsewhere = await openCaller(url, { auth: { callee: OTHER } });
    expect(codeOf(await elsewhere.join({ ticket: real as Ticket }))).toBe('invalid_ticket');
    expect(ann.socket.connected).toBe(true);
  });
});

describe('a caller who drops', () => {
  it('is passed over meanwhile, and is at the old place when back', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const ann = await call(server.url, 'Ann');
    const bob = await call(server.url, 'Bob');
    const dana = await answerAt(server.url, 'dana');

    ann.drop();
    await until(() => expect(dana.desk?.waiting).toMatchObject([{ present: false }, {}]));
    expect(await dana.start()).toMatchObject({ ok: true, consultation: { remoteName: 'Bob' } });
    expect(codeOf(await dana.start(ann.id()))).toBe('already_consulting');
    await bob.hangUp();
    expect(codeOf(await dana.start(ann.id()))).toBe('caller_away');
    expect(codeOf(await dana.start())).toBe('caller_away');

    await letPass(server, clock, GRACE_MS - 1);
    await call(server.url, 'Cleo');
    const back = await comeBack(server.url, ann.ticket as Ticket);
    expect(back.view).toMatchObject({ position: 1, waiting: 2 });
    expect(await dana.start()).toMatchObject({ ok: true, consultation: { remoteName: 'Ann' } });
  });

  it('loses the place when the grace time is over, and the others move up', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const ann = await call(server.url, 'Ann');
    const bob = await call(server.url, 'Bob');
    ann.drop();
    await until(async () =>
      expect(await server.consultations.byId(ann.id())).toMatchObject({
        callerAwaySince: clock(),
      }),
    );

    await letPass(server, clock, GRACE_MS);

    expect(await server.consultations.byId(ann.id())).toMatchObject({ endReason: 'abandoned' });
    await until(() => expect(bob.view).toMatchObject({ position: 1, waiting: 1 }));
    const back = await openCaller(server.url);
    expect(codeOf(await back.join({ ticket: ann.ticket as Ticket }))).toBe('consultation_ended');
  });

  it('while joining leaves a place that is known to be left', async () => {
    const server = await newServer();
    const ann = await openCaller(server.url);
    ann.socket.emit('joinCaller', { name: 'Ann' }, () => {});
    ann.socket.disconnect();
    await until(async () => {
      const [place] = await server.consultations.waitingCallers(server.acme.id, 10);
      expect(place).toMatchObject({ name: 'Ann', present: false });
    });
  });

  it('needs a new offer: the other page has no such peer', async () => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann');
    expect(await ann.prepare({ generation: 1, signals: [{ type: 'offer' }] })).toBeNull();
    const back = await comeBack(url, ann.ticket as Ticket);
    expect(back.view).toMatchObject({ generation: 1, prepare: true });
    expect(await back.prepare({ generation: 1, signals: [{ type: 'offer' }] })).toBe(
      'stale_generation',
    );
    const dana = await answerAt(url, 'dana');
    expect(await dana.start()).toMatchObject({ prepared: null, consultation: { generation: 2 } });
  });
});

it('tells those far from the head only what moves them', async () => {
  const { url } = await newServer({ limits: { nearEveryMs: 1, farEveryMs: 1 } });
  const callers = [];
  for (let nth = 1; nth <= 25; nth += 1) callers.push(await call(url, `Caller ${nth}`));
  const [first, ...others] = callers;
  const last = others.at(-1);
  const twentieth = others[18];
  await until(() => expect(twentieth?.view).toMatchObject({ position: 20, waiting: 25 }));
  expect(others[20]?.positions).toEqual([22]);

  await first?.hangUp();

  await until(() => expect(last?.view).toMatchObject({ position: 24, waiting: 24 }));
  await until(() => expect(others[0]?.view).toMatchObject({ position: 1, prepare: true }));
});
