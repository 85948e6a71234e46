import { expect, it } from 'vitest';
import type { Flow, Sample, VideoFlow } from '../statistics.ts';
import { measuresOf, typicalOf } from './measures.ts';

const sound: Flow = { bitsPerSecond: 30_000, packets: 50, loss: 0, jitterMs: 2, codec: 'opus' };
const picture: VideoFlow = {
  ...sound,
  bitsPerSecond: 600_000,
  codec: 'VP8',
  framesPerSecond: 29,
  width: 640,
  height: 480,
};
const nothing = { audio: null, video: null };
const sample = (change: Partial<Sample>): Sample => ({
  at: 0,
  spanMs: 1000,
  heard: true,
  roundTripMs: 12,
  route: { local: 'relay', remote: 'relay', protocol: 'udp', relayed: true },
  availableOutgoingBps: null,
  incoming: nothing,
  outgoing: nothing,
  ...change,
});

it('takes from each end what that end knows', () => {
  const sent = sample({ outgoing: { audio: sound, video: { ...picture, framesPerSecond: 30 } } });
  const received = sample({
    roundTripMs: 99,
    incoming: { audio: sound, video: { ...picture, loss: 0.02, width: 320, height: 240 } },
  });
  expect(measuresOf(sent, received)).toEqual({
    codec: 'VP8',
    width: 320,
    height: 240,
    framesPerSecond: 29,
    bitsPerSecond: 630_000,
    roundTripMs: 12,
    loss: 0.02,
    route: sent.route,
  });
});

it('says that no picture comes back, and that none was sent', () => {
  const onlySound = { audio: sound, video: null };
  const received = sample({ incoming: onlySound });
  expect(
    measuresOf(sample({ outgoing: { audio: sound, video: picture } }), received).framesPerSecond,
  ).toBe(0);
  expect(measuresOf(sample({ outgoing: onlySound }), received).framesPerSecond).toBeNull();
});

it('takes the middle of what varies', () => {
  const all = [0, 28, 30, 29].map((framesPerSecond, index) =>
    measuresOf(
      sample({
        roundTripMs: [900, 12, 13, 14][index] ?? null,
        outgoing: { audio: sound, video: picture },
      }),
      sample({ incoming: { audio: sound, video: { ...picture, framesPerSecond } } }),
    ),
  );
  expect(typicalOf(all)).toMatchObject({ framesPerSecond: 29, roundTripMs: 14 });
  expect(typicalOf([])).toBeNull();
});
