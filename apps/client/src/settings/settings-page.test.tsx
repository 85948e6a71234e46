import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ME, openConsole, problem } from '../testing/open-console.tsx';

const open = (routes = {}) => openConsole({ path: '/settings', routes });

describe('the settings', () => {
  it('have the line for the website and the link without one', async () => {
    open();
    await screen.findByRole('heading', { name: 'Settings' });
    screen.getByText(
      '<script src="https://help.example.com/widget.js" data-callee="acme-support" async></script>',
    );
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Link for callers' }).value).toBe(
      'https://help.example.com/c/acme-support',
    );
  });

  it('copy, and say that they did', async () => {
    const { person } = open();
    await person.click(await screen.findByRole('button', { name: 'Copy' }));
    await screen.findByText('Copied');
    expect(await navigator.clipboard.readText()).toContain('data-callee="acme-support"');
  });

  it('make an invitation for one consultant', async () => {
    const url = 'https://help.example.com/invite/abc';
    const { person } = open({
      'POST /api/v1/callees/acme-support/invitations': {
        url,
        expiresAt: '2026-12-01T10:00:00.000Z',
      },
    });
    await person.click(await screen.findByRole('button', { name: 'Invite a consultant' }));
    const link = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Invitation link' });
    expect(link.value).toBe(url);
    screen.getByText(/valid until December 1, 2026/);
  });

  it('say why there is no invitation', async () => {
    const { person } = open({
      'POST /api/v1/callees/acme-support/invitations': problem(403, 'forbidden'),
    });
    await person.click(await screen.findByRole('button', { name: 'Invite a consultant' }));
    expect((await screen.findByRole('alert')).textContent).toBe(
      'You do not answer for this desk any more.',
    );
  });

  it('save the name and the websites, and show them everywhere', async () => {
    const { person, asked } = open({
      'PATCH /api/v1/callees/acme-support': {
        ...ME.callees[0],
        name: 'Acme Help',
        allowedOrigins: ['https://shop.example.com'],
      },
    });
    const name = await screen.findByRole('textbox', { name: 'Desk name' });
    await person.clear(name);
    await person.type(name, 'Acme Help');
    await person.type(
      screen.getByRole('textbox', { name: 'Allowed websites' }),
      'https://shop.example.com/',
    );
    await person.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Saved');
    expect(asked.at(-1)?.body).toEqual({
      name: 'Acme Help',
      allowedOrigins: ['https://shop.example.com'],
    });
    screen.getByText('Acme Help');
  });

  it('do not send what is no website', async () => {
    const { person, asked } = open();
    await person.type(
      await screen.findByRole('textbox', { name: 'Allowed websites' }),
      'shop.example.com',
    );
    await person.click(screen.getByRole('button', { name: 'Save' }));
    screen.getByText(/“shop.example.com” is no origin/);
    expect(asked.some(({ what }) => what.startsWith('PATCH'))).toBe(false);
  });
});
