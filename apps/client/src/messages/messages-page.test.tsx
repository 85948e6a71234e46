import type { LeftMessage } from '@peerdesk/protocol';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { openConsole, problem } from '../testing/open-console.tsx';

const INBOX = 'GET /api/v1/callees/acme-support/messages?handled=false';
const HANDLED = 'GET /api/v1/callees/acme-support/messages?handled=true';

const ann: LeftMessage = {
  id: '1',
  name: 'Ann',
  contact: 'ann@example.org',
  text: 'The bell is loose.\nPlease call back.',
  locale: 'ko',
  createdAt: new Date(2026, 10, 21, 9, 30).getTime(),
  handledAt: null,
  handledBy: null,
};
const bob: LeftMessage = { ...ann, id: '2', name: 'Bob', contact: 'at the workshop' };
const done: LeftMessage = {
  ...ann,
  handledAt: new Date(2026, 10, 21, 10, 5).getTime(),
  handledBy: 'Dana',
};

describe('the messages', () => {
  it('are counted beside the link, on every page', async () => {
    openConsole({ routes: { [INBOX]: { messages: [ann, bob], unhandledCount: 2 } } });
    await screen.findByRole('link', { name: /^Messages\s*2 to answer$/ });
    screen.getByRole('heading', { name: 'Queue' });
  });

  it('say who left them, where to answer, what and when', async () => {
    const { person } = openConsole({
      routes: { [INBOX]: { messages: [ann, bob], unhandledCount: 2 } },
    });
    await person.click(await screen.findByRole('link', { name: /Messages/ }));
    screen.getByRole('heading', { name: 'Messages' });
    const first = within(await screen.findByRole('listitem', { name: 'Ann' }));
    expect(first.getByRole('link', { name: 'ann@example.org' }).getAttribute('href')).toBe(
      'mailto:ann@example.org',
    );
    first.getByText(/The bell is loose/);
    first.getByText(/November 21, 2026/);
    first.getByText(/Korean/);
    const second = within(screen.getByRole('listitem', { name: 'Bob' }));
    second.getByText('at the workshop');
    expect(second.queryByRole('link')).toBeNull();
  });

  it('are marked as handled, and the focus goes on to the next', async () => {
    const routes: Record<string, unknown> = {
      [INBOX]: { messages: [ann, bob], unhandledCount: 2 },
      'PATCH /api/v1/callees/acme-support/messages/1': done,
    };
    const { person, asked, answers } = openConsole({ path: '/messages', routes });
    const first = within(await screen.findByRole('listitem', { name: 'Ann' }));
    answers({ [INBOX]: { messages: [bob], unhandledCount: 1 } });
    await person.click(first.getByRole('button', { name: 'Mark as handled' }));
    await screen.findByRole('link', { name: /1 to answer/ });
    expect(screen.queryByRole('listitem', { name: 'Ann' })).toBeNull();
    await expect
      .poll(() => document.activeElement)
      .toBe(screen.getByRole('listitem', { name: 'Bob' }));
    expect(asked.find(({ what }) => what.startsWith('PATCH'))?.body).toEqual({ handled: true });
  });

  it('go back from the handled ones, and the focus to the heading', async () => {
    const { person, asked, answers } = openConsole({
      path: '/messages',
      routes: {
        [INBOX]: { messages: [], unhandledCount: 0 },
        [HANDLED]: { messages: [done], unhandledCount: 0 },
        'PATCH /api/v1/callees/acme-support/messages/1': ann,
      },
    });
    await screen.findByRole('heading', { name: 'No messages to answer' });
    await person.click(screen.getByRole('button', { name: 'Handled' }));
    const item = within(await screen.findByRole('listitem', { name: 'Ann' }));
    item.getByText(/Handled by Dana on November 21, 2026/);
    answers({ [HANDLED]: { messages: [], unhandledCount: 1 } });
    await person.click(item.getByRole('button', { name: 'Mark as unhandled' }));
    await screen.findByRole('heading', { name: 'Nothing handled yet' });
    await expect
      .poll(() => document.activeElement)
      .toBe(screen.getByRole('heading', { name: 'Messages' }));
    expect(asked.find(({ what }) => what.startsWith('PATCH'))?.body).toEqual({ handled: false });
  });

  it('say why they cannot be shown, and come when asked again', async () => {
    const { person, answers } = openConsole({
      path: '/messages',
      routes: { [INBOX]: problem(403, 'forbidden') },
    });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('You do not answer for this desk any more.');
    answers({ [INBOX]: { messages: [ann], unhandledCount: 1 } });
    await person.click(within(alert).getByRole('button', { name: 'Try again' }));
    await screen.findByRole('listitem', { name: 'Ann' });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('are asked for again when the window is looked at', async () => {
    const { answers } = openConsole({
      path: '/messages',
      routes: { [INBOX]: { messages: [], unhandledCount: 0 } },
    });
    await screen.findByRole('heading', { name: 'No messages to answer' });
    answers({ [INBOX]: { messages: [bob], unhandledCount: 1 } });
    window.dispatchEvent(new Event('focus'));
    await screen.findByRole('listitem', { name: 'Bob' });
  });

  it('speak Korean', async () => {
    openConsole({
      path: '/messages',
      locale: 'ko',
      routes: { [INBOX]: { messages: [ann], unhandledCount: 1 } },
    });
    await screen.findByRole('heading', { name: '메시지' });
    await screen.findByRole('button', { name: '처리됨으로 표시' });
    screen.getByRole('link', { name: /답변할 메시지 1개/ });
  });
});
