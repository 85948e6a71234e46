import type { ConsultationId, Notes, SaveNotesRequest } from '@peerdesk/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer, Problem } from '../server-api.ts';
import { createNotebook } from './notebook.ts';

const ANN = 'ann' as ConsultationId;

const refusal = (code: string): { readonly ok: false; readonly problem: Problem } => ({
  ok: false,
  problem: { code, detail: '', fields: [] },
});

/** The server's side of notes, with the rule of versions; `fails` makes it answer with a problem. */
function createServer(text = '') {
  let notes: Notes = { text, version: text === '' ? 0 : 1, savedAt: null, savedBy: null };
  const server = {
    fails: null as string | null,
    saves: [] as string[],
    write: (words: string) => void save({ text: words, version: notes.version }),
    text: () => notes.text,
    api: {
      async notes(): Promise<Answer<Notes>> {
        return server.fails ? refusal(server.fails) : { ok: true, value: notes };
      },
      async saveNotes(_id: ConsultationId, request: SaveNotesRequest): Promise<Answer<Notes>> {
        if (server.fails) return refusal(server.fails);
        if (request.version !== notes.version) return refusal('notes_conflict');
        server.saves.push(request.text);
        return { ok: true, value: save(request) };
      },
    },
  };
  function save(request: SaveNotesRequest): Notes {
    notes = { ...notes, text: request.text, version: request.version + 1 };
    return notes;
  }
  return server;
}

/** What a tab keeps through a reload. */
function createStorage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

const openNotes = (
  server: ReturnType<typeof createServer>,
  storage: ReturnType<typeof createStorage> | null = createStorage(),
) => {
  const notebook = createNotebook({ api: server.api, storage });
  return { notebook, notes: notebook.of(ANN) };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('notes', () => {
  it('are read, and saved once typing pauses', async () => {
    const server = createServer('Before');
    const { notes } = openNotes(server);
    expect(notes.store.getState().standing.phase).toBe('loading');
    await pass(0);
    expect(notes.store.getState()).toEqual({ text: 'Before', standing: { phase: 'saved' } });

    notes.edit('Before a');
    await pass(300);
    notes.edit('Before and after');
    expect(notes.store.getState().standing.phase).toBe('saving');
    await pass(600);
    expect(server.saves).toEqual(['Before and after']);
    expect(notes.store.getState().standing).toEqual({ phase: 'saved' });
  });

  it('are the same for whichever page asks', () => {
    const { notebook, notes } = openNotes(createServer());
    expect(notebook.of(ANN)).toBe(notes);
    expect(notebook.of('bob' as ConsultationId)).not.toBe(notes);
  });

  it('become one with what another window has saved', async () => {
    const server = createServer('Begun.');
    const { notes } = openNotes(server);
    await pass(0);
    notes.edit('Begun. Mine.');
    server.write('Theirs. Begun.');
    await pass(600);
    expect(notes.store.getState()).toEqual({
      text: 'Theirs. Begun. Mine.',
      standing: { phase: 'saved' },
    });
    expect(server.text()).toBe('Theirs. Begun. Mine.');
  });

  it('are read again when the window is looked at, under what is being typed', async () => {
    const server = createServer('Begun.');
    const { notebook, notes } = openNotes(server);
    await pass(0);
    server.write('Begun. Theirs.');
    notebook.refresh();
    await pass(0);
    expect(notes.store.getState().text).toBe('Begun. Theirs.');
  });

  it('say why they are not saved, and are as soon as they can be', async () => {
    const server = createServer();
    const { notes } = openNotes(server);
    await pass(0);
    server.fails = 'unreachable';
    notes.edit('Refund');
    await pass(600);
    expect(notes.store.getState()).toMatchObject({
      text: 'Refund',
      standing: { phase: 'failed', problem: { code: 'unreachable' } },
    });
    server.fails = null;
    await pass(5000);
    expect(server.text()).toBe('Refund');
    expect(notes.store.getState().standing).toEqual({ phase: 'saved' });
  });

  it('survive a reload that came before they were saved, and go on from there', async () => {
    const server = createServer('Begun.');
    const storage = createStorage();
    const before = openNotes(server, storage);
    await pass(0);
    server.fails = 'unreachable';
    before.notes.edit('Begun. Mine.');
    // The page is gone; a colleague has written meanwhile.
    vi.clearAllTimers();
    server.fails = null;
    server.write('Theirs. Begun.');

    const { notes } = openNotes(server, storage);
    expect(notes.store.getState().text).toBe('Begun. Mine.');
    await pass(600);
    expect(server.text()).toBe('Theirs. Begun. Mine.');
    expect(storage.kept.size).toBe(0);
  });

  it('are sent without waiting when the page goes away', async () => {
    const server = createServer();
    const { notebook, notes } = openNotes(server);
    await pass(0);
    notes.edit('Last words');
    notebook.flush();
    await pass(0);
    expect(server.saves).toEqual(['Last words']);
  });

  it('can be written where the browser keeps nothing, also before they are read', async () => {
    const server = createServer('Theirs');
    const { notes } = openNotes(server, null);
    notes.edit('Mine');
    await pass(600);
    expect(server.text()).toBe('Theirs\nMine');
  });
});
