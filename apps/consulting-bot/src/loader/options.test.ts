import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

const SCRIPT = 'https://desk.example/widget.js';
const tag = (attributes: Record<string, string> = {}) => ({
  callee: 'acme-support',
  ...attributes,
});

describe('the script tag', () => {
  it('needs a callee', () => {
    expect(readOptions({}, SCRIPT, [])).toBeNull();
    expect(readOptions({ callee: '' }, SCRIPT, [])).toBeNull();
  });

  it('talks to the server it came from, unless it names another', () => {
    expect(readOptions(tag(), SCRIPT, [])?.server).toBe('https://desk.example');
    const other = readOptions(tag({ server: 'https://other.example/sub/' }), SCRIPT, []);
    expect(other?.server).toBe('https://other.example');
  });

  it.each([
    [{ locale: 'ko' }, ['en-US'], 'ko'],
    [{}, ['ko', 'en-US'], 'ko'],
    [{}, ['', 'fr-FR', 'ko-KR', 'en'], 'ko'],
    [{ locale: 'fr' }, ['EN-gb', 'ko'], 'en'],
    [{}, ['fr', 'de'], 'en'],
  ])('speaks the first language it knows: %j on a page of %j', (attributes, languages, spoken) => {
    expect(readOptions(tag(attributes), SCRIPT, languages)?.locale).toBe(spoken);
  });

  it('keeps what the owner settled', () => {
    const owner = { label: 'Talk to us', position: 'left', color: '#0a0', launcher: 'none' };
    expect(readOptions(tag(owner), SCRIPT, [])).toMatchObject(owner);
  });
});
