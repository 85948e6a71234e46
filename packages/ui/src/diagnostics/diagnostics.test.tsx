import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { diagnostics as texts } from '../texts/en/diagnostics.ts';
import { DiagnosticsOffer } from './DiagnosticsOffer.tsx';

afterEach(cleanup);

const diagnosticsOf = (troubled: boolean) => ({
  wasTroubled: () => troubled,
  describe: () => Promise.resolve('Peerdesk diagnostics\nall of it'),
});

const offer = () => screen.findByRole('button', { name: 'Copy diagnostics' }, { timeout: 15_000 });

/** A clipboard that takes words, or refuses them. */
function allowCopying(allowed: boolean): string[] {
  const copied: string[] = [];
  const writeText = async (words: string) => {
    if (!allowed) throw new DOMException('not allowed', 'NotAllowedError');
    copied.push(words);
  };
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  return copied;
}

describe('diagnostics after a call', () => {
  it('are copied on request, and it is said', async () => {
    const copied = allowCopying(true);
    render(<DiagnosticsOffer texts={texts} diagnostics={diagnosticsOf(true)} />);
    fireEvent.click(await offer());

    expect(await screen.findByText(texts.copied)).toBeTruthy();
    expect(copied).toEqual(['Peerdesk diagnostics\nall of it']);
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('are shown to be selected where copying is not allowed', async () => {
    allowCopying(false);
    render(<DiagnosticsOffer texts={texts} diagnostics={diagnosticsOf(true)} />);
    fireEvent.click(await offer());

    const text = await screen.findByRole('textbox', { name: 'Diagnostics' });
    expect(text).toHaveProperty('value', 'Peerdesk diagnostics\nall of it');
    expect(screen.getByRole('status').textContent).toBe(texts.notCopied);
  });

  it('are no matter after a call that went well', () => {
    render(<DiagnosticsOffer texts={texts} diagnostics={diagnosticsOf(false)} />);
    expect(screen.queryByRole('button')).toBeNull();
  });
});
