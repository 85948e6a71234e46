import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { CallState } from './contract.ts';
import { underWay } from './under-way.ts';

// Nothing waits by itself: what is told must be what lets the screen be drawn.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function callIn(state: CallState, signalingState = 'have-local-offer') {
  const connection = Object.assign(new EventTarget(), { signalingState, remoteDescription: {} });
  const call = {
    store: createStore<CallState>(() => state),
    connection: () => connection as unknown as RTCPeerConnection,
  };
  const become = (next: string) => {
    connection.signalingState = next;
    connection.dispatchEvent(new Event('signalingstatechange'));
  };
  let drawn = false;
  const draw = async () => {
    await underWay(call);
    drawn = true;
  };
  void draw();
  return { become, drawn: () => drawn };
}

it('waits for the answer to be taken up', async () => {
  const { become, drawn } = callIn({ phase: 'connecting', generation: 1 });
  become('have-remote-pranswer');
  await vi.advanceTimersByTimeAsync(200);
  expect(drawn()).toBe(false);
  become('stable');
  await vi.advanceTimersByTimeAsync(0);
  expect(drawn()).toBe(true);
});

it('waits no longer than anybody wants to wait without a sign', async () => {
  const { drawn } = callIn({ phase: 'connecting', generation: 1 });
  await vi.advanceTimersByTimeAsync(300);
  expect(drawn()).toBe(true);
});

it('does not wait where the answer was there before', async () => {
  const { drawn } = callIn({ phase: 'connecting', generation: 1 }, 'stable');
  await vi.advanceTimersByTimeAsync(0);
  expect(drawn()).toBe(true);
});

it('does not wait for a call that is connected', async () => {
  const { drawn } = callIn({ phase: 'connected', generation: 1, remote: {} as MediaStream });
  await vi.advanceTimersByTimeAsync(0);
  expect(drawn()).toBe(true);
});
