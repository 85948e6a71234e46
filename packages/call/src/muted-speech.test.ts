import { describe, expect, it } from 'vitest';
import { isSpeech } from './muted-speech.ts';

const readings = (count: number, level: number) => Array.from({ length: count }, () => level);

describe('speaking into a muted microphone', () => {
  it('is half a second of voice', () => {
    expect(isSpeech([...readings(6, 0.2), ...readings(6, 0.7)])).toBe(true);
    expect(isSpeech(readings(12, 0.3))).toBe(false);
  });

  it('is not a cough, nor what was said a while ago', () => {
    expect(isSpeech([...readings(9, 0.1), ...readings(3, 0.9)])).toBe(false);
    expect(isSpeech([...readings(8, 0.7), ...readings(8, 0.1)])).toBe(false);
  });
});
