import type { LocalMedia } from '@peerdesk/call';
import { mediaOf } from '@peerdesk/call/testing';
import type { Media } from '@peerdesk/protocol';
import { expect, it, onTestFinished } from 'vitest';
import { createPreferences } from '../preferences.ts';
import { ACME, createDeskStandIn, deskOf, waitingCaller } from '../testing/desk-stand-in.ts';
import { createDesk } from './desk.ts';

const ann = waitingCaller('Ann', 1000, { media: 'audio' });

/** Devices that the browser still asks about, until they are granted. */
function keepAsking() {
  const wanted: Media[] = [];
  let grant: (() => void) | undefined;
  const asking = new Promise<void>((resolve) => {
    grant = resolve;
  });
  const media: LocalMedia = {
    ...mediaOf(new MediaStream()),
    open(what) {
      wanted.push(what);
      return asking;
    },
  };
  return { media, wanted, grant: () => grant?.() };
}

function openDesk(media: LocalMedia) {
  const server = createDeskStandIn();
  const desk = createDesk({
    callee: ACME,
    api: { keepChat: () => Promise.reject(new Error('nothing was written')) },
    preferences: createPreferences(null, ['en']),
    media,
    openSession: () => server.session,
    openRecordings: () => Promise.reject(new Error('nothing is kept')),
    onSignedOut: () => {},
  });
  onTestFinished(() => desk.close());
  return { server, desk };
}

it('waits for the devices before it takes a caller from the queue, and is pressed once', async () => {
  const devices = keepAsking();
  const { server, desk } = openDesk(devices.media);
  server.say({ desk: deskOf(ann) });

  const accepting = desk.accept(ann.id);
  void desk.accept(ann.id);
  await expect.poll(() => devices.wanted).toEqual(['audio']);
  // Ann is not taken away from others for a question that may never be answered.
  expect(desk.store.getState().pending).toMatchObject({ action: 'accept', step: 'devices' });
  expect(server.pressed).toEqual([]);

  devices.grant();
  await accepting;
  expect(server.pressed).toEqual([`accept ${ann.id}`]);
  expect(desk.store.getState()).toMatchObject({ pending: null, refusal: null });
});

it('asks the server in the press itself where the devices are open, before anything is drawn', async () => {
  const devices = keepAsking();
  const { server, desk } = openDesk(devices.media);
  const bob = waitingCaller('Bob', 1000);
  server.say({ desk: deskOf(bob), available: true });
  await expect.poll(() => devices.wanted).toEqual(['video']);
  devices.grant();
  await desk.lendDevices(null);

  void desk.accept(bob.id);
  expect(server.pressed).toEqual([`accept ${bob.id}`]);
});
