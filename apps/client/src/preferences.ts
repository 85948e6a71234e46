import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Locale } from './texts/index.ts';

/** What this browser remembers of its consultant's choices. */
export interface Preferences {
  readonly locale: Locale;
  readonly soundMuted: boolean;
  /** The camera stays off while available; it is opened on accepting. */
  readonly cameraWaits: boolean;
  /** The slug of the desk that was open last. */
  readonly lastDesk: string | null;
}

export interface PreferencesStore {
  readonly store: StoreApi<Preferences>;
  readonly set: (change: Partial<Preferences>) => void;
}

const KEY = 'peerdesk.console';

/**
 * @param storage where the choices last; null where the browser forbids it, and they last as long as the page
 * @param languages the browser's languages, best first, as in `navigator.languages`
 */
export function createPreferences(
  storage: Storage | null,
  languages: readonly string[],
): PreferencesStore {
  const store = createStore<Preferences>(() => ({
    locale: localeOf(languages),
    soundMuted: false,
    cameraWaits: false,
    lastDesk: null,
    ...readKept(storage),
  }));
  return {
    store,
    set(change) {
      store.setState(change);
      try {
        storage?.setItem(KEY, JSON.stringify(store.getState()));
      } catch {
        // A full or forbidden storage costs only the memory of the choice.
      }
    },
  };
}

/** The first of the browser's languages that the console speaks; English otherwise. */
export function localeOf(languages: readonly string[]): Locale {
  for (const language of languages) {
    const base = language.toLowerCase().split('-')[0];
    if (base === 'ko' || base === 'en') return base;
  }
  return 'en';
}

function readKept(storage: Storage | null): Partial<Preferences> {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    const { locale, soundMuted, cameraWaits, lastDesk } = kept as Record<string, unknown>;
    return {
      ...(locale === 'en' || locale === 'ko' ? { locale } : {}),
      ...(typeof soundMuted === 'boolean' ? { soundMuted } : {}),
      ...(typeof cameraWaits === 'boolean' ? { cameraWaits } : {}),
      ...(typeof lastDesk === 'string' ? { lastDesk } : {}),
    };
  } catch {
    return {};
  }
}
