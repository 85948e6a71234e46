import type { CalleeSlug, LeftMessage } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { createServerApi } from '../server-api.ts';
import { createInbox } from './inbox.ts';

const acme = 'acme-support' as CalleeSlug;
const from = (name: string): LeftMessage => ({
  id: `message-of-${name}`,
  name,
  contact: `${name}@example.org`,
  text: 'Please call back.',
  locale: 'en',
  createdAt: 0,
  handledAt: null,
  handledBy: null,
});

/** A server that keeps messages, and answers when the test lets it. */
function createPost(...left: LeftMessage[]) {
  let messages = left;
  let gate: Promise<void> = Promise.resolve();
  let reachable = true;
  const asked: string[] = [];
  const api = createServerApi(async (input, init) => {
    const url = input instanceof Request ? input.url : input.toString();
    asked.push(`${init?.method} ${url}`);
    const answer = answerTo(url, init);
    await gate;
    if (!reachable) throw new TypeError('Failed to fetch');
    return answer;
  });
  function answerTo(url: string, init: RequestInit | undefined): Response {
    if (init?.method === 'PATCH') {
      const { handled } = JSON.parse(init.body as string) as { handled: boolean };
      messages = messages.map((message) =>
        url.endsWith(message.id)
          ? { ...message, handledAt: handled ? 1 : null, handledBy: handled ? 'Dana' : null }
          : message,
      );
      return Response.json(messages.find(({ id }) => url.endsWith(id)));
    }
    const handled = url.endsWith('handled=true');
    return Response.json({
      messages: messages.filter(({ handledAt }) => (handledAt !== null) === handled),
      unhandledCount: messages.filter(({ handledAt }) => handledAt === null).length,
    });
  }
  return {
    api,
    asked,
    arrives: (message: LeftMessage) => {
      messages = [message, ...messages];
    },
    goesAway: () => {
      reachable = false;
    },
    /** Answers stay on their way until the returned function is called. */
    isSlow: (): (() => void) => {
      let open: (() => void) | undefined;
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return () => open?.();
    },
  };
}

const namesIn = (inbox: ReturnType<typeof createInbox>) =>
  inbox.store.getState().messages?.map(({ name }) => name);

describe('the inbox', () => {
  it('shows what is not handled, and what is when asked', async () => {
    const post = createPost(from('Ann'), { ...from('Bob'), handledAt: 1, handledBy: 'Dana' });
    const inbox = createInbox(post.api, acme);
    await inbox.refresh();
    expect(namesIn(inbox)).toEqual(['Ann']);
    inbox.show('handled');
    await expect.poll(() => namesIn(inbox)).toEqual(['Bob']);
    expect(inbox.store.getState().unhandledCount).toBe(1);
  });

  it('takes a message off the shelf when it is marked, and puts it back', async () => {
    const post = createPost(from('Ann'), from('Bob'));
    const inbox = createInbox(post.api, acme);
    await inbox.refresh();
    expect(await inbox.mark(from('Ann'), true)).toBe(true);
    expect(namesIn(inbox)).toEqual(['Bob']);
    expect(inbox.store.getState().unhandledCount).toBe(1);

    inbox.show('handled');
    await expect.poll(() => namesIn(inbox)).toEqual(['Ann']);
    await inbox.mark(from('Ann'), false);
    expect(namesIn(inbox)).toEqual([]);
    expect(inbox.store.getState().unhandledCount).toBe(2);
  });

  it('keeps what it has when the server is away, and says so', async () => {
    const post = createPost(from('Ann'));
    const inbox = createInbox(post.api, acme);
    await inbox.refresh();
    post.goesAway();
    await inbox.refresh();
    expect(await inbox.mark(from('Ann'), true)).toBe(false);
    expect(namesIn(inbox)).toEqual(['Ann']);
    expect(inbox.store.getState()).toMatchObject({
      problem: { code: 'unreachable' },
      marking: new Set(),
    });
  });

  it('does not bring a marked message back with an answer that is older than the mark', async () => {
    const post = createPost(from('Ann'));
    const inbox = createInbox(post.api, acme);
    await inbox.refresh();
    const open = post.isSlow();
    const old = inbox.refresh();
    const marked = inbox.mark(from('Ann'), true);
    open();
    await Promise.all([old, marked]);
    expect(namesIn(inbox)).toEqual([]);
  });

  it('marks once, however often the button is pressed', async () => {
    const post = createPost(from('Ann'));
    const inbox = createInbox(post.api, acme);
    await Promise.all([inbox.mark(from('Ann'), true), inbox.mark(from('Ann'), true)]);
    expect(post.asked.filter((what) => what.startsWith('PATCH'))).toHaveLength(1);
  });

  it('learns nothing any more once it is closed', async () => {
    const post = createPost(from('Ann'));
    const inbox = createInbox(post.api, acme);
    const open = post.isSlow();
    const asked = inbox.refresh();
    inbox.close();
    open();
    await asked;
    expect(inbox.store.getState().messages).toBeNull();
  });
});
