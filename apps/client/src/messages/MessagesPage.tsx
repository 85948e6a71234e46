import { Button } from '@mantine/core';
import { Inbox as InboxIcon } from 'lucide-react';
import { useStore } from 'zustand';
import { wordsOf } from '../account/problem-words.ts';
import { useTexts } from '../console-context.tsx';
import { Notice } from '../shell/Notice.tsx';
import { PageHeading } from '../shell/PageHeading.tsx';
import type { Inbox, Shelf } from './inbox.ts';
import { MessageItem } from './MessageItem.tsx';

const SHELVES = ['unhandled', 'handled'] as const satisfies readonly Shelf[];

/** What visitors have left while nobody was available. */
export function MessagesPage({ inbox }: { readonly inbox: Inbox }) {
  const texts = useTexts();
  const { shelf, problem } = useStore(inbox.store);
  const words = texts.messages;
  return (
    <>
      <div className="page-head">
        <PageHeading>{words.title}</PageHeading>
        <fieldset className="shelves">
          <legend className="visually-hidden">{words.show}</legend>
          {SHELVES.map((name) => (
            <Button
              key={name}
              variant={shelf === name ? 'light' : 'subtle'}
              aria-pressed={shelf === name}
              onClick={() => inbox.show(name)}
            >
              {words.shelf[name]}
            </Button>
          ))}
        </fieldset>
      </div>
      {problem && (
        <Notice
          kind="alert"
          actions={
            <Button variant="default" size="sm" onClick={() => void inbox.refresh()}>
              {texts.unreachable.retry}
            </Button>
          }
        >
          {wordsOf(problem, texts).whole}
        </Notice>
      )}
      <Messages inbox={inbox} />
    </>
  );
}

function Messages({ inbox }: { readonly inbox: Inbox }) {
  const { messages: words, shell } = useTexts();
  const { messages, shelf, problem } = useStore(inbox.store);
  if (!messages) return problem ? null : <p className="quiet">{shell.loading}</p>;
  if (messages.length === 0) {
    return (
      <div className="empty">
        <InboxIcon size={32} aria-hidden="true" />
        <h2>{words.empty[shelf].title}</h2>
        <p>{words.empty[shelf].lead}</p>
      </div>
    );
  }
  return (
    <ul className="message-list" aria-label={words.shelf[shelf]}>
      {messages.map((message) => (
        <MessageItem key={message.id} inbox={inbox} message={message} />
      ))}
    </ul>
  );
}
