type Listener = (...values: unknown[]) => void;
type Done = (error?: Error | null) => void;

/**
 * In the place of `readable-stream`: what simple-peer and we use of a Duplex in object mode, so
 * that text arrives as text and not as bytes.
 *
 * - What arrives before somebody listens to `data` is kept for them.
 * - `done` of `write` waits until there is room again, which is the back-pressure.
 * - There is no `end` event: simple-peer's `close` says that it is over.
 */
export abstract class Duplex {
  readonly #reading = { ended: false };
  readonly #writing = { busy: false, ending: false, finished: false };
  readonly #unread: unknown[] = [];
  readonly #unwritten: (readonly [chunk: unknown, done: Done | undefined])[] = [];
  readonly #listeners = new Map<string, readonly (readonly [of: Listener, once: boolean])[]>();

  // simple-peer looks at these, under Node's names.
  readonly _readableState: { readonly ended: boolean } = this.#reading;
  readonly _writableState: { readonly finished: boolean } = this.#writing;

  abstract _write(chunk: unknown, encoding: string, done: Done): void;

  on(event: string, listener: Listener): this {
    return this.#listen(event, listener, false);
  }

  once(event: string, listener: Listener): this {
    return this.#listen(event, listener, true);
  }

  removeListener(event: string, listener: Listener): this {
    const others = this.#listenersOf(event).filter(([of]) => of !== listener);
    this.#listeners.set(event, others);
    return this;
  }

  /**
   * @returns whether anybody listens
   * @throws an `error` that nobody listens to
   */
  emit(event: string, ...values: unknown[]): boolean {
    const listeners = this.#listenersOf(event);
    if (event === 'error' && listeners.length === 0) throw values[0];
    for (const [listener, once] of listeners) {
      if (once) this.removeListener(event, listener);
      listener.apply(this, values);
    }
    return listeners.length > 0;
  }

  /** Hands over what arrived; null is the end of it. */
  push(chunk: unknown): void {
    if (chunk === null) this.#reading.ended = true;
    else this.#unread.push(chunk);
    this.#read();
  }

  write(chunk: unknown, done?: Done): void {
    this.#unwritten.push([chunk, done]);
    this.#writeNext();
  }

  /** `finish` follows when all is written. */
  end(): void {
    this.#writing.ending = true;
    this.#writeNext();
  }

  #listenersOf(event: string) {
    return this.#listeners.get(event) ?? [];
  }

  #listen(event: string, listener: Listener, once: boolean): this {
    this.#listeners.set(event, [...this.#listenersOf(event), [listener, once]]);
    if (event === 'data') queueMicrotask(() => this.#read());
    return this;
  }

  #read(): void {
    while (this.#unread.length > 0 && this.#listenersOf('data').length > 0) {
      this.emit('data', this.#unread.shift());
    }
  }

  #writeNext(): void {
    const state = this.#writing;
    if (state.busy) return;
    const next = this.#unwritten.shift();
    if (next) {
      const [chunk, done] = next;
      state.busy = true;
      this['_write'](chunk, 'utf8', (error) =>
        // Not at once: a thousand chunks that fit are not a thousand calls deep.
        queueMicrotask(() => {
          state.busy = false;
          done?.(error);
          this.#writeNext();
        }),
      );
    } else if (state.ending && !state.finished) {
      state.finished = true;
      this.emit('finish');
    }
  }
}
