import type { EventName, WidgetEvents } from '../events.ts';
import type { Panel, Person, PublicState } from '../panel-contract.ts';
import { createEmitter } from './emitter.ts';

/** `window.Peerdesk`, as the page sees it. */
export interface Peerdesk {
  open(): void;
  close(): void;
  on<Name extends EventName>(
    name: Name,
    handler: (payload: WidgetEvents[Name]) => void,
  ): () => void;
  identify(person: Person): void;
  hangUp(): void;
  leaveQueue(): void;
  readonly state: PublicState;
}

/** A call the page made before we were here: the method, its arguments, and how to undo an `on`. */
export type EarlyCall = [method: string, args: Iterable<unknown>, undo?: () => void];

/** What the README's one line leaves in the place of `window.Peerdesk`. */
export interface Stub {
  q?: EarlyCall[];
}

type Wish = 'open' | 'close' | 'hangUp' | 'leaveQueue';

const AT_REST: PublicState = { panel: 'closed', phase: 'idle', position: null, link: 'up' };

/** @param load gets the panel, or null if it cannot be had now; then the next call tries again */
export function createPeerdesk(load: () => Promise<Panel | null>) {
  const { on, emit } = createEmitter<WidgetEvents>();
  let panel: Panel | null = null;
  let loading: Promise<Panel | null> | null = null;
  let person: Person = {};

  /** Asks the panel, in the order of asking; the first one loads it. */
  async function ask(what?: Wish) {
    if (!panel) {
      panel = await (loading ??= load());
      loading = null;
      panel?.identify(person);
    }
    if (what) panel?.[what]();
  }

  /** Without a panel there is nothing to close or to leave, so it is not loaded for that. */
  const tell = (what: Wish) => () => {
    if (panel || loading) void ask(what);
  };

  const peerdesk: Peerdesk = {
    on,
    open: () => void ask('open'),
    close: tell('close'),
    hangUp: tell('hangUp'),
    leaveQueue: tell('leaveQueue'),
    identify(known) {
      person = { ...person, ...known };
      panel?.identify(person);
    },
    get state() {
      return panel?.state() ?? AT_REST;
    },
  };
  return { peerdesk, emit, ask };
}

/**
 * Takes the place of the stub, in the same object, so that a page which kept a reference to it
 * keeps a working one, and makes up for the calls it collected, in order.
 */
export function replaceStub(stub: Stub, peerdesk: Peerdesk): void {
  const early = stub.q ?? [];
  delete stub.q;
  Object.defineProperties(stub, Object.getOwnPropertyDescriptors(peerdesk));
  for (const call of early) {
    // A page may have undone an `on` already; then there is no such method.
    call[2] = (peerdesk as unknown as Methods)[call[0]]?.(...call[1]) as () => void;
  }
}

type Methods = Readonly<Record<string, ((...args: unknown[]) => unknown) | undefined>>;
