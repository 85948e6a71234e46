import { describe, expect, it } from 'vitest';
import { targetOf } from './menu.ts';

describe('the keys of a menu', () => {
  it('go round in both directions', () => {
    expect(targetOf('ArrowDown', 2, 3)).toBe(0);
    expect(targetOf('ArrowUp', 0, 3)).toBe(2);
    expect(targetOf('ArrowUp', -1, 3)).toBe(2);
    expect(targetOf('ArrowDown', -1, 3)).toBe(0);
  });

  it('jump to the ends, and leave every other key alone', () => {
    expect(targetOf('Home', 1, 3)).toBe(0);
    expect(targetOf('End', 1, 3)).toBe(2);
    expect(targetOf('a', 1, 3)).toBeNull();
  });
});
