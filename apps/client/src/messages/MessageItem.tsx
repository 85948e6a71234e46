import { Button } from '@mantine/core';
import type { LeftMessage } from '@peerdesk/protocol';
import { useId } from 'react';
import { useStore } from 'zustand';
import { useLocale, useTexts } from '../console-context.tsx';
import { languageOf, whenOf } from '../when.ts';
import { contactLink } from './contact-link.ts';
import type { Inbox } from './inbox.ts';

export interface MessageItemProps {
  readonly inbox: Inbox;
  readonly message: LeftMessage;
}

/** One message: who left it, where to answer, what it says, and whether that is done. */
export function MessageItem({ inbox, message }: MessageItemProps) {
  const { messages: words } = useTexts();
  const locale = useLocale();
  const nameId = useId();
  const marking = useStore(inbox.store, (state) => state.marking.has(message.id));
  const { name, contact, text, handledAt, handledBy } = message;
  const handled = handledAt !== null;
  const link = contactLink(contact);

  const mark = async (item: Element | null) => {
    const next = item?.nextElementSibling ?? item?.previousElementSibling;
    const heading = document.querySelector('.page-heading');
    const done = await inbox.mark(message, !handled);
    // The button is gone with its message: the focus goes on to what follows.
    const target = next?.isConnected ? next : heading;
    if (done && target instanceof HTMLElement) target.focus({ preventScroll: target === heading });
  };

  return (
    <li className="message" tabIndex={-1} aria-labelledby={nameId}>
      <div className="message-words">
        <p className="queue-who">
          <strong id={nameId}>{name}</strong>
          {link ? <a href={link}>{contact}</a> : <span>{contact}</span>}
        </p>
        <p className="quiet small">
          <time dateTime={new Date(message.createdAt).toISOString()}>
            {whenOf(message.createdAt, locale)}
          </time>
          {' · '}
          {languageOf(message.locale, locale)}
        </p>
        <p className="message-text">{text}</p>
        {handled && (
          <p className="quiet small">{words.handledBy(handledBy, whenOf(handledAt, locale))}</p>
        )}
      </div>
      <Button
        variant={handled ? 'subtle' : 'light'}
        aria-describedby={nameId}
        loading={marking}
        onClick={(event) => void mark(event.currentTarget.closest('li'))}
      >
        {handled ? words.markUnhandled : words.markHandled}
      </Button>
    </li>
  );
}
