import type { CallerSetup } from '@peerdesk/protocol';
import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { deskOf, waitingCaller } from '../testing/desk-stand-in.ts';
import { openConsole } from '../testing/open-console.tsx';

const SETUP: CallerSetup = {
  network: 'poor',
  relay: 'blocked',
  reflexive: null,
  camera: false,
  microphone: false,
  screen: 'phone',
  browser: 'safari',
};

const wordsIn = (element: Element) => element.textContent.trim();

async function wordsOf(setup: CallerSetup | null, media: 'video' | 'audio' = 'video') {
  const { desk } = openConsole();
  await screen.findByRole('list', { name: 'Waiting callers' }, { timeout: 15_000 });
  act(() => desk.say({ desk: deskOf(waitingCaller('Ann', 1000, { setup, media })) }));
  const [item] = within(screen.getByRole('list', { name: 'Waiting callers' })).getAllByRole(
    'listitem',
  );
  if (!item) throw new Error('nobody waits');
  const said = within(item).queryByText(/connection and devices/);
  return said && [...(said.parentElement?.querySelectorAll('.tag') ?? [])].map(wordsIn);
}

describe('what a waiting caller has', () => {
  it('is a network and a screen when nothing is missing', async () => {
    const well = {
      ...SETUP,
      network: 'good',
      relay: null,
      camera: true,
      microphone: true,
    } as const;
    expect(await wordsOf(well)).toEqual(['Good network', 'Phone, Safari']);
  });

  it('is also what is missing', async () => {
    expect(await wordsOf(SETUP)).toEqual([
      'Weak network',
      'Phone, Safari',
      'No camera',
      'No microphone',
      'Relay out of reach',
    ]);
  });

  it('is no camera only where one is wanted, and no network before it is measured', async () => {
    const voice = { ...SETUP, network: null, relay: null, microphone: true };
    expect(await wordsOf(voice, 'audio')).toEqual(['Phone, Safari']);
  });

  it('is nothing while the browser has not said it', async () => {
    expect(await wordsOf(null)).toBeNull();
  });
});
