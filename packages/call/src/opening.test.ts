import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { CallState } from './contract.ts';
import { opened, shown } from './opened.ts';
import { createOpening } from './opening.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const streamWith = (...pictures: object[]) =>
  ({ getVideoTracks: () => pictures }) as unknown as MediaStream;

function openingOf(state: CallState = { phase: 'idle' }) {
  const call = createStore<CallState>(() => state);
  const { store, pictureShown } = createOpening(call);
  const become = (next: CallState) => call.setState(next, true);
  return {
    now: store.getState,
    store,
    pictureShown,
    become,
    connect: (remote = streamWith({})) => become({ phase: 'connected', generation: 1, remote }),
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  };
}

it('shows nothing until the first picture, then the face, and soon the rest', async () => {
  const { now, become, connect, pictureShown, pass } = openingOf();
  await pass(60_000);
  become({ phase: 'connecting', generation: 1 });
  await pass(100);
  connect();
  await pass(100);
  expect(now()).toBe('apart');
  pictureShown();
  expect(now()).toBe('face');
  await pass(299);
  expect(now()).toBe('face');
  await pass(1);
  expect(now()).toBe('whole');
});

it('shows everything when connecting takes its time', async () => {
  const { now, become, pass } = openingOf();
  become({ phase: 'connecting', generation: 1 });
  await pass(599);
  expect(now()).toBe('apart');
  await pass(1);
  expect(now()).toBe('whole');
});

it('does not wait long for a picture that does not come', async () => {
  const { now, connect, pass } = openingOf({ phase: 'connecting', generation: 1 });
  await pass(500);
  connect();
  await pass(499);
  expect(now()).toBe('apart');
  await pass(1);
  expect(now()).toBe('whole');
});

it('shows a voice as soon as it is there', () => {
  const { now, connect } = openingOf({ phase: 'connecting', generation: 1 });
  connect(streamWith());
  expect(now()).toBe('face');
});

it('stays as it is while the connection is made anew, and begins again with another call', async () => {
  const { now, become, connect, pictureShown, pass } = openingOf();
  connect();
  pictureShown();
  await pass(300);
  become({ phase: 'reconnecting', generation: 2 });
  pictureShown();
  connect();
  await pass(60_000);
  expect(now()).toBe('whole');
  become({ phase: 'idle' });
  expect(now()).toBe('apart');
  become({ phase: 'connecting', generation: 1 });
  become({ phase: 'idle' });
  await pass(60_000);
  expect(now()).toBe('apart');
});

it('can be waited for', async () => {
  const { store, connect, pictureShown, pass } = openingOf();
  const seen: string[] = [];
  void shown(store).then(() => seen.push('shown'));
  void opened(store).then(() => seen.push('opened'));
  connect();
  await pass(0);
  expect(seen).toEqual([]);
  pictureShown();
  await pass(0);
  expect(seen).toEqual(['shown']);
  await pass(300);
  expect(seen).toEqual(['shown', 'opened']);
  await Promise.all([shown(store), opened(store)]);
});
