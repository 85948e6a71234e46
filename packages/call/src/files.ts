import { createStore } from 'zustand/vanilla';
import type { Chat, Files, FilesState, Line, Transfer } from './contract.ts';
import { FILE_LIMIT, fileNameOf, UNASKED_LIMIT, UNASKED_TOTAL } from './file-rules.ts';
import type { Transfers } from './transfers.ts';

const TOPIC = 'files';

export interface FilesOptions {
  readonly line: Line;
  readonly chat: Chat;
}

/** See {@link Files}. What moves the bytes is loaded with the first file. */
export function createFiles({ line, chat }: FilesOptions): Files & { end(): void } {
  const store = createStore<FilesState>(() => ({ transfers: {}, refused: null }));
  const { side, messages: before } = chat.store.getState();
  const seen = new Set(before.map(({ id }) => id));
  let unasked = 0;
  let ended = false;
  let loading: Promise<Transfers> | null = null;

  const setTransfer = (id: string, transfer: Transfer) =>
    store.setState({ transfers: { ...store.getState().transfers, [id]: transfer } });

  function transfers(): Promise<Transfers> {
    loading ??= import('./transfers.ts').then(({ createTransfers }) => {
      const made = createTransfers({
        say: (body) => line.say(TOPIC, body),
        line,
        transferOf: (id) => store.getState().transfers[id],
        setTransfer,
      });
      if (ended) made.end();
      return made;
    });
    return loading;
  }

  /** Runs this once the code is there; a page that cannot load it tries again the next time. */
  function withTransfers(run: (loaded: Transfers) => void, onFailed = () => {}): void {
    transfers().then(run, () => {
      loading = null;
      onFailed();
    });
  }

  function take(id: string): void {
    const message = chat.store.getState().messages.find((said) => said.id === id);
    if (!message || message.fileBytes === null || message.from === side) return;
    const { fileBytes } = message;
    if (fileBytes > FILE_LIMIT) return setTransfer(id, { phase: 'failed', why: 'too_large' });
    withTransfers((loaded) => loaded.take(id, fileBytes));
  }

  function offer(file: File): void {
    const name = fileNameOf(file.name);
    if (file.size > FILE_LIMIT) {
      return store.setState({ refused: { name, why: 'too_large' } });
    }
    withTransfers(
      (loaded) => {
        const id = chat.sayFile(name, file.size);
        if (id !== null) loaded.give(id, file);
      },
      () => store.setState({ refused: { name, why: 'not_loaded' } }),
    );
  }

  const releases = [
    line.hear(TOPIC, (body) => withTransfers((loaded) => loaded.hear(body))),
    chat.store.subscribe(({ messages }, last) => {
      if (messages === last.messages) return;
      for (const { id, from, fileBytes } of messages) {
        if (seen.has(id)) continue;
        seen.add(id);
        if (fileBytes === null || from === side) continue;
        if (fileBytes > UNASKED_LIMIT || unasked + fileBytes > UNASKED_TOTAL) continue;
        unasked += fileBytes;
        take(id);
      }
    }),
  ];

  return {
    store,
    offer(files) {
      store.setState({ refused: null });
      for (const file of files) offer(file);
    },
    take,
    cancel: (id) => withTransfers((loaded) => loaded.cancel(id)),
    end() {
      ended = true;
      for (const release of releases.splice(0)) release();
      loading?.then(
        (loaded) => loaded.end(),
        () => {},
      );
    },
  };
}
