import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Console } from './console.ts';
import type { Me } from './server-api.ts';
import { TEXTS, type Texts } from './texts/index.ts';

export const ConsoleContext = createContext<Console | null>(null);

export function useConsole(): Console {
  const found = use(ConsoleContext);
  if (!found) throw new Error('There is no ConsoleContext around this component.');
  return found;
}

export function useLocale() {
  return useStore(useConsole().preferences.store, ({ locale }) => locale);
}

/** The console's words, in the language chosen. */
export function useTexts(): Texts {
  return TEXTS[useLocale()].console;
}

/** The words around cameras and calls, which widget and console share. */
export function useCallTexts() {
  return TEXTS[useLocale()].call;
}

/** Who is signed in; null while nobody is. */
export function useMe(): Me | null {
  return useStore(useConsole().account.store, (state) =>
    state.phase === 'signed_in' ? state.me : null,
  );
}

export function useOpenDesk() {
  return useStore(useConsole().desk, ({ open }) => open);
}

/** What was left for the desk that is open. */
export function useInbox() {
  return useStore(useConsole().desk, ({ inbox }) => inbox);
}

/** The rooms of the desk that is open. */
export function useRoomList() {
  return useStore(useConsole().desk, ({ rooms }) => rooms);
}

/** The room this window is in. */
export function useRoomCalls() {
  return useStore(useConsole().desk, ({ roomCalls }) => roomCalls);
}

/** The consultations of the desk that is open. */
export function useHistoryList() {
  return useStore(useConsole().desk, ({ history }) => history);
}
