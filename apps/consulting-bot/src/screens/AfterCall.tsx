import type { Chat, ChatMessage } from '@peerdesk/call';
import type { ConsultationId, Ticket } from '@peerdesk/protocol';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { useStore } from 'zustand';
import { keepEnd } from '../ended-call.ts';
import { createFeedback, sendFeedback } from '../feedback.ts';
import type { Widget } from '../store.ts';
import type { AfterCallTexts, RefusalWords } from '../texts/widget-texts.ts';
import { download, transcriptOf } from '../transcript.ts';

const RATINGS = [1, 2, 3, 4, 5] as const;
const COMMENT_LENGTH = 1000;

interface AfterCallProps {
  readonly widget: Widget;
  readonly words: AfterCallTexts;
  readonly serverAway: RefusalWords;
  readonly ticket: Ticket;
  readonly consultation: ConsultationId;
  /** Null after a reload. */
  readonly chat: Pick<Chat, 'store'> | null;
  /** Something else is what the person probably wants first. */
  readonly aside: boolean;
}

/** Once there was a call: how it was, and what was written to take away. */
export function AfterCall(props: AfterCallProps) {
  const { widget, words, ticket, consultation, chat } = props;
  const { placeKey } = widget;
  useEffect(() => {
    keepEnd(placeKey, ticket, Date.now());
  }, [placeKey, ticket]);
  return (
    <>
      <Feedback {...props} />
      {chat ? (
        <Spoken widget={widget} words={words} chat={chat} />
      ) : (
        <Kept widget={widget} words={words} consultation={consultation} />
      )}
    </>
  );
}

function Feedback({
  widget,
  words,
  serverAway,
  ticket,
  aside,
}: Omit<AfterCallProps, 'chat' | 'consultation'>) {
  const [feedback] = useState(() =>
    createFeedback((rating, comment) => sendFeedback(widget.options, { ticket, rating, comment })),
  );
  const { phase, rating, comment, missing, failure } = useStore(feedback.store);
  const id = useId();
  if (phase === 'sent') {
    return (
      <output className="thanks" ref={focus} tabIndex={-1}>
        {words.thanks}
      </output>
    );
  }
  const sending = phase === 'sending';

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const first = event.currentTarget.elements[0];
    await feedback.send();
    if (feedback.store.getState().missing && first instanceof HTMLElement) first.focus();
  }

  return (
    <form className="feedback" noValidate onSubmit={(event) => void submit(event)}>
      <div
        role="radiogroup"
        className="rating"
        aria-labelledby={`${id}how`}
        aria-describedby={missing ? `${id}missing` : `${id}scale`}
        aria-invalid={missing}
      >
        <p id={`${id}how`}>
          <strong>{words.howWasIt}</strong>
        </p>
        <div className="rating-choices">
          {RATINGS.map((value) => (
            <label key={value}>
              <input
                type="radio"
                name={`${id}rating`}
                value={value}
                checked={rating === value}
                disabled={sending}
                onChange={() => feedback.rate(value)}
              />
              <span>{value}</span>
            </label>
          ))}
        </div>
        <p id={`${id}scale`} className="quiet">
          {words.scale}
        </p>
        {missing && (
          <p id={`${id}missing`} className="missing">
            {words.ratingMissing}
          </p>
        )}
      </div>
      <div className="pd-field">
        <label htmlFor={`${id}comment`}>{words.comment}</label>
        <textarea
          id={`${id}comment`}
          className="pd-input"
          rows={3}
          maxLength={COMMENT_LENGTH}
          readOnly={sending}
          value={comment}
          onChange={(event) => feedback.write(event.currentTarget.value)}
        />
      </div>
      {failure && (
        <p className="pd-notice plain" role="alert">
          <strong>{words.notSent}</strong>{' '}
          {failure === 'unreachable'
            ? `${serverAway.what} ${serverAway.next}`
            : failure === 'too_late' && words.tooLate}
        </p>
      )}
      <button
        type="submit"
        className="pd-button"
        data-kind={aside ? undefined : 'primary'}
        aria-busy={sending}
      >
        {sending ? words.sending : words.send}
      </button>
    </form>
  );
}

function Spoken({
  chat,
  ...rest
}: Pick<AfterCallProps, 'widget' | 'words'> & { readonly chat: Pick<Chat, 'store'> }) {
  return <Transcript {...rest} messages={useStore(chat.store, (state) => state.messages)} />;
}

/** What the tab still has of it. */
function Kept({
  consultation,
  ...rest
}: Pick<AfterCallProps, 'widget' | 'words' | 'consultation'>) {
  const [messages, setMessages] = useState<readonly ChatMessage[]>([]);
  useEffect(() => {
    // Without its code there is the rating all the same.
    import('../call-part.ts').then(
      ({ keptMessages }) => setMessages(keptMessages(consultation)),
      () => {},
    );
  }, [consultation]);
  return <Transcript {...rest} messages={messages} />;
}

function Transcript(
  props: Pick<AfterCallProps, 'widget' | 'words'> & { readonly messages: readonly ChatMessage[] },
) {
  const { widget, words, messages } = props;
  if (messages.length === 0) return null;
  const { callee, locale } = widget.options;
  return (
    <button
      type="button"
      className="pd-button"
      onClick={() =>
        download(`${callee}-${words.chatFile}.txt`, transcriptOf(messages, words, locale))
      }
    >
      {words.takeChat}
    </button>
  );
}

// The button that had the focus is gone.
function focus(element: HTMLElement | null) {
  element?.focus({ preventScroll: true });
}
