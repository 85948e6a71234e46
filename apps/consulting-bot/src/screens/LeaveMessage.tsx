import { type FormEvent, useId } from 'react';
import { useStore } from 'zustand';
import { MESSAGE_FIELDS, type MessageField, type MessageState } from '../left-message.ts';
import type { Widget } from '../store.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';
import { CONTACT_LENGTH, MESSAGE_LENGTH, NAME_LENGTH } from '../words.ts';

const FIELDS = {
  name: { autoComplete: 'name', maxLength: NAME_LENGTH },
  contact: { autoComplete: 'email', maxLength: CONTACT_LENGTH },
  reason: { rows: 4, maxLength: MESSAGE_LENGTH },
} as const satisfies Record<MessageField, object>;

/** Instead of waiting: who one is, where to answer, and what it is about. */
export function LeaveMessage(props: {
  widget: Widget;
  texts: WidgetTexts;
  message: Exclude<MessageState, { phase: 'sent' }>;
}) {
  const { widget, texts, message } = props;
  const { labels, leave, why, wrong, send, sending, back } = texts.message;
  const id = useId();
  const draft = useStore(widget.store, (state) => state.draft);
  const busy = message.phase === 'sending';
  const failure = busy ? null : message.failure;
  const words = failure === 'unreachable' ? texts.serverAway : failure && texts.refusals[failure];

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { elements } = event.currentTarget;
    const first = await widget.sendMessage();
    const field = first && elements.namedItem(first);
    if (field instanceof HTMLElement) field.focus();
  }

  return (
    <form className="form" onSubmit={(event) => void submit(event)} noValidate>
      <div className="scroll">
        <h3 tabIndex={-1}>{leave}</h3>
        <p className="quiet">{why}</p>
        {MESSAGE_FIELDS.map((name) => {
          const isWrong = !busy && message.wrong.includes(name);
          const Field = name === 'reason' ? 'textarea' : 'input';
          return (
            <div key={name} className="pd-field">
              <label htmlFor={id + name}>{labels[name]}</label>
              <Field
                {...FIELDS[name]}
                id={id + name}
                name={name}
                className="pd-input"
                required
                readOnly={busy}
                value={draft[name]}
                aria-invalid={isWrong}
                aria-describedby={isWrong ? `${id}${name}-wrong` : undefined}
                onChange={(event: { readonly currentTarget: { readonly value: string } }) =>
                  widget.edit({ [name]: event.currentTarget.value })
                }
              />
              {isWrong && (
                <p id={`${id}${name}-wrong`} className="missing">
                  {wrong[name]}
                </p>
              )}
            </div>
          );
        })}
      </div>
      <div className="foot">
        {words && (
          <div className="pd-notice plain" role="alert">
            <p>
              <strong>{texts.message.notSent}</strong> {words.what} {words.next}
            </p>
          </div>
        )}
        <button type="submit" className="pd-button" data-kind="primary" aria-busy={busy}>
          {busy ? sending : send}
        </button>
        <button
          type="button"
          className="pd-button"
          disabled={busy}
          onClick={() => widget.startAgain()}
        >
          {back}
        </button>
      </div>
    </form>
  );
}
