import { expect, it } from 'vitest';
import { newServer, until, untilIs } from '../testing/fixtures.ts';
import { answerAt, call } from '../testing/pages.ts';

const offerOf = (generation: number) => ({
  generation,
  signals: [{ type: 'offer', sdp: `v=0 ${generation}` }],
});

/** Dana wants callers, Erik does not; Ann and Bob wait. */
async function theDesk() {
  const server = await newServer();
  const ann = await call(server.url, 'Ann');
  const bob = await call(server.url, 'Bob');
  const dana = await answerAt(server.url, 'dana');
  const erik = await answerAt(server.url, 'erik');
  await dana.setAvailable(true);
  return { server, ann, bob, dana, erik };
}

it('gives the offer of the next caller to who is available, beforehand, and to nobody else', async () => {
  const { ann, bob, dana, erik } = await theDesk();
  await bob.prepare(offerOf(7));
  await ann.prepare(offerOf(1));

  const ice = { iceServers: [], iceTransportPolicy: 'all' };
  await until(() => expect(dana.nextOffer).toEqual({ consultation: ann.id(), ...offerOf(1), ice }));
  // Erik was told of the desk after Dana was.
  await until(() => expect(erik.desk?.consultants).toMatchObject([{ available: true }, {}]));
  expect(erik.nextOffer).toBeUndefined();

  await ann.prepare(offerOf(2));
  await until(() => expect(dana.nextOffer).toMatchObject(offerOf(2)));

  ann.drop();
  await until(() => expect(dana.nextOffer).toMatchObject({ consultation: bob.id() }));
});

it('takes it back from who may not accept it any more', async () => {
  const { ann, bob, dana, erik } = await theDesk();
  await erik.setAvailable(true);
  await ann.prepare(offerOf(1));
  await until(() => expect([dana.nextOffer, erik.nextOffer]).toMatchObject([{}, {}]));

  await dana.setAvailable(false);
  await untilIs(() => dana.nextOffer, null);
  expect(erik.nextOffer).toMatchObject({ consultation: ann.id() });

  await erik.start();
  await untilIs(() => erik.nextOffer, null);

  // In a call nobody accepts anybody.
  await bob.prepare(offerOf(1));
  await dana.setAvailable(true);
  await until(() => expect(dana.nextOffer).toMatchObject({ consultation: bob.id() }));
  expect(erik.nextOffer).toBeNull();
});

it('passes an answer on that was sent right behind the acceptance, after the word of it', async () => {
  const { ann, dana } = await theDesk();
  await ann.prepare(offerOf(3));
  const seen: string[] = [];
  ann.socket.on('consultationChanged', ({ phase }) => seen.push(phase));
  ann.socket.on('signal', ({ signal }) => seen.push(String(signal['type'])));

  const accepting = dana.start(ann.id());
  dana.signal({ consultation: ann.id(), generation: 3, signal: { type: 'answer' } });
  dana.signal({ consultation: ann.id(), generation: 3, signal: { type: 'candidate' } });

  expect(await accepting).toMatchObject({ ok: true });
  await until(() => expect(seen.slice(-3)).toEqual(['connecting', 'answer', 'candidate']));
});

it('passes no answer on where the acceptance did not succeed', async () => {
  const { ann, dana, erik } = await theDesk();
  await ann.prepare(offerOf(3));
  await erik.start(ann.id());

  const accepting = dana.start(ann.id());
  dana.signal({ consultation: ann.id(), generation: 3, signal: { type: 'answer', by: 'dana' } });
  expect(await accepting).toMatchObject({ ok: false, error: { code: 'already_taken' } });

  erik.signal({ consultation: ann.id(), generation: 3, signal: { type: 'answer', by: 'erik' } });
  await until(() => expect(ann.signals).toHaveLength(1));
  expect(ann.signals[0]?.signal).toMatchObject({ by: 'erik' });
});
