import type { Chat } from '@peerdesk/call';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { Icon } from '../Icon.tsx';
import type { ChatTexts } from '../texts/chat-texts.ts';
import { UnreadMark } from './UnreadMark.tsx';

export interface ChatButtonProps {
  readonly chat: Chat;
  readonly texts: ChatTexts;
}

/** Shows and hides the chat; tells how much in it has not been read. */
export function ChatButton({ chat, texts }: ChatButtonProps) {
  const unread = useStore(chat.store, (state) => state.unread);
  const shown = useStore(chat.store, (state) => state.shown);
  const button = useRef<HTMLButtonElement>(null);
  const wasShown = useRef(shown);

  useEffect(() => {
    // Whoever wrote in the chat is not left nowhere when it goes.
    if (wasShown.current && !shown && isFocusLost(button.current)) button.current?.focus();
    wasShown.current = shown;
  }, [shown]);
  const name = unread > 0 ? texts.unread(unread) : texts.title;
  return (
    <>
      <button
        ref={button}
        type="button"
        className="pd-control"
        data-off={shown}
        aria-label={name}
        title={name}
        aria-expanded={shown}
        onClick={() => chat.show(!shown)}
      >
        <Icon name="chat" />
        <UnreadMark chat={chat} texts={texts} />
      </button>
      <span className="pd-unseen" aria-live="polite">
        {unread > 0 && name}
      </span>
    </>
  );
}

function isFocusLost(element: HTMLElement | null): boolean {
  const root = element?.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return false;
  return root.activeElement === null || root.activeElement === document.body;
}
