import { describe, expect, it } from 'vitest';
import { createPreferences, localeOf } from './preferences.ts';

function createStorage(kept: Record<string, string> = {}): Storage {
  const entries = new Map(Object.entries(kept));
  return {
    get length() {
      return entries.size;
    },
    clear: () => entries.clear(),
    getItem: (key) => entries.get(key) ?? null,
    key: (index) => [...entries.keys()][index] ?? null,
    removeItem: (key) => void entries.delete(key),
    setItem: (key, value) => void entries.set(key, value),
  };
}

describe('the language', () => {
  it.each([
    [['ko-KR', 'en-US'], 'ko'],
    [['en-GB'], 'en'],
    [['de-DE', 'ko'], 'ko'],
    [['de-DE'], 'en'],
    [[], 'en'],
  ])('of a browser that speaks %j is %s', (languages, locale) => {
    expect(localeOf(languages)).toBe(locale);
  });
});

describe('what Dana chose', () => {
  it('is there again after a reload', () => {
    const storage = createStorage();
    createPreferences(storage, ['en']).set({ locale: 'ko', soundMuted: true });

    expect(createPreferences(storage, ['en']).store.getState()).toMatchObject({
      locale: 'ko',
      soundMuted: true,
    });
  });

  it('lasts as long as the page where the browser keeps nothing', () => {
    const preferences = createPreferences(null, ['en']);
    preferences.set({ cameraWaits: true });
    expect(preferences.store.getState().cameraWaits).toBe(true);
  });

  it.each(['not json', '7', '{"locale":"fr","soundMuted":"yes"}'])(
    'starts afresh from a storage that holds %s',
    (kept) => {
      const storage = createStorage({ 'peerdesk.console': kept });
      expect(createPreferences(storage, ['en']).store.getState()).toEqual({
        locale: 'en',
        soundMuted: false,
        cameraWaits: false,
        lastDesk: null,
      });
    },
  );
});
