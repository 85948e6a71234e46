import { DevicePicker, SelfTestDoor, TroubleNotice } from '@peerdesk/ui';
import { type FormEvent, useRef } from 'react';
import { useStore } from 'zustand';
import { MediaChoice } from '../../screens/MediaChoice.tsx';
import { NameField } from '../../screens/NameField.tsx';
import { OwnMedia } from '../../screens/OwnMedia.tsx';
import type { DoorNotice, RoomPage } from '../room-page.ts';
import type { RoomTexts } from '../texts/room-texts.ts';

/** Before the room: who one is, and how one looks and sounds. */
export function Door(props: {
  readonly page: RoomPage;
  readonly texts: RoomTexts;
  readonly notice: DoorNotice | null;
}) {
  const { page, texts, notice } = props;
  const { widget } = texts;
  const nameField = useRef<HTMLInputElement>(null);
  const { known, draft, nameMissing, enterPressed } = useStore(page.store);
  const media = useStore(page.media.store);
  const trouble = media.phase === 'open' || media.phase === 'trouble' ? media.trouble : null;

  function enter(event: FormEvent) {
    event.preventDefault();
    void page.enter();
    if (page.store.getState().nameMissing) nameField.current?.focus();
  }

  if (known.phase === 'asking') {
    return (
      <div className="waiting">
        <output className="quiet room-loading">{texts.loading}</output>
      </div>
    );
  }
  return (
    <form className="form" onSubmit={enter} noValidate>
      <div className="scroll">
        {notice !== null && <NoticeOf notice={notice} texts={texts} />}
        {known.phase === 'unreachable' && (
          <div className="pd-notice plain" role="alert">
            <div>
              <p>
                <strong>{texts.unreachable.what}</strong> {texts.unreachable.next}
              </p>
              <div className="pd-notice-actions">
                <button type="button" className="pd-button" onClick={() => page.askAgain()}>
                  {widget.call.tryAgain}
                </button>
              </div>
            </div>
          </div>
        )}
        <OwnMedia
          media={page.media}
          outgoing={page.outgoing}
          wanted={draft.media}
          name={draft.name}
          texts={widget}
        />
        {trouble && (
          <TroubleNotice
            texts={widget.call}
            trouble={trouble}
            onRetry={() => page.retryMedia()}
            link={page.link}
            {...(trouble.device === 'camera' && {
              onVoiceOnly: () => page.edit({ media: 'audio' }),
            })}
          />
        )}
        <MediaChoice
          chosen={draft.media}
          texts={widget}
          onChoose={(choice) => page.edit({ media: choice })}
        />
        <NameField
          field={nameField}
          name={draft.name}
          missing={nameMissing}
          texts={widget}
          onChange={(name) => page.edit({ name })}
        />
        {media.phase === 'open' && (
          <DevicePicker
            texts={widget.call}
            devices={media.devices}
            cameraId={media.cameraId}
            microphoneId={media.microphoneId}
            media={draft.media}
            onChoose={(choice) => void page.media.choose(choice)}
          />
        )}
        <SelfTestDoor
          texts={widget.call.selfTest}
          effectTexts={widget.call.effects}
          language={texts.locale}
          media={page.media}
          outgoing={page.outgoing}
          askIce={page.askIce}
          dress={page.dressTest}
        />
        {known.phase === 'known' && known.status.yourName !== null && (
          <p className="quiet">
            <a href="/rooms">{texts.asConsultant}</a>
          </p>
        )}
        {known.phase === 'known' && known.status.knock && (
          <p className="quiet">{texts.knockFirst}</p>
        )}
      </div>
      <div className="foot">
        <button type="submit" className="pd-button" data-kind="primary" aria-busy={enterPressed}>
          {enterPressed ? widget.joinBusy : texts.enter}
        </button>
      </div>
    </form>
  );
}

function NoticeOf({ notice, texts }: { readonly notice: DoorNotice; readonly texts: RoomTexts }) {
  const words = typeof notice === 'string' ? texts[notice] : texts.widget.refusals[notice.code];
  return (
    <div className="pd-notice plain">
      <div>
        <output>
          <strong>{words.what}</strong>
        </output>
        <p>{words.next}</p>
      </div>
    </div>
  );
}
