import { DevicePicker, TroubleNotice } from '@peerdesk/ui';
import { type FormEvent, useId, useRef } from 'react';
import { useStore } from 'zustand';
import type { Widget } from '../store.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';
import { NAME_LENGTH, REASON_LENGTH } from '../words.ts';
import { Availability } from './Availability.tsx';
import { OwnMedia } from './OwnMedia.tsx';

/** The form before the queue: how to talk, who one is, and why one calls. */
export function Welcome({ widget, texts }: { widget: Widget; texts: WidgetTexts }) {
  const id = useId();
  const nameField = useRef<HTMLInputElement>(null);
  const { draft, nameMissing, joinPressed, callee } = useStore(widget.store);
  const media = useStore(widget.media.store);
  const trouble = media.phase === 'open' || media.phase === 'trouble' ? media.trouble : null;

  function join(event: FormEvent) {
    event.preventDefault();
    void widget.join();
    if (widget.store.getState().nameMissing) nameField.current?.focus();
  }

  return (
    <form className="form" onSubmit={join} noValidate>
      <div className="scroll">
        <Availability
          callee={callee}
          texts={texts}
          onRetry={() => widget.askAgain()}
          onLeaveMessage={() => widget.writeMessage()}
        />
        <OwnMedia widget={widget} texts={texts} />
        {trouble && (
          <TroubleNotice
            texts={texts.call}
            trouble={trouble}
            onRetry={() => widget.retryMedia()}
            {...(trouble.device === 'camera' && {
              onVoiceOnly: () => widget.edit({ media: 'audio' }),
            })}
          />
        )}
        <fieldset className="choice">
          <legend className="unseen">{texts.howToTalk}</legend>
          {(['video', 'audio'] as const).map((choice) => (
            <label key={choice}>
              <input
                type="radio"
                name={`${id}-media`}
                checked={draft.media === choice}
                onChange={() => widget.edit({ media: choice })}
              />
              <span>{choice === 'video' ? texts.video : texts.voiceOnly}</span>
            </label>
          ))}
        </fieldset>
        <div className="pd-field">
          <label htmlFor={`${id}-name`}>{texts.yourName}</label>
          <input
            ref={nameField}
            id={`${id}-name`}
            className="pd-input"
            type="text"
            autoComplete="name"
            maxLength={NAME_LENGTH}
            required
            value={draft.name}
            aria-invalid={nameMissing}
            aria-describedby={nameMissing ? `${id}-missing` : undefined}
            onChange={(event) => widget.edit({ name: event.currentTarget.value })}
          />
          {nameMissing && (
            <p id={`${id}-missing`} className="missing">
              {texts.nameMissing}
            </p>
          )}
        </div>
        <div className="pd-field">
          <label htmlFor={`${id}-reason`}>{texts.howCanWeHelp}</label>
          <textarea
            id={`${id}-reason`}
            className="pd-input"
            rows={2}
            maxLength={REASON_LENGTH}
            placeholder={texts.optional}
            value={draft.reason}
            onChange={(event) => widget.edit({ reason: event.currentTarget.value })}
          />
        </div>
        {media.phase === 'open' && (
          <DevicePicker
            texts={texts.call}
            devices={media.devices}
            cameraId={media.cameraId}
            microphoneId={media.microphoneId}
            media={draft.media}
            onChoose={(choice) => void widget.media.choose(choice)}
          />
        )}
      </div>
      <div className="foot">
        <button type="submit" className="pd-button" data-kind="primary" aria-busy={joinPressed}>
          {joinPressed ? texts.joinBusy : texts.join}
        </button>
      </div>
    </form>
  );
}
