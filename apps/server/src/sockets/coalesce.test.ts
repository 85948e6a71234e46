import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createCoalescer } from './coalesce.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const atOnce = (everyMs: number) => ({ gatherMs: 0, everyMs });

it('works for all that came in a moment, then for all that came meanwhile when it is time', async () => {
  const worked: string[] = [];
  const news = createCoalescer({ gatherMs: 250, everyMs: 1000 }, async (key) => {
    worked.push(key);
  });
  news.request('acme');
  await vi.advanceTimersByTimeAsync(249);
  news.request('acme');
  expect(worked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(worked).toEqual(['acme']);
  for (let nth = 0; nth < 50; nth += 1) news.request('acme');
  news.request('other');
  await vi.advanceTimersByTimeAsync(999);
  expect(worked).toEqual(['acme', 'other']);
  await vi.advanceTimersByTimeAsync(1);
  expect(worked).toEqual(['acme', 'other', 'acme']);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(worked).toHaveLength(3);
  news.request('acme');
  await vi.advanceTimersByTimeAsync(250);
  expect(worked).toHaveLength(4);
});

it('never works twice at a time for a key', async () => {
  let running = 0;
  let most = 0;
  const news = createCoalescer(atOnce(1), async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 100));
    running -= 1;
  });
  for (let nth = 0; nth < 20; nth += 1) {
    news.request('acme');
    await vi.advanceTimersByTimeAsync(30);
  }
  expect(most).toBe(1);
});

it('closes when what runs has run, and begins nothing afterwards', async () => {
  const worked: string[] = [];
  const news = createCoalescer(atOnce(10), async (key) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    worked.push(key);
  });
  news.request('acme');
  await vi.advanceTimersByTimeAsync(0);
  news.request('acme');
  const closing = news.close();
  await vi.advanceTimersByTimeAsync(1000);
  await closing;
  news.request('acme');
  await vi.advanceTimersByTimeAsync(1000);
  expect(worked).toEqual(['acme']);
  expect(vi.getTimerCount()).toBe(0);
});

it('drops what has not begun when it closes', async () => {
  const worked: string[] = [];
  const news = createCoalescer({ gatherMs: 250, everyMs: 1 }, async (key) => void worked.push(key));
  news.request('acme');
  await news.close();
  await vi.advanceTimersByTimeAsync(1000);
  expect(worked).toEqual([]);
});
