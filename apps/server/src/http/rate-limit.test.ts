import { describe, expect, it } from 'vitest';
import { createBuckets } from './rate-limit.ts';

describe('a bucket of tokens', () => {
  it('lets a burst through, then as many as flow in', () => {
    let now = 0;
    const take = createBuckets({ burst: 2, perMinute: 6 }, () => now);

    expect([take('ann'), take('ann'), take('ann')]).toEqual([0, 0, 10]);
    now += 5_000;
    expect(take('ann')).toBe(5);
    now += 5_000;
    expect([take('ann'), take('ann')]).toEqual([0, 10]);
  });

  it('is one for each', () => {
    const take = createBuckets({ burst: 1, perMinute: 1 }, () => 0);
    expect([take('ann'), take('bob'), take('ann')]).toEqual([0, 0, 60]);
  });

  it('never holds more than the burst', () => {
    let now = 0;
    const take = createBuckets({ burst: 2, perMinute: 60 }, () => now);
    take('ann');
    now += 3_600_000;
    expect([take('ann'), take('ann'), take('ann')]).toEqual([0, 0, 1]);
  });

  it('remembers who has emptied theirs, however many others come by', () => {
    let now = 0;
    const take = createBuckets({ burst: 1, perMinute: 1 }, () => now);
    for (let other = 0; other < 12_000; other += 1) take(`other ${other}`);
    now += 45_000;
    take('mallory');
    now += 15_000;
    take('ann');
    expect(take('mallory')).toBe(45);
  });
});
