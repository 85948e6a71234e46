import type { Chat } from '@peerdesk/call';
import { useStore } from 'zustand';
import type { ChatTexts } from '../texts/chat-texts.ts';

export interface UnreadMarkProps {
  readonly chat: Chat;
  readonly texts: ChatTexts;
}

/** How much has not been read, beside something that leads to it; nothing when all has been. */
export function UnreadMark({ chat, texts }: UnreadMarkProps) {
  const unread = useStore(chat.store, (state) => state.unread);
  if (unread === 0) return null;
  return (
    <>
      <span className="pd-unread" aria-hidden="true">
        {unread > 99 ? '99+' : unread}
      </span>
      <span className="pd-unseen">{texts.unread(unread)}</span>
    </>
  );
}
