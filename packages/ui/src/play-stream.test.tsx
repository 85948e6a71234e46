import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { playStream } from './play-stream.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const place = () => document.body.appendChild(document.createElement('video'));
const play = (video: HTMLVideoElement, stream: MediaStream) => playStream(video, stream, () => {});

it('takes the stream out of a video that is gone, but not while the next screen is drawn', () => {
  const video = place();
  const stream = new MediaStream();
  const end = play(video, stream);
  video.remove();
  end();
  expect(video.srcObject).toBe(stream);
  vi.runAllTimers();
  expect(video.srcObject).toBeNull();
});

it('leaves the stream that has taken the place of another', () => {
  const video = place();
  play(video, new MediaStream())();
  const next = new MediaStream();
  play(video, next);
  vi.runAllTimers();
  expect(video.srcObject).toBe(next);
  video.remove();
});
