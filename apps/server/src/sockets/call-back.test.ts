import type { JoinRequest, Ticket } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { createClock, letPass, newServer, until, untilIs } from '../testing/fixtures.ts';
import { answerAt, type CallerPage, call, codeOf, comeBack, openCaller } from '../testing/pages.ts';
import { GRACE_MS, OTHER, type TestServer } from '../testing/socket-server.ts';

/** Ann's call with Dana is lost: Ann is out of reach for too long. Bob and Cleo wait. */
async function annIsLost(limits = {}) {
  const clock = createClock();
  const server = await newServer({ clock, limits });
  const ann = await call(server.url, 'Ann', { reason: 'my order', media: 'audio' });
  clock.pass(1000);
  const dana = await answerAt(server.url, 'dana');
  await dana.start();
  await ann.connected(1);
  await dana.connected(1);
  clock.pass(1000);
  const bob = await call(server.url, 'Bob');
  clock.pass(1000);
  const cleo = await call(server.url, 'Cleo');
  ann.drop();
  await until(() => expect(dana.view).toMatchObject({ present: false }));
  await letPass(server, clock, GRACE_MS);
  await until(() => expect(dana.view).toMatchObject({ phase: 'ended', reason: 'caller_lost' }));
  return { clock, server, dana, ann, bob, cleo, lost: ann.ticket as Ticket };
}

async function callBack(server: TestServer, request: JoinRequest): Promise<CallerPage> {
  const page = await openCaller(server.url);
  expect(codeOf(await page.join(request))).toBeNull();
  return page;
}

const endedOf = async (server: TestServer, ticket: Ticket) => {
  const page = await openCaller(server.url);
  const reply = await page.join({ ticket });
  return reply.ok ? null : reply.error.ended;
};

describe('a caller whose call was lost', () => {
  it('is told for how long a place is kept', async () => {
    const { server, clock, lost } = await annIsLost();
    clock.pass(60_000);
    expect(await endedOf(server, lost)).toMatchObject({
      reason: 'caller_lost',
      callBackForMs: 9 * 60_000,
    });
  });

  it('calls back to the head of the queue, with nothing to say again, and is known for it', async () => {
    const { server, clock, dana, ann, bob, cleo, lost } = await annIsLost();
    clock.pass(30_000);
    const back = await callBack(server, { lost, media: 'audio' });

    expect(back.view).toMatchObject({ phase: 'waiting', position: 1, prepare: true });
    await until(() => {
      expect([bob.view, cleo.view]).toMatchObject([{ position: 2 }, { position: 3 }]);
      expect(dana.desk?.waiting).toMatchObject([
        {
          name: 'Ann',
          reason: 'my order',
          media: 'audio',
          // She waits since now, whatever her place is.
          joinedAt: clock(),
          calledBackFrom: ann.id(),
        },
        { name: 'Bob', calledBackFrom: null },
        { name: 'Cleo', calledBackFrom: null },
      ]);
    });
    expect(await dana.start()).toMatchObject({
      ok: true,
      consultation: { id: back.id(), remoteName: 'Ann', calledBackFrom: ann.id() },
    });
    expect(back.id()).not.toBe(ann.id());
  });

  it('does so once, however often it is asked for', async () => {
    const { server, lost } = await annIsLost();
    const attempt = crypto.randomUUID();
    const request = { name: 'Ann', lost, attempt };
    const [one, other] = await Promise.all([callBack(server, request), callBack(server, request)]);
    expect(one.id()).toBe(other.id());
    await until(() => {
      expect([one, other].filter(({ socket }) => socket.connected)).toHaveLength(1);
    });

    // Another press, as in another tab: it is the same caller, who has one place.
    const pressed = await callBack(server, { ...request, attempt: crypto.randomUUID() });
    expect(pressed.id()).toBe(one.id());
    expect(await server.consultations.waitingCount(server.acme.id)).toBe(3);

    await pressed.hangUp();
    const anew = await callBack(server, { ...request, attempt: crypto.randomUUID() });
    expect(anew.view).toMatchObject({ phase: 'waiting', position: 3, waiting: 3 });
  });

  it('has one place when two tabs call back at once', async () => {
    const { server, lost } = await annIsLost();
    const tabs = await Promise.all(
      [1, 2, 3].map(() => callBack(server, { lost, attempt: crypto.randomUUID() })),
    );
    expect(new Set(tabs.map((tab) => tab.id())).size).toBe(1);
    await until(() => {
      expect(tabs.filter(({ socket }) => socket.connected)).toHaveLength(1);
    });
    expect(await server.consultations.waitingCount(server.acme.id)).toBe(3);
  });

  it('may do so again when that call is lost as well', async () => {
    const { server, clock, dana, lost } = await annIsLost();
    const back = await callBack(server, { lost });
    await dana.start();
    await back.connected(1);
    await dana.connected(1);
    back.drop();
    await until(() => expect(dana.view).toMatchObject({ present: false }));
    await letPass(server, clock, GRACE_MS);
    await untilIs(() => dana.view?.phase, 'ended');
    const third = await callBack(server, { lost: back.ticket as Ticket });
    expect(third.view).toMatchObject({ position: 1 });
  });

  it('is let in although as many wait as may: her place was among them', async () => {
    const { server, lost } = await annIsLost({ waitingPerCallee: 2 });
    const dave = await openCaller(server.url);
    expect(codeOf(await dave.join({ name: 'Dave' }))).toBe('queue_full');
    const back = await callBack(server, { lost });
    expect(back.view).toMatchObject({ position: 1, waiting: 3 });
  });

  it('may do so on the connection that she has', async () => {
    const { server, lost } = await annIsLost();
    const page = await openCaller(server.url, { auth: { callee: 'acme-support', ticket: lost } });
    expect(codeOf(await page.join())).toBe('consultation_ended');
    expect(codeOf(await page.join({ lost }))).toBeNull();
    expect(page.view).toMatchObject({ phase: 'waiting', position: 1 });
  });

  it('just comes back as long as the call is waited for', async () => {
    const server = await newServer();
    const ann = await call(server.url, 'Ann');
    const dana = await answerAt(server.url, 'dana');
    await dana.start();
    await ann.connected(1);
    await dana.connected(1);
    ann.drop();
    const back = await callBack(server, { name: 'Ann', lost: ann.ticket as Ticket });
    expect(back.view).toMatchObject({ phase: 'active', id: ann.id() });
  });
});

describe('a ticket that is no good for calling back', () => {
  it('costs nobody their wish to talk: they join like everybody else', async () => {
    const { server, clock, dana, lost } = await annIsLost();
    const elsewhere = await openCaller(server.url, { auth: { callee: OTHER } });
    await elsewhere.join({ name: 'Ann', lost });
    expect(elsewhere.view).toMatchObject({ phase: 'waiting', position: 1, waiting: 1 });
    expect(await server.consultations.byId(elsewhere.id())).toMatchObject({ calledBackFrom: null });

    const forged = `${lost.slice(0, -1)}x` as Ticket;
    const eve = await callBack(server, { name: 'Eve', lost: forged });
    expect(eve.view).toMatchObject({ phase: 'waiting', position: 3 });

    clock.pass(10 * 60_000);
    const late = await callBack(server, { name: 'Ann', lost });
    expect(late.view).toMatchObject({ phase: 'waiting', position: 4 });
    await until(() => expect(dana.desk?.waiting.at(-1)).toMatchObject({ calledBackFrom: null }));
  });

  it('says nothing by itself', async () => {
    const { server } = await annIsLost();
    const page = await openCaller(server.url);
    expect(codeOf(await page.join({ lost: 'made up' as Ticket }))).toBe('invalid_payload');
  });

  it('is that of a call that somebody ended', async () => {
    const server = await newServer();
    const ann = await call(server.url, 'Ann');
    const dana = await answerAt(server.url, 'dana');
    await dana.start();
    await ann.connected(1);
    await dana.connected(1);
    const bob = await call(server.url, 'Bob');
    await dana.hangUp();
    await untilIs(() => ann.view?.phase, 'ended');
    expect(ann.view).toMatchObject({ callBackForMs: 0 });
    const again = await callBack(server, { name: 'Ann', lost: ann.ticket as Ticket });
    expect(again.view).toMatchObject({ position: 2 });
    expect(bob.view).toMatchObject({ phase: 'waiting', position: 1 });
  });
});

it('a lost call is called back from also when the server was killed meanwhile', async () => {
  const { server, clock, bob, lost } = await annIsLost();
  await server.kill();
  const again = await newServer({ clock, folder: server.folder });
  await comeBack(again.url, bob.ticket as Ticket);
  const back = await callBack(again, { lost });
  expect(back.view).toMatchObject({ phase: 'waiting', position: 1, waiting: 3 });
});
