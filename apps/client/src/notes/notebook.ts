import type { ConsultationId, Notes } from '@peerdesk/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AfterCallApi } from '../after-call-api.ts';
import type { Problem } from '../server-api.ts';
import { mergeNotes } from './merge-notes.ts';

export interface NotesState {
  readonly text: string;
  /** How what is in the field stands to what the server has. */
  readonly standing:
    | { readonly phase: 'loading' }
    | { readonly phase: 'saved' }
    | { readonly phase: 'saving' }
    /** It is kept in this tab, and tried again unless something has to be changed first. */
    | { readonly phase: 'failed'; readonly problem: Problem };
}

/** The notes of one consultation, in this window. */
export interface NotesInWindow {
  readonly store: StoreApi<NotesState>;
  readonly edit: (text: string) => void;
  /** Reads them again, and saves what has not been saved. */
  readonly refresh: () => Promise<void>;
}

/** The notes that are open in this window; each is saved as it is typed. */
export interface Notebook {
  /** The same for the same consultation, so that a page that comes after another finds its text. */
  readonly of: (id: ConsultationId) => NotesInWindow;
  /** The window is looked at again. */
  readonly refresh: () => void;
  /** The page goes away: what is not saved is sent without waiting. */
  readonly flush: () => void;
}

export interface NotebookParts {
  readonly api: Pick<AfterCallApi, 'notes' | 'saveNotes'>;
  /** Keeps what is not saved through a reload; null where the browser blocks it. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
}

/** A pause in typing. */
const PAUSE_MS = 600;
const RETRY_MS = 5000;

type Base = Pick<Notes, 'text' | 'version'>;

export function createNotebook(parts: NotebookParts): Notebook {
  const open = new Map<ConsultationId, ReturnType<typeof createNotes>>();
  return {
    of(id) {
      const known = open.get(id);
      if (known) return known;
      const notes = createNotes(id, parts);
      open.set(id, notes);
      void notes.refresh();
      return notes;
    },
    refresh() {
      for (const notes of open.values()) void notes.refresh();
    },
    flush() {
      for (const notes of open.values()) notes.flush();
    },
  };
}

function createNotes(id: ConsultationId, { api, storage }: NotebookParts) {
  const kept = keptIn(storage, `peerdesk-notes-${id}`);
  const draft = kept.read();
  let base: Base = draft?.base ?? { text: '', version: 0 };
  const store = createStore<NotesState>(() => ({
    text: draft?.text ?? '',
    standing: { phase: 'loading' },
  }));
  const { getState: now, setState: set } = store;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving = false;

  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), ms);
  };

  /** Takes in what the server has; what was typed here meanwhile stays. */
  const take = (fresh: Base) => {
    const text = mergeNotes(base.text, now().text, fresh.text);
    base = { text: fresh.text, version: fresh.version };
    if (text === base.text) kept.forget();
    else kept.keep({ base, text });
    set({ text });
  };

  const fail = (problem: Problem) => {
    set({ standing: { phase: 'failed', problem } });
    // Of what was typed nothing gets better by itself.
    if (problem.fields.length === 0 && !FOR_EVER.has(problem.code)) later(RETRY_MS);
  };

  async function save(): Promise<void> {
    clearTimeout(timer);
    if (saving) return;
    const sent = now().text;
    if (sent === base.text) return set({ standing: { phase: 'saved' } });
    saving = true;
    set({ standing: { phase: 'saving' } });
    const answer = await api.saveNotes(id, { text: sent, version: base.version });
    saving = false;
    if (answer.ok) {
      // What the server left out, as a paste's control characters, is left out here, too.
      base = { text: sent, version: answer.value.version };
      take(answer.value);
      if (now().text === base.text) set({ standing: { phase: 'saved' } });
      else later(0);
    } else if (answer.problem.code === 'notes_conflict') {
      await refresh();
    } else {
      fail(answer.problem);
    }
  }

  async function refresh(): Promise<void> {
    if (saving) return;
    const answer = await api.notes(id);
    if (saving) return;
    if (!answer.ok) return fail(answer.problem);
    take(answer.value);
    await save();
  }

  return {
    store,
    refresh,
    edit(text: string) {
      kept.keep({ base, text });
      set({ text, standing: { phase: 'saving' } });
      later(PAUSE_MS);
    },
    flush() {
      const { text } = now();
      if (text === base.text) return;
      clearTimeout(timer);
      void api.saveNotes(id, { text, version: base.version }, { keepalive: true });
    },
  };
}

const FOR_EVER: ReadonlySet<string> = new Set([
  'unknown_consultation',
  'consultation_erased',
  'forbidden',
]);

interface Draft {
  readonly base: Base;
  readonly text: string;
}

function keptIn(storage: NotebookParts['storage'], key: string) {
  return {
    read(): Draft | null {
      try {
        const { base, text } = JSON.parse(storage?.getItem(key) ?? '') as Partial<Draft>;
        if (typeof text !== 'string' || typeof base?.text !== 'string') return null;
        return { text, base: { text: base.text, version: base.version ?? 0 } };
      } catch {
        return null;
      }
    },
    keep(draft: Draft) {
      try {
        storage?.setItem(key, JSON.stringify(draft));
      } catch {
        // A storage that is full or forbidden: it is in the field, and on its way to the server.
      }
    },
    forget() {
      try {
        storage?.removeItem(key);
      } catch {
        // As above.
      }
    },
  };
}
