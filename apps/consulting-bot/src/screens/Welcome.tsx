import { DevicePicker, TroubleNotice } from '@peerdesk/ui';
import { type FormEvent, useId, useRef } from 'react';
import { useStore } from 'zustand';
import type { Widget } from '../store.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';
import { REASON_LENGTH } from '../words.ts';
import { Availability } from './Availability.tsx';
import { MediaChoice } from './MediaChoice.tsx';
import { NameField } from './NameField.tsx';
import { OwnMedia } from './OwnMedia.tsx';
import { OwnTest } from './OwnTest.tsx';

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
        <OwnMedia
          media={widget.media}
          outgoing={widget.outgoing}
          wanted={draft.media}
          name={draft.name}
          texts={texts}
        />
        {trouble && (
          <TroubleNotice
            texts={texts.call}
            trouble={trouble}
            onRetry={() => widget.retryMedia()}
            link={widget.link()}
            {...(trouble.device === 'camera' && {
              onVoiceOnly: () => widget.edit({ media: 'audio' }),
            })}
          />
        )}
        <MediaChoice
          chosen={draft.media}
          texts={texts}
          onChoose={(choice) => widget.edit({ media: choice })}
        />
        <NameField
          field={nameField}
          name={draft.name}
          missing={nameMissing}
          texts={texts}
          onChange={(name) => widget.edit({ name })}
        />
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
        {callee.phase === 'known' && callee.status.recordings === 'ask_when_joining' && (
          <label className="may-record">
            <input
              type="checkbox"
              checked={draft.mayRecord}
              onChange={(event) => widget.edit({ mayRecord: event.currentTarget.checked })}
            />
            <span>{texts.mayRecord}</span>
          </label>
        )}
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
        <OwnTest widget={widget} texts={texts} />
      </div>
      <div className="foot">
        <button type="submit" className="pd-button" data-kind="primary" aria-busy={joinPressed}>
          {joinPressed ? texts.joinBusy : texts.join}
        </button>
      </div>
    </form>
  );
}
