import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

const tag = (attributes: Record<string, string> = {}) => ({
  dataset: { callee: 'acme-support', ...attributes },
  src: 'https://desk.example/widget.js',
});

describe('the script tag', () => {
  it('needs a callee', () => {
    expect(readOptions({ ...tag(), dataset: {} }, [])).toBeNull();
    expect(readOptions(tag({ callee: '' }), [])).toBeNull();
  });

  it('talks to the server it came from, unless it names another', () => {
    expect(readOptions(tag(), [])?.server).toBe('https://desk.example');
    expect(readOptions(tag({ server: '' }), [])?.server).toBe('https://desk.example');
    const other = readOptions(tag({ server: 'https://other.example/sub/' }), []);
    expect(other?.server).toBe('https://other.example');
  });

  it.each([
    [{ locale: 'ko' }, ['en-US'], 'ko'],
    [{}, ['ko', 'en-US'], 'ko'],
    [{}, ['', 'fr-FR', 'ko-KR', 'en'], 'ko'],
    [{ locale: 'fr' }, ['EN-gb', 'ko'], 'en'],
    [{}, ['fr', 'de'], 'en'],
  ])('speaks the first language it knows: %j on a page of %j', (attributes, languages, spoken) => {
    expect(readOptions(tag(attributes), languages)?.locale).toBe(spoken);
  });

  it('keeps what the owner settled', () => {
    const owner = { label: 'Talk to us', position: 'left', color: '#0a0', launcher: 'none' };
    expect(readOptions(tag(owner), [])).toMatchObject(owner);
  });
});
