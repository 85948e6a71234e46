import { describe, expect, it } from 'vitest';
import { createClock, letPass, newServer, until, untilIs } from '../testing/fixtures.ts';
import { answerAt, call, codeOf, openConsole } from '../testing/pages.ts';
import { CONNECT_TIMEOUT_MS, DANA, OTHER } from '../testing/socket-server.ts';

describe('accepting', () => {
  it('takes the longest waiting caller, and both learn of the other', async () => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann', { reason: 'my order', media: 'audio', locale: 'ko' });
    const bob = await call(url, 'Bob');
    await ann.prepare({ generation: 3, signals: [{ type: 'offer', sdp: 'v=0' }] });
    const dana = await answerAt(url, 'dana');

    const reply = await dana.start();

    expect(reply).toMatchObject({
      ok: true,
      prepared: { generation: 3, signals: [{ type: 'offer', sdp: 'v=0' }] },
      consultation: {
        phase: 'connecting',
        id: ann.id(),
        callee: 'acme-support',
        generation: 3,
        remoteName: 'Ann',
        reason: 'my order',
        media: 'audio',
        locale: 'ko',
        startedAt: null,
        present: true,
        held: 'here',
        ice: { iceServers: [] },
      },
    });
    await untilIs(() => ann.view?.phase, 'connecting');
    expect(ann.view).toMatchObject({ generation: 3, remoteName: 'Dana', media: 'audio' });
    await until(() => expect(bob.view).toMatchObject({ position: 1 }));
    await until(() => {
      expect(dana.desk?.waiting.map(({ name }) => name)).toEqual(['Bob']);
      expect(dana.desk?.helped).toMatchObject([
        { name: 'Ann', consultant: DANA.id, phase: 'connecting' },
      ]);
    });
  });

  it('tells the caller before the consultant', async () => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann');
    const dana = await answerAt(url, 'dana');
    const order: string[] = [];
    ann.socket.on('consultationChanged', () => order.push('Ann'));
    await dana.start();
    // The answer is here; a signal sent now can only arrive after what was sent to Ann before.
    dana.signal({ consultation: ann.id(), generation: 1, signal: { type: 'answer' } });
    ann.socket.on('signal', () => order.push('a signal'));
    await untilIs(() => order.at(-1), 'a signal');
    expect(order[0]).toBe('Ann');
  });

  it('gives each of many consultants pressing at once another caller', async () => {
    const server = await newServer();
    const callers = [await call(server.url, 'Ann'), await call(server.url, 'Bob')];
    await call(server.url, 'Cleo');
    const dana = await answerAt(server.url, 'dana');
    const erik = await answerAt(server.url, 'erik');

    const replies = await Promise.all([dana.start(), erik.start()]);

    const taken = replies.map((reply) => (reply.ok ? reply.consultation.remoteName : reply.error));
    expect(new Set(taken)).toEqual(new Set(['Ann', 'Bob']));
    for (const caller of callers) await untilIs(() => caller.view?.phase, 'connecting');
    expect(await server.sockets.waiting(server.acme.id)).toBe(1);
  });

  it('gives one consultant pressing in many windows one caller', async () => {
    const server = await newServer();
    for (const name of ['Ann', 'Bob', 'Cleo']) await call(server.url, name);
    const windows = await Promise.all([1, 2, 3].map(() => answerAt(server.url, 'dana')));

    const replies = await Promise.all(
      windows.flatMap((window) => [window.start(), window.start()]),
    );

    const codes = replies.map(codeOf);
    expect(codes.filter((code) => code === null)).toHaveLength(2);
    expect(codes.filter((code) => code === 'already_consulting')).toHaveLength(4);
    expect(await server.sockets.waiting(server.acme.id)).toBe(2);
  });

  it('answers the same again when the same window repeats it', async () => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann');
    await ann.prepare({ generation: 1, signals: [{ type: 'offer' }] });
    const dana = await answerAt(url, 'dana');
    const first = await dana.start();
    const second = await dana.start(ann.id());
    expect(second).toMatchObject({
      ...first,
      consultation: { id: ann.id(), generation: 1, held: 'here' },
    });

    await ann.connected(1);
    await dana.connected(1);
    expect(codeOf(await dana.start())).toBe('already_consulting');
  });

  it('can take one who is not next, once', async () => {
    const { url } = await newServer();
    await call(url, 'Ann');
    const bob = await call(url, 'Bob');
    const dana = await answerAt(url, 'dana');
    const erik = await answerAt(url, 'erik');
    expect(await dana.start(bob.id())).toMatchObject({ consultation: { remoteName: 'Bob' } });
    expect(codeOf(await erik.start(bob.id()))).toBe('already_taken');
  });

  it('refuses when nobody waits', async () => {
    const { url } = await newServer();
    const dana = await answerAt(url, 'dana');
    expect(codeOf(await dana.start())).toBe('queue_empty');
  });

  it('is refused to those who do not answer for the callee', async () => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann');
    const flo = await openConsole(url, 'flo');
    expect(codeOf(await flo.open())).toBe('forbidden');
    expect(codeOf(await flo.start())).toBe('forbidden');
    expect(await flo.decline(ann.id())).toBe('forbidden');
    expect(codeOf(await flo.hangUp(ann.id()))).toBe('forbidden');
    // Not by way of a desk of one's own, either.
    const reply = await flo.socket.emitWithAck('startConsulting', {
      callee: OTHER,
      consultation: ann.id(),
    });
    expect(codeOf(reply)).toBe('forbidden');
    expect(ann.view?.phase).toBe('waiting');
    const unknown = await flo.socket.emitWithAck('openDesk', { callee: 'nobody' as typeof OTHER });
    expect(codeOf(unknown)).toBe('unknown_callee');
  });
});

describe('declining', () => {
  it('ends it with the words of the consultant', async () => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann');
    const dana = await answerAt(url, 'dana');
    expect(await dana.decline(ann.id(), 'We open at nine.')).toBeNull();
    await until(() =>
      expect(ann.view).toMatchObject({
        phase: 'ended',
        reason: 'declined',
        message: 'We open at nine.',
      }),
    );
    expect(await dana.decline(ann.id(), 'We open at nine.')).toBeNull();
    await untilIs(() => dana.desk?.waitingCount, 0);
  });

  it('is too late when somebody has accepted, or the caller has left', async () => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann');
    const bob = await call(url, 'Bob');
    const dana = await answerAt(url, 'dana');
    const erik = await answerAt(url, 'erik');
    await dana.start();
    expect(await erik.decline(ann.id())).toBe('already_taken');
    await bob.hangUp();
    expect(await erik.decline(bob.id())).toBe('consultation_ended');
  });
});

describe('an accepted call that is not connected in time', () => {
  it('goes back to the head of the queue', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const ann = await call(server.url, 'Ann');
    clock.pass(1000);
    await call(server.url, 'Bob');
    const dana = await answerAt(server.url, 'dana');
    const erik = await answerAt(server.url, 'erik');
    await dana.start();

    await letPass(server, clock, CONNECT_TIMEOUT_MS);

    await until(() => {
      expect(ann.view).toMatchObject({ phase: 'waiting', position: 1, generation: 1 });
      expect(dana.view).toEqual({ phase: 'waiting', id: ann.id(), remoteName: 'Ann' });
    });
    expect(codeOf(await dana.hangUp())).toBe('not_in_call');
    expect(await erik.start()).toMatchObject({
      consultation: { remoteName: 'Ann', generation: 2 },
    });
  });

  it('ends after three times', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const ann = await call(server.url, 'Ann');
    const dana = await answerAt(server.url, 'dana');
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      expect(codeOf(await dana.start())).toBeNull();
      await letPass(server, clock, CONNECT_TIMEOUT_MS);
    }
    await until(() => expect(ann.view).toMatchObject({ phase: 'ended', reason: 'failed' }));
    await until(() => expect(dana.view).toMatchObject({ phase: 'ended', lastedMs: 0 }));
  });
});
