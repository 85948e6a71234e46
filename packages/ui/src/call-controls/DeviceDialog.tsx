import type { Controls, Effects } from '@peerdesk/call';
import { useEffect, useId, useRef } from 'react';
import { useStore } from 'zustand';
import { DevicePicker } from '../DevicePicker.tsx';
import { EffectPicker } from '../effects/EffectPicker.tsx';
import { Icon } from '../Icon.tsx';
import type { CallTexts } from '../texts/call-texts.ts';

export interface DeviceDialogProps {
  readonly controls: Controls;
  readonly effects: Effects;
  readonly texts: CallTexts;
  readonly onClose: () => void;
}

/** Which camera, microphone and speaker, in the middle of a call. */
export function DeviceDialog({ controls, effects, texts, onClose }: DeviceDialogProps) {
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const media = useStore(controls.media.store);
  const speakerId = useStore(controls.store, (state) => state.speakerId);
  useEffect(() => {
    const element = dialog.current;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // It also tells the panel around it, which has an Escape of its own.
      event.preventDefault();
      onClose();
    };
    element?.querySelector('button')?.focus();
    element?.addEventListener('keydown', onKey);
    return () => element?.removeEventListener('keydown', onKey);
  }, [onClose]);
  return (
    <dialog ref={dialog} open className="pd-device-dialog" aria-labelledby={titleId}>
      <div className="pd-device-head">
        <h2 id={titleId}>{texts.switches.devices}</h2>
        <button
          type="button"
          className="pd-icon-button"
          aria-label={texts.switches.notice.dismiss}
          onClick={onClose}
        >
          <Icon name="close" size={20} />
        </button>
      </div>
      {media.phase === 'open' ? (
        <DevicePicker
          texts={texts}
          devices={media.devices}
          cameraId={media.cameraId}
          microphoneId={media.microphoneId}
          media={media.media}
          onChoose={(choice) => void controls.media.choose(choice)}
          speaker={{ chosen: speakerId, onChoose: (id) => controls.chooseSpeaker(id) }}
        />
      ) : (
        <p>{texts.openingMedia}</p>
      )}
      {media.phase === 'open' && media.camera !== 'absent' && (
        <EffectPicker effects={effects} texts={texts.effects} />
      )}
    </dialog>
  );
}
