import { describe, expect, it } from 'vitest';
import { createAddressBuckets, createBucket } from './bucket.ts';

describe('a bucket', () => {
  it('gives a burst, then so many a second, and never saves up more', () => {
    let now = 0;
    const take = createBucket({ burst: 3, perSecond: 2 }, () => now);
    const takes = (times: number) => Array.from({ length: times }, take);
    expect(takes(4)).toEqual([true, true, true, false]);
    now = 500;
    expect(takes(2)).toEqual([true, false]);
    now = 1_000_000;
    expect(takes(4)).toEqual([true, true, true, false]);
  });
});

describe('the buckets of addresses', () => {
  it('are one for each network, and none for this machine', () => {
    const take = createAddressBuckets({ burst: 1, perSecond: 1 }, () => 0);
    expect([take('203.0.113.7'), take('203.0.113.7'), take('203.0.113.8')]).toEqual([
      true,
      false,
      true,
    ]);
    expect([take('2001:db8:0:1::1'), take('2001:db8:0:1::2'), take('2001:db8:0:2::1')]).toEqual([
      true,
      false,
      true,
    ]);
    expect([take('127.0.0.1'), take('127.0.0.1'), take('::1'), take('::1')]).toEqual(
      Array(4).fill(true),
    );
  });

  it('forget those that are full again when there are very many', () => {
    let now = 0;
    const take = createAddressBuckets({ burst: 1, perSecond: 1 }, () => now);
    const flood = () => {
      for (let nth = 0; nth < 10_000; nth += 1) take(`10.0.${nth >> 8}.${nth & 255}`);
    };
    flood();
    expect(take('10.0.0.1')).toBe(false);
    now = 1000;
    expect(take('203.0.113.7')).toBe(true);
    expect(take('203.0.113.7')).toBe(false);
    expect(take('10.0.0.1')).toBe(true);
  });
});
