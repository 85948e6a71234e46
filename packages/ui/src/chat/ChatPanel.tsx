import type { CallTools } from '@peerdesk/call';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { Icon } from '../Icon.tsx';
import type { ChatTexts } from '../texts/chat-texts.ts';
import { Composer } from './Composer.tsx';
import { MessageItem } from './MessageItem.tsx';
import { stickToEnd } from './stick-to-end.ts';

export interface ChatPanelProps {
  readonly tools: Pick<CallTools, 'chat' | 'files'>;
  readonly texts: ChatTexts;
  readonly remoteName: string;
  /** Goes back to the call; left out where the chat is not over it. */
  readonly onClose?: () => void;
}

/** What the two have written and sent, and the line to write the next. */
export function ChatPanel({ tools, texts, remoteName, onClose }: ChatPanelProps) {
  const { chat, files } = tools;
  const log = useRef<HTMLDivElement>(null);
  const { side, messages } = useStore(chat.store);
  const refused = useStore(files.store, (state) => state.refused);
  const last = messages.at(-1);

  useEffect(() => (log.current ? stickToEnd(log.current) : undefined), []);
  useEffect(() => {
    // One's own words are always shown, wherever one was reading.
    if (log.current && last?.from === side) log.current.scrollTop = log.current.scrollHeight;
  }, [last, side]);

  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !onClose) return;
    // Only the chat: the widget around it closes on the same key.
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a key for all within
    <div className="pd-chat" onKeyDown={closeOnEscape}>
      {onClose && (
        <div className="pd-chat-head">
          <h2>{texts.title}</h2>
          <button
            type="button"
            className="pd-button"
            data-kind="quiet"
            aria-label={texts.back}
            title={texts.back}
            onClick={onClose}
          >
            <Icon name="close" size={20} />
          </button>
        </div>
      )}
      <div
        ref={log}
        className="pd-chat-log"
        role="log"
        aria-label={texts.title}
        aria-live="polite"
        aria-relevant="additions"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls: by keyboard, too
        tabIndex={0}
      >
        {messages.length === 0 && <p className="pd-chat-empty">{texts.empty}</p>}
        <ol>
          {messages.map((message) => (
            <MessageItem
              key={message.id}
              message={message}
              tools={tools}
              texts={texts}
              remoteName={remoteName}
            />
          ))}
        </ol>
      </div>
      {refused && (
        <p className="pd-chat-refused" role="alert">
          {texts.refused[refused.why](refused.name)}
        </p>
      )}
      <Composer tools={tools} texts={texts} />
    </div>
  );
}
