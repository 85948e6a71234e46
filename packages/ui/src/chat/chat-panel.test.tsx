import { createCallTools, createOutgoing } from '@peerdesk/call';
import { callIn, mediaOf } from '@peerdesk/call/testing';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { en } from '../texts/en.ts';
import { ChatPanel } from './ChatPanel.tsx';

afterEach(cleanup);

/** Ann's chat with Dana; what Dana's browser says is up to the test. */
function showChat() {
  const call = callIn({ phase: 'connecting', generation: 1 });
  const media = mediaOf(new MediaStream());
  const tools = createCallTools({ call, media, outgoing: createOutgoing(media), keptAs: null });
  let closed = 0;
  render(
    <ChatPanel
      tools={tools}
      texts={en.chat}
      remoteName="Dana"
      onClose={() => {
        closed += 1;
      }}
    />,
  );
  const log = within(screen.getByRole('log', { name: 'Chat' }));
  return {
    tools,
    log,
    message: screen.getByRole('textbox', { name: 'Message' }),
    closed: () => closed,
  };
}

const items = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent);

describe('the chat', () => {
  it('says what it is for while it is empty, and takes the focus', () => {
    const { log, message } = showChat();
    expect(log.getByText(/up to 100 MB/)).toBeTruthy();
    expect(message.getRootNode()).toBe(document);
    expect(document.activeElement).toBe(message);
  });

  it('sends by Enter, breaks the line by Shift+Enter, and leaves a syllable alone', () => {
    const { message } = showChat();
    fireEvent.change(message, { target: { value: '안녕하세요' } });
    fireEvent.keyDown(message, { key: 'Enter', isComposing: true });
    fireEvent.keyDown(message, { key: 'Enter', shiftKey: true });
    expect(items()).toEqual([]);

    fireEvent.keyDown(message, { key: 'Enter' });
    expect(items()[0]).toContain('안녕하세요');
    expect(message).toHaveProperty('value', '');
  });

  it('sends by the button, and nothing when there is nothing', () => {
    const { message } = showChat();
    const send = screen.getByRole('button', { name: 'Send' });
    fireEvent.click(send);
    fireEvent.change(message, { target: { value: 'Hello' } });
    fireEvent.click(send);
    expect(items()).toHaveLength(1);
    expect(items()[0]).toMatch(/^YouHello.*Waiting for the connection$/);
  });

  it('keeps what is being written while it is closed', () => {
    const { tools, message } = showChat();
    fireEvent.change(message, { target: { value: 'Half a thou' } });
    expect(tools.chat.store.getState().draft).toBe('Half a thou');
  });

  it('shows code as words and addresses as safe links', () => {
    const { log, tools } = showChat();
    act(
      () =>
        void tools.chat.say(
          '<img src=x onerror=alert(1)> https://example.org/ javascript:alert(1)',
        ),
    );
    expect(document.querySelector('img')).toBeNull();
    const links = log.getAllByRole('link');
    expect(links).toHaveLength(1);
    expect(links[0]?.getAttribute('href')).toBe('https://example.org/');
    expect(links[0]?.getAttribute('rel')).toBe('noopener noreferrer nofollow');
    expect(links[0]?.getAttribute('target')).toBe('_blank');
  });

  it('closes by Escape, and by its button', () => {
    const { message, closed } = showChat();
    fireEvent.keyDown(message, { key: 'Escape' });
    fireEvent.click(screen.getByRole('button', { name: 'Back to the call' }));
    expect(closed()).toBe(2);
  });
});

describe('a file in the chat', () => {
  it('shows its name and size, and can be cancelled', async () => {
    const { tools } = showChat();
    act(() => tools.files.offer([new File(['x'.repeat(1500)], 'report.pdf')]));
    await waitFor(() => expect(items()[0]).toMatch(/report\.pdf1\.5 kB/));

    fireEvent.click(screen.getByRole('button', { name: 'Cancel report.pdf' }));
    await screen.findByText('Cancelled');
  });

  it('can be pasted', async () => {
    const { message } = showChat();
    const files = [new File(['x'], 'image.png', { type: 'image/png' })];
    fireEvent.paste(message, { clipboardData: { files } });
    await waitFor(() => expect(items()[0]).toContain('image.png'));
  });

  it('over 100 MB is refused, with the limit and a way out', async () => {
    const { tools } = showChat();
    const film = new File([], 'film.mov');
    Object.defineProperty(film, 'size', { value: 101 * 1024 * 1024 });
    act(() => tools.files.offer([film]));
    expect((await screen.findByRole('alert')).textContent).toBe(
      'Not sent: “film.mov”. Files may have up to 100 MB. Send a smaller one, or a link to it.',
    );
    expect(items()).toEqual([]);
  });

  it('shows how far it is, then the way to save it, and never opens it', () => {
    const { tools } = showChat();
    act(() => void tools.chat.sayFile('report.html', 2000));
    const id = tools.chat.store.getState().messages[0]?.id ?? '';
    const becomes = (transfer: unknown) =>
      act(() => tools.files.store.setState({ transfers: { [id]: transfer as never } }));
    becomes({ phase: 'moving', bytes: 500 });
    const progress = screen.getByRole('progressbar', { name: 'Progress of report.html' });
    expect(progress).toMatchObject({ value: 500, max: 2000 });

    becomes({ phase: 'done', url: 'blob:https://desk.example/1', pictureUrl: null });
    const save = screen.getByRole('link', { name: 'Download report.html' });
    expect(save.getAttribute('download')).toBe('report.html');

    becomes({ phase: 'failed', why: 'gone' });
    expect(items()[0]).toContain('Ask them to send it once more');
  });
});
