import type { ConsultationRecord } from '@peerdesk/protocol';
import { Paperclip } from 'lucide-react';
import { useLocale, useTexts } from '../console-context.tsx';
import { sizeOf, timeOf } from '../when.ts';

/** What was said in the chat, and the names of the files that were sent. */
export function ChatSection({ record }: { readonly record: ConsultationRecord }) {
  const { history: words } = useTexts();
  const locale = useLocale();
  const { chat, consultant } = record;
  const names = {
    caller: record.name || words.erasedName,
    consultant: consultant?.name ?? words.consultant,
  };
  return (
    <section className="card" aria-labelledby="chat-title">
      <h2 id="chat-title">{words.chat}</h2>
      {chat.length === 0 && <p className="quiet">{words.noChat}</p>}
      <ol className="past-chat">
        {chat.map((line) => (
          <li key={line.id}>
            <p className="small quiet">
              <strong>{names[line.party]}</strong>{' '}
              <time dateTime={new Date(line.at).toISOString()}>{timeOf(line.at, locale)}</time>
            </p>
            {line.kind === 'text' ? (
              <p className="message-text">{line.text}</p>
            ) : (
              <p className="past-file">
                <Paperclip size={16} aria-hidden="true" /> {line.name}{' '}
                <span className="quiet">{sizeOf(line.sizeBytes, locale)}</span>
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
