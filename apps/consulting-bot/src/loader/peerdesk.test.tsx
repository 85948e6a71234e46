import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Panel, Person } from '../panel-contract.ts';
import { createPeerdesk, type Peerdesk, replaceStub, type Stub } from './peerdesk.ts';
import { STUB } from './stub.ts';

/** A panel that notes what it is asked. */
function createNotedPanel() {
  const asked: string[] = [];
  const panel: Panel = {
    open: () => void asked.push('open'),
    close: () => void asked.push('close'),
    identify: (person: Person) => void asked.push(`identify ${person.name}`),
    hangUp: () => void asked.push('hangUp'),
    leaveQueue: () => void asked.push('leaveQueue'),
    state: () => ({ panel: 'open', phase: 'waiting', position: 2, link: 'up' }),
  };
  return { panel, asked };
}

describe('window.Peerdesk', () => {
  it('loads the panel on the first open, once', async () => {
    const { panel, asked } = createNotedPanel();
    let loaded = 0;
    const { peerdesk } = createPeerdesk(async () => {
      loaded += 1;
      return panel;
    });
    peerdesk.identify({ name: 'Ann' });
    expect(loaded).toBe(0);
    peerdesk.open();
    peerdesk.close();
    await vi.waitFor(() => expect(asked).toContain('close'));
    expect(loaded).toBe(1);
    expect(asked.filter((what) => what !== 'identify Ann')).toEqual(['open', 'close']);
    expect(asked[0]).toBe('identify Ann');
  });

  it('loads nothing in order to close or to leave', () => {
    let loaded = 0;
    const { peerdesk } = createPeerdesk(async () => {
      loaded += 1;
      return null;
    });
    peerdesk.close();
    peerdesk.hangUp();
    peerdesk.leaveQueue();
    expect(loaded).toBe(0);
    expect(peerdesk.state).toEqual({ panel: 'closed', phase: 'idle', position: null, link: 'up' });
  });

  it('tries again when the server was away', async () => {
    const { panel, asked } = createNotedPanel();
    const answers = [null, panel];
    const { peerdesk } = createPeerdesk(async () => answers.shift() ?? null);
    peerdesk.open();
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    await Promise.resolve();
    peerdesk.open();
    await vi.waitFor(() => expect(asked).toContain('open'));
    expect(peerdesk.state.position).toBe(2);
  });

  it('tells every handler until it unsubscribes, also when one of them throws', () => {
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    const { peerdesk, emit } = createPeerdesk(async () => null);
    const told: unknown[] = [];
    peerdesk.on('open', () => {
      throw new Error('the page’s own mistake');
    });
    const off = peerdesk.on('open', () => told.push('open'));
    emit('open', {});
    emit('close', {});
    off();
    off();
    emit('open', {});
    expect(told).toEqual(['open']);
    expect(reported).toHaveBeenCalledTimes(2);
    vi.unstubAllGlobals();
  });
});

describe('the page’s one line, before the script is there', () => {
  // A module is run once per address.
  let lines = 0;
  const page = window as unknown as { Peerdesk?: Peerdesk & Stub };
  afterEach(() => {
    delete page.Peerdesk;
  });

  /** Runs the line as a page would. */
  async function stubbed(): Promise<Peerdesk & Stub> {
    lines += 1;
    await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(STUB)}//${lines}`);
    if (!page.Peerdesk) throw new Error('the line did nothing');
    return page.Peerdesk;
  }

  it('keeps calls and plays them in order', async () => {
    const early = await stubbed();
    early.identify({ name: 'Ann' });
    early.open();
    early.close();
    const { panel, asked } = createNotedPanel();
    replaceStub(early, createPeerdesk(async () => panel).peerdesk);
    await vi.waitFor(() => expect(asked).toContain('close'));
    expect(asked.filter((what) => what !== 'identify Ann')).toEqual(['open', 'close']);
  });

  it('keeps handlers, and takes them away when they were unsubscribed before or after', async () => {
    const early = await stubbed();
    const told: string[] = [];
    const offBefore = early.on('open', () => told.push('taken away before'));
    const offAfter = early.on('open', () => told.push('taken away after'));
    early.on('open', () => told.push('kept'));
    offBefore();

    const { peerdesk, emit } = createPeerdesk(async () => null);
    replaceStub(early, peerdesk);
    emit('open', {});
    offAfter();
    emit('open', {});
    expect(told).toEqual(['taken away after', 'kept', 'kept']);
  });

  it('becomes the real thing for a page that kept a reference', async () => {
    const early = await stubbed();
    const { peerdesk } = createPeerdesk(async () => null);
    replaceStub(early, peerdesk);
    expect(page.Peerdesk).toBe(early);
    expect(early.state.panel).toBe('closed');
    expect(early.q).toBeUndefined();
  });

  it('leaves a Peerdesk alone that is there already', async () => {
    const real = createPeerdesk(async () => null).peerdesk;
    page.Peerdesk = real;
    expect(await stubbed()).toBe(real);
  });
});
