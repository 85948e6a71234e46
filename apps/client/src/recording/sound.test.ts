import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRecordedSound } from './sound.ts';

/** As a browser's, as far as it starts and is stopped: it sounds when `allow` is called. */
class Context extends EventTarget {
  state = 'suspended';
  #resumed: (() => void)[] = [];
  resume = () =>
    new Promise<void>((resolve) => {
      if (this.state === 'running') resolve();
      else this.#resumed.push(resolve);
    });
  close = () => {
    this.change('closed');
    return Promise.resolve();
  };
  createMediaStreamDestination = () => ({ stream: {} });
  allow() {
    this.change('running');
    for (const resolve of this.#resumed.splice(0)) resolve();
  }
  change(state: string) {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function open() {
  const context = new Context();
  const sound = createRecordedSound(context as unknown as AudioContext);
  return { context, sound, isSilent: () => sound.silent.getState() };
}

it('is not silent while it starts, nor once it has', async () => {
  const { context, isSilent } = open();
  expect(isSilent()).toBe(false);
  context.allow();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(isSilent()).toBe(false);
});

it('is silent where the browser never starts it, until it does', async () => {
  const { context, isSilent } = open();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(isSilent()).toBe(true);
  context.allow();
  await vi.advanceTimersByTimeAsync(0);
  expect(isSilent()).toBe(false);
});

it('is silent when the browser takes it away and does not give it back', async () => {
  const { context, isSilent } = open();
  context.allow();
  await vi.advanceTimersByTimeAsync(0);
  context.change('interrupted');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(isSilent()).toBe(true);
});

it('is over when it is closed', async () => {
  const { sound, isSilent } = open();
  sound.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(isSilent()).toBe(false);
});
