import type { CallTools, ChatMessage, ChatState } from '@peerdesk/call';
import { useStore } from 'zustand';
import type { ChatTexts } from '../texts/chat-texts.ts';
import { FileItem } from './FileItem.tsx';
import { piecesOf } from './links.ts';

export interface MessageItemProps {
  readonly message: ChatMessage;
  readonly tools: Pick<CallTools, 'chat' | 'files'>;
  readonly texts: ChatTexts;
  readonly remoteName: string;
}

/** One message: who, what, when, and whether it has arrived. */
export function MessageItem({ message, tools, texts, remoteName }: MessageItemProps) {
  const own = useStore(tools.chat.store, ({ side }) => side === message.from);
  const way = useStore(tools.chat.store, (state) => wayOf(message, state));
  return (
    <li className="pd-message" data-own={own}>
      <span className="pd-message-from">{own ? texts.you : remoteName}</span>
      {message.fileBytes === null ? (
        <p className="pd-message-text" dir="auto">
          {piecesOf(message.text).map(({ text, href, at }) =>
            href === null ? (
              text
            ) : (
              <a key={at} href={href} target="_blank" rel="noopener noreferrer nofollow">
                {text}
              </a>
            ),
          )}
        </p>
      ) : (
        <FileItem
          id={message.id}
          name={message.text}
          bytes={message.fileBytes}
          own={own}
          files={tools.files}
          texts={texts}
        />
      )}
      <span className="pd-message-when">
        <time dateTime={new Date(message.sentAt).toISOString()}>{clockTime(message.sentAt)}</time>
        {own && ` · ${texts[way]}`}
      </span>
    </li>
  );
}

function wayOf({ id }: ChatMessage, { sent, delivered }: ChatState) {
  if (delivered.has(id)) return 'delivered';
  return sent.has(id) ? 'sent' : 'waiting';
}

/** `14:05`, in every language. */
function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}
