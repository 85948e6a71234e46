import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepFresh } from './keep-fresh.ts';

describe('what is kept fresh', () => {
  let hidden = false;
  const become = (next: 'hidden' | 'visible') => {
    hidden = next === 'hidden';
    document.dispatchEvent(new Event('visibilitychange'));
  };
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
  });
  afterEach(() => {
    hidden = false;
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('is looked at again and again, until it is let go', () => {
    const refresh = vi.fn();
    const release = keepFresh(refresh, 15_000, document);
    expect(refresh).not.toHaveBeenCalled();
    vi.advanceTimersByTime(45_000);
    expect(refresh).toHaveBeenCalledTimes(3);

    release();
    release();
    vi.advanceTimersByTime(45_000);
    become('visible');
    expect(refresh).toHaveBeenCalledTimes(3);
  });

  it('is left alone while nobody looks, and looked at the moment somebody does', () => {
    const refresh = vi.fn();
    const release = keepFresh(refresh, 15_000, document);
    become('hidden');
    vi.advanceTimersByTime(60_000);
    expect(refresh).not.toHaveBeenCalled();

    become('visible');
    expect(refresh).toHaveBeenCalledTimes(1);
    release();
  });
});
