import { describe, expect, it } from 'vitest';
import { keyActOf } from './call-keys.ts';

const press = (key: string, on: 'typing' | 'pressable' | 'elsewhere', modified = false) =>
  keyActOf({ key, on, modified });

describe('a key inside the call', () => {
  it('speaks with the space bar, mutes with M, and turns the camera with V', () => {
    expect(press(' ', 'elsewhere')).toBe('speak');
    expect(press('m', 'elsewhere')).toBe('microphone');
    expect(press('V', 'elsewhere')).toBe('camera');
    expect(press('x', 'elsewhere')).toBeNull();
  });

  it('is a letter while something is typed', () => {
    for (const key of [' ', 'm', 'v']) expect(press(key, 'typing')).toBeNull();
  });

  it('leaves the space bar to a button', () => {
    expect(press(' ', 'pressable')).toBeNull();
    expect(press('m', 'pressable')).toBe('microphone');
  });

  it('leaves combinations to the browser', () => {
    expect(press('m', 'elsewhere', true)).toBeNull();
    expect(press(' ', 'elsewhere', true)).toBeNull();
  });
});
