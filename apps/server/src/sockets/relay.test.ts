import type { Signal } from '@peerdesk/protocol';
import { expect, it } from 'vitest';
import { newServer, until, untilIs } from '../testing/fixtures.ts';
import { answerAt, call, openCaller } from '../testing/pages.ts';
import type { TestServer } from '../testing/socket-server.ts';

async function twoCalls(server: TestServer) {
  const ann = await call(server.url, 'Ann');
  const bob = await call(server.url, 'Bob');
  const dana = await answerAt(server.url, 'dana');
  const erik = await answerAt(server.url, 'erik');
  await dana.start();
  await erik.start();
  await untilIs(() => bob.view?.phase, 'connecting');
  return { ann, bob, dana, erik };
}

/** What is sent afterwards on the same connections has arrived, so what came before has, too. */
async function everythingHasArrived({
  ann,
  bob,
  dana,
  erik,
}: Awaited<ReturnType<typeof twoCalls>>) {
  const last = { last: crypto.randomUUID() };
  const generationOf = (page: typeof ann) =>
    page.view !== null && 'generation' in page.view ? page.view.generation : 0;
  const inAnns = { consultation: ann.id(), generation: generationOf(ann), signal: last };
  const inBobs = { consultation: bob.id(), generation: generationOf(bob), signal: last };
  ann.signal(inAnns);
  dana.signal(inAnns);
  bob.signal(inBobs);
  erik.signal(inBobs);
  for (const page of [ann, bob, dana, erik]) {
    await until(() => expect(page.signals.at(-1)?.signal).toEqual(last));
    page.signals.pop();
  }
}

it('passes signals to the other party, unread and in order, and to nobody else', async () => {
  const people = await twoCalls(await newServer());
  const { ann, bob, dana, erik } = people;
  const sent: Signal[] = [
    { type: 'offer', sdp: 'v=0\r\n…' },
    { candidate: { candidate: 'candidate:1 1 udp', sdpMLineIndex: 0, sdpMid: '0' } },
    { type: 'transceiverRequest', transceiverRequest: { kind: 'video', init: { streams: [] } } },
    { 'anything at all': [null, 1, 'ü'] },
  ];
  const messages = sent.map((signal) => ({ consultation: ann.id(), generation: 1, signal }));

  for (const message of messages) ann.signal(message);
  await until(() => expect(dana.signals).toEqual(messages));
  for (const message of messages) dana.signal(message);
  await until(() => expect(ann.signals).toEqual(messages));

  expect([bob.signals, erik.signals]).toEqual([[], []]);
});

it("drops what is forged, of another's consultation, or of another generation", async () => {
  const server = await newServer();
  const people = await twoCalls(server);
  const { ann, bob, dana, erik } = people;
  const mallory = await openCaller(server.url, { name: 'Mallory' });
  await mallory.join();
  const signal = { type: 'offer', sdp: 'forged' };
  const annsId = ann.id();

  for (const sender of [mallory, bob, erik]) {
    sender.signal({ consultation: annsId, generation: 1, signal });
  }
  mallory.signal({ consultation: mallory.id(), generation: 1, signal });
  const unknown = '00000000-0000-7000-8000-000000000000' as typeof annsId;
  for (const sender of [ann, dana]) {
    sender.signal({ consultation: unknown, generation: 1, signal });
    sender.signal({ consultation: annsId, generation: 2, signal });
    sender.signal({ consultation: annsId, generation: 0, signal });
  }
  await everythingHasArrived(people);
  for (const page of [ann, bob, dana, erik, mallory]) expect(page.signals).toEqual([]);

  await ann.renew(1);
  dana.signal({ consultation: annsId, generation: 1, signal });
  await until(() => expect(dana.view).toMatchObject({ generation: 2 }));
  await everythingHasArrived(people);
  expect(ann.signals).toEqual([]);
});

it('drops what comes after the end, and what is too deep to be written out again', async () => {
  const people = await twoCalls(await newServer());
  const { ann, dana } = people;
  const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
  const message = `{"consultation":"${ann.id()}","generation":1,"signal":${deep}}`;
  // A decent client cannot write this out, either.
  dana.socket.io.engine.write(`2/callee,["signal",${message}]`);
  await everythingHasArrived(people);
  expect(ann.signals).toEqual([]);

  await dana.hangUp();
  dana.signal({ consultation: ann.id(), generation: 1, signal: { type: 'late' } });
  ann.signal({ consultation: ann.id(), generation: 1, signal: { type: 'late' } });
  await untilIs(() => ann.view?.phase, 'ended');
  await dana.start();
  expect([ann.signals, dana.signals]).toEqual([[], []]);
});

it('logs what happens, and never a signal, a ticket, a name or a reason', async () => {
  const server = await newServer();
  const ann = await call(server.url, 'Ann Secretname', { reason: 'secretreason' });
  await ann.prepare({ generation: 1, signals: [{ sdp: 'secretoffer' }] });
  const dana = await answerAt(server.url, 'dana');
  await dana.start();
  ann.signal({ consultation: ann.id(), generation: 1, signal: { sdp: 'secretsignal' } });
  await until(() => expect(dana.signals).toHaveLength(1));
  await dana.hangUp();

  const log = server.logged.join('');
  expect(log).toContain(`"consultation":"${ann.id()}","event":"accepted"`);
  expect(log).not.toMatch(/secret/i);
  expect(log).not.toContain(ann.ticket);
  expect(log).not.toContain(String(ann.ticket).split('.')[1]);
});
