import type { Ticket } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { createClock, letPass, newServer, until, untilIs } from '../testing/fixtures.ts';
import { answerAt, call, codeOf, comeBack, openCaller, openConsole } from '../testing/pages.ts';
import { GRACE_MS, type TestServer } from '../testing/socket-server.ts';

async function inCall(server: TestServer) {
  const ann = await call(server.url, 'Ann');
  const dana = await answerAt(server.url, 'dana');
  await dana.start();
  expect(await ann.connected(1)).toBeNull();
  expect(await dana.connected(1)).toBeNull();
  await untilIs(() => [ann.view?.phase, dana.view?.phase], ['active', 'active']);
  return { ann, dana };
}

describe('a call', () => {
  it('is active when both say that they see the other, and ends when one hangs up', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const ann = await call(server.url, 'Ann');
    const dana = await answerAt(server.url, 'dana');
    await dana.start();
    await ann.connected(1);
    expect(ann.view?.phase).toBe('connecting');
    clock.pass(2000);
    await dana.connected(1);
    const startedAt = clock();
    await until(() => {
      expect(ann.view).toMatchObject({ phase: 'active', startedAt, remoteName: 'Dana' });
      expect(dana.view).toMatchObject({ phase: 'active', startedAt, remoteName: 'Ann' });
    });

    clock.pass(60_000);
    expect(await dana.hangUp()).toEqual({ ok: true, reason: 'completed' });

    await until(() => {
      expect(ann.view).toEqual({
        phase: 'ended',
        id: ann.id(),
        reason: 'completed',
        message: '',
        wasConnected: true,
        callBackForMs: 0,
      });
      expect(dana.view).toMatchObject({ phase: 'ended', remoteName: 'Ann', lastedMs: 60_000 });
    });
    expect(await dana.hangUp()).toEqual({ ok: true, reason: 'completed' });
    expect(await dana.hangUp(ann.id())).toEqual({ ok: true, reason: 'completed' });
    expect(await ann.hangUp()).toEqual({ ok: true, reason: 'completed' });
  });

  it('is renewed once by whoever loses it first', async () => {
    const { ann, dana } = await inCall(await newServer());
    const [one, other] = await Promise.all([ann.renew(1), dana.renew(1)]);
    expect([one, other]).toEqual([null, null]);
    await until(() => {
      expect(ann.view).toMatchObject({ phase: 'active', generation: 2 });
      expect(dana.view).toMatchObject({ phase: 'active', generation: 2 });
    });
    expect(await ann.connected(1)).toBe('stale_generation');
    expect(await ann.connected(2)).toBeNull();
    expect(await ann.renew(9)).toBe('stale_generation');
  });

  it('tells the operator, and nobody else, why a browser finds no path', async () => {
    const reasons: string[] = [];
    const server = await newServer({ onNoPath: ({ code }) => reasons.push(code) });
    const { ann, dana } = await inCall(server);
    expect(await ann.renew(1, 'turn_refused')).toBeNull();
    expect(await dana.renew(2)).toBeNull();
    expect(await dana.renew(3, 'a reason of its own')).toBe('invalid_payload');

    expect(reasons).toEqual(['turn_refused']);
    const told = server.logged.filter((line) => line.includes('no path'));
    expect(told).toHaveLength(1);
    expect(JSON.parse(told[0] ?? '')).toMatchObject({ party: 'caller', trouble: 'turn_refused' });
  });

  it('is not to be connected, renewed or hung up by those who are not in one', async () => {
    const { url } = await newServer();
    const ann = await call(url, 'Ann');
    const dana = await answerAt(url, 'dana');
    expect(await ann.connected(1)).toBe('not_in_call');
    expect(await ann.renew(1)).toBe('not_in_call');
    expect(await dana.connected(1)).toBe('not_in_call');
    expect(await dana.renew(1)).toBe('not_in_call');
    expect(codeOf(await dana.hangUp())).toBe('not_in_call');
    expect(codeOf(await dana.hangUp(ann.id()))).toBe('not_in_call');
    expect(codeOf(await dana.takeOver())).toBe('not_in_call');
    await dana.start();
    expect(await ann.prepare({ generation: 5, signals: [{ type: 'offer' }] })).toBe('not_waiting');
  });
});

describe('hanging up', () => {
  it('is the end also when both do it at once: one of them has, and both hear the same', async () => {
    const server = await newServer();
    const { ann, dana } = await inCall(server);
    const replies = await Promise.all([ann.hangUp(), dana.hangUp()]);
    expect(replies).toEqual([
      { ok: true, reason: 'completed' },
      { ok: true, reason: 'completed' },
    ]);
    await untilIs(() => [ann.view?.phase, dana.view?.phase], ['ended', 'ended']);
    expect((await server.consultations.byId(ann.id()))?.version).toBe(5);
  });

  it('ends what has lost its path, whoever would rather not wait for it', async () => {
    const server = await newServer();
    for (const who of ['ann', 'dana'] as const) {
      const pair = await inCall(server);
      await pair.ann.renew(1);
      expect(await pair[who].hangUp()).toEqual({ ok: true, reason: 'completed' });
      await untilIs(() => [pair.ann.view?.phase, pair.dana.view?.phase], ['ended', 'ended']);
      // Somebody has ended it: there is nothing to call back from.
      expect(pair.ann.view).toMatchObject({ wasConnected: true, callBackForMs: 0 });
      pair.dana.close();
    }
  });
});

describe('a caller who drops in a call', () => {
  it('is accepted while the page is reloaded, if the server has not noticed, and is there then', async () => {
    const server = await newServer();
    const ann = await call(server.url, 'Ann');
    const dana = await answerAt(server.url, 'dana');
    const offer = { generation: 1, signals: [{ type: 'offer' }] };
    await ann.prepare(offer);
    // In the same moment: the accept may be the first of the two, or find that she is away.
    const reloading = openCaller(server.url);
    const accepted = dana.start();
    ann.drop();
    const reloaded = await reloading;
    expect(codeOf(await reloaded.join({ ticket: ann.ticket as Ticket }))).toBeNull();
    if (codeOf(await accepted) === 'caller_away') await dana.start();
    await until(() => expect(reloaded.view).toMatchObject({ phase: 'connecting' }));
    const { generation } = reloaded.view as { generation: number };
    await reloaded.renew(generation);
    await until(() => expect(dana.view).toMatchObject({ generation: generation + 1 }));
    await reloaded.connected(generation + 1);
    await dana.connected(generation + 1);
    await untilIs(() => [reloaded.view?.phase, dana.view?.phase], ['active', 'active']);
  });

  it('is waited for, and finds the call again', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const { ann, dana } = await inCall(server);
    ann.drop();
    await until(() => expect(dana.view).toMatchObject({ phase: 'active', present: false }));

    await letPass(server, clock, GRACE_MS - 1);
    const back = await comeBack(server.url, ann.ticket as Ticket);

    expect(back.view).toMatchObject({ phase: 'active', generation: 1, remoteName: 'Dana' });
    await until(() => expect(dana.view).toMatchObject({ present: true }));
    expect(await back.renew(1)).toBeNull();
    await until(() => expect(dana.view).toMatchObject({ generation: 2 }));
  });

  it('is lost after the grace time', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const { ann, dana } = await inCall(server);
    ann.drop();
    await until(() => expect(dana.view).toMatchObject({ present: false }));
    await letPass(server, clock, GRACE_MS);
    await until(() => expect(dana.view).toMatchObject({ phase: 'ended', reason: 'caller_lost' }));
  });
});

describe('a path that is lost', () => {
  it('is searched for as long as the grace time; then it ends for both, and nobody is to blame', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const { ann, dana } = await inCall(server);
    clock.pass(10_000);
    await ann.renew(1);
    await letPass(server, clock, GRACE_MS - 1);
    await dana.renew(2);
    await until(() => expect(ann.view).toMatchObject({ phase: 'active', generation: 3 }));
    await letPass(server, clock, 1);
    await until(() => {
      expect(ann.view).toMatchObject({ phase: 'ended', reason: 'failed', wasConnected: true });
      expect(dana.view).toMatchObject({
        phase: 'ended',
        reason: 'failed',
        lastedMs: 10_000 + GRACE_MS,
      });
    });
  });

  it('is searched for anew when the server was away, and found is found', async () => {
    const clock = createClock();
    const before = await newServer({ clock });
    const { ann, dana } = await inCall(before);
    await ann.renew(1);
    await until(() => expect(dana.view).toMatchObject({ phase: 'active', generation: 2 }));
    await letPass(before, clock, GRACE_MS - 1);
    await before.kill();
    clock.pass(10 * GRACE_MS);
    const server = await newServer({ clock, folder: before.folder });
    const back = await comeBack(server.url, ann.ticket as Ticket);
    const renewed = await openConsole(server.url, 'dana');
    await renewed.open({ consultation: ann.id(), generation: 2 });
    await letPass(server, clock, GRACE_MS - 1);
    expect([back.view?.phase, renewed.view?.phase]).toEqual(['active', 'active']);

    await back.connected(2);
    await renewed.connected(2);
    await letPass(server, clock, GRACE_MS);
    expect(await server.consultations.byId(ann.id())).toMatchObject({ phase: 'active' });
  });
});

describe("a consultant's windows", () => {
  it('learn how the call ended that they had when they were out of reach', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const { ann, dana } = await inCall(server);
    dana.drop();
    clock.pass(5000);
    await ann.hangUp();
    const renewed = await openConsole(server.url, 'dana');
    const holding = { consultation: ann.id(), generation: 1 };
    await renewed.open(holding);
    expect(renewed.view).toMatchObject({ phase: 'ended', reason: 'completed', lastedMs: 5000 });
    const erik = await openConsole(server.url, 'erik');
    await erik.open(holding);
    expect(erik.view).toBeNull();
  });

  it('see the same, and know which of them has the call', async () => {
    const server = await newServer();
    const { ann, dana } = await inCall(server);
    const second = await answerAt(server.url, 'dana');
    expect(dana.view).toMatchObject({ id: ann.id(), held: 'here' });
    expect(second.view).toMatchObject({ id: ann.id(), held: 'elsewhere', phase: 'active' });
    expect(await second.renew(1)).toBe('not_in_call');

    await ann.renew(1);

    await until(() => {
      expect(dana.view).toMatchObject({ generation: 2, held: 'here' });
      expect(second.view).toMatchObject({ generation: 2, held: 'elsewhere' });
    });
    await second.hangUp();
    await untilIs(() => [dana.view?.phase, ann.view?.phase], ['ended', 'ended']);
  });

  it('take the call over from one another, in a new generation', async () => {
    const server = await newServer();
    const { ann, dana } = await inCall(server);
    const second = await answerAt(server.url, 'dana');

    expect(await second.takeOver()).toMatchObject({
      ok: true,
      consultation: { held: 'here', generation: 2, phase: 'active' },
    });

    await until(() => {
      expect(ann.view).toMatchObject({ generation: 2 });
      expect(dana.view).toMatchObject({ generation: 2, held: 'elsewhere' });
    });
    expect([dana.moved, dana.socket.connected, second.moved]).toEqual([1, true, 0]);
    expect(await second.takeOver()).toMatchObject({ ok: true, consultation: { generation: 2 } });
    ann.signal({ consultation: ann.id(), generation: 2, signal: { type: 'offer' } });
    await until(() => expect(second.signals).toHaveLength(1));
    expect(dana.signals).toEqual([]);
  });

  it('say so when the one with the call is gone, and the call is lost after the grace time', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const { ann, dana } = await inCall(server);
    const second = await answerAt(server.url, 'dana');
    dana.drop();
    await until(() => expect(second.view).toMatchObject({ held: 'nowhere', phase: 'active' }));

    await letPass(server, clock, GRACE_MS);

    await until(() => {
      expect(ann.view).toMatchObject({ phase: 'ended', reason: 'consultant_lost' });
      expect(second.view).toMatchObject({ phase: 'ended', reason: 'consultant_lost' });
    });
  });

  it('are not waited for once one has taken over', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const { ann, dana } = await inCall(server);
    dana.drop();
    const reloaded = await answerAt(server.url, 'dana');
    await until(async () => {
      const { consultation } = (await reloaded.open()) as { consultation: unknown };
      expect(consultation).toMatchObject({ held: 'nowhere', generation: 1 });
    });
    await letPass(server, clock, GRACE_MS - 1);
    await reloaded.takeOver();
    await until(() => expect(ann.view).toMatchObject({ generation: 2 }));
    // Longer, and the path that is not found would be what ends it.
    await letPass(server, clock, GRACE_MS - 1);
    const row = await server.consultations.byId(ann.id());
    expect(row).toMatchObject({ phase: 'active', generation: 2 });
  });

  it('keep the call over a renewed connection: the page has it still', async () => {
    const server = await newServer();
    const { ann, dana } = await inCall(server);
    dana.drop();
    const renewed = await openConsole(server.url, 'dana');
    const holding = { consultation: ann.id(), generation: 1 };
    expect(await renewed.open(holding)).toMatchObject({
      consultation: { held: 'here', generation: 1 },
    });
    ann.signal({ consultation: ann.id(), generation: 1, signal: { candidate: {} } });
    await until(() => expect(renewed.signals).toHaveLength(1));
    await until(async () =>
      expect(await server.consultations.byId(ann.id())).toMatchObject({
        consultantAwaySince: null,
      }),
    );
  });

  it('are known by their page, also when the call was renewed while one was out of reach', async () => {
    const server = await newServer();
    const ann = await call(server.url, 'Ann');
    const page = crypto.randomUUID();
    const dana = await openConsole(server.url, 'dana');
    await dana.open(null, page);
    await dana.start();
    await ann.connected(1);
    await dana.connected(1);
    await ann.renew(1);
    await until(() => expect(dana.view).toMatchObject({ generation: 2 }));

    // Her connection before is dead, and the server has not noticed yet.
    const renewed = await openConsole(server.url, 'dana');
    const holding = { consultation: ann.id(), generation: 1 };
    const other = await openConsole(server.url, 'dana');
    await other.open(holding, crypto.randomUUID());
    expect(other.view).toMatchObject({ held: 'elsewhere', generation: 2 });
    await renewed.open(holding, page);
    // What Ann has said in the second generation is lost.
    expect(renewed.view).toMatchObject({ held: 'here', generation: 3 });
    await until(() => expect(ann.view).toMatchObject({ generation: 3 }));
    dana.drop();
    ann.signal({ consultation: ann.id(), generation: 3, signal: { type: 'offer' } });
    await until(() => expect(renewed.signals).toHaveLength(1));
  });

  it('have the caller they have accepted, also when the answer to that was lost', async () => {
    const server = await newServer();
    const ann = await call(server.url, 'Ann');
    const page = crypto.randomUUID();
    const dana = await openConsole(server.url, 'dana');
    await dana.open(null, page);
    await dana.start();
    dana.drop();

    const renewed = await openConsole(server.url, 'dana');
    await renewed.open(null, page);
    expect(renewed.view).toMatchObject({ id: ann.id(), held: 'here', generation: 2 });
    // The press that was not answered is repeated.
    expect(await renewed.start()).toMatchObject({ ok: true, consultation: { generation: 2 } });
    await until(() => expect(ann.view).toMatchObject({ phase: 'connecting', generation: 2 }));
  });

  it('keep the call although the server has not noticed yet that the old connection is dead', async () => {
    const server = await newServer();
    const { ann, dana } = await inCall(server);
    const renewed = await openConsole(server.url, 'dana');
    await renewed.open({ consultation: ann.id(), generation: 1 });
    expect(renewed.view).toMatchObject({ held: 'here' });
    await untilIs(() => dana.moved, 1);
    dana.drop();
    await until(() => expect(renewed.view).toMatchObject({ held: 'here' }));
    expect(await server.consultations.byId(ann.id())).toMatchObject({ consultantAwaySince: null });
  });

  it('do not get the call by claiming an older generation, or that of another consultant', async () => {
    const server = await newServer();
    const { ann, dana } = await inCall(server);
    await ann.renew(1);
    const stale = await openConsole(server.url, 'dana');
    expect(await stale.open({ consultation: ann.id(), generation: 1 })).toMatchObject({
      consultation: { held: 'elsewhere', generation: 2 },
    });
    const erik = await openConsole(server.url, 'erik');
    expect(await erik.open({ consultation: ann.id(), generation: 2 })).toMatchObject({
      ok: true,
      consultation: null,
    });
    expect(codeOf(await erik.hangUp(ann.id()))).toBe('not_in_call');
    expect(dana.view).toMatchObject({ held: 'here' });
  });
});

describe('being available', () => {
  it('is the same in all windows, and known to callers and the desk', async () => {
    const server = await newServer();
    const ann = await call(server.url, 'Ann');
    const dana = await answerAt(server.url, 'dana');
    const second = await answerAt(server.url, 'dana');
    expect(dana.available).toBe(false);
    expect(await server.sockets.consultantsAvailable(server.acme.id)).toBe(0);

    expect(await dana.setAvailable(true)).toBeNull();

    await untilIs(() => second.available, true);
    await until(() => {
      expect(ann.view).toMatchObject({ consultantsAvailable: 1 });
      expect(second.desk?.consultants).toMatchObject([
        { name: 'Dana', available: true },
        { name: 'Erik', available: false },
      ]);
    });
    expect(await server.sockets.consultantsAvailable(server.acme.id)).toBe(1);
  });

  it('needs an open console, and ends when there was none for the grace time', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const dana = await answerAt(server.url, 'dana');
    await dana.setAvailable(true);
    const erik = await answerAt(server.url, 'erik');
    dana.drop();
    await until(() => expect(erik.desk?.consultants).toMatchObject([{ available: false }, {}]));

    await letPass(server, clock, GRACE_MS - 1);
    const back = await answerAt(server.url, 'dana');
    expect(back.available).toBe(true);
    await letPass(server, clock, GRACE_MS);
    await until(() => expect(erik.desk?.consultants).toMatchObject([{ available: true }, {}]));

    back.drop();
    await until(() => expect(erik.desk?.consultants).toMatchObject([{ available: false }, {}]));
    await letPass(server, clock, GRACE_MS);
    const tomorrow = await answerAt(server.url, 'dana');
    expect(tomorrow.available).toBe(false);
  });

  it('ends also when the server was restarted and the console did not come back', async () => {
    const clock = createClock();
    const folderServer = await newServer({ clock });
    const dana = await answerAt(folderServer.url, 'dana');
    await dana.setAvailable(true);
    await folderServer.kill();
    const server = await newServer({ clock, folder: folderServer.folder });
    await letPass(server, clock, GRACE_MS);
    expect((await answerAt(server.url, 'dana')).available).toBe(false);
  });
});

it('an estimate is told when there are grounds for one', async () => {
  const clock = createClock();
  const server = await newServer({ clock });
  const dana = await answerAt(server.url, 'dana');
  await dana.setAvailable(true);
  for (const name of ['Ann', 'Bob', 'Cleo']) {
    const caller = await call(server.url, name);
    await dana.start();
    await caller.connected(1);
    await dana.connected(1);
    clock.pass(4 * 60_000);
    await dana.hangUp();
  }
  await call(server.url, 'Eve');
  const fay = await call(server.url, 'Fay');
  expect(fay.view).toMatchObject({
    estimate: { known: true, minMs: 4 * 60_000, maxMs: 8 * 60_000 },
  });
});
