import { describe, expect, it } from 'vitest';
import { levelOf } from './level.ts';

/** One second of a 440 Hz tone. */
const tone = (amplitude: number) =>
  Float32Array.from(
    { length: 48_000 },
    (_, i) => amplitude * Math.sin((i * 880 * Math.PI) / 48_000),
  );

describe('the level of a microphone', () => {
  it('is 0 for silence, and for what is quieter than the bar shows', () => {
    expect(levelOf(new Float32Array(1024))).toBe(0);
    expect(levelOf(tone(0.0001))).toBe(0);
  });

  it('is near 1 at full scale, and never more', () => {
    expect(levelOf(tone(1))).toBeCloseTo(0.95, 2);
    expect(levelOf(tone(100))).toBe(1);
  });

  it('rises by the same step each time the sound is ten times stronger', () => {
    expect(levelOf(tone(0.1)) - levelOf(tone(0.01))).toBeCloseTo(1 / 3, 3);
    expect(levelOf(tone(1)) - levelOf(tone(0.1))).toBeCloseTo(1 / 3, 3);
  });
});
