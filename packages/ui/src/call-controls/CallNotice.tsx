import type { Controls, ControlsNotice } from '@peerdesk/call';
import { useStore } from 'zustand';
import { Icon } from '../Icon.tsx';
import type { CallTexts } from '../texts/call-texts.ts';

/** A word about one's own devices, over the faces and soon gone. */
export function CallNotice({ controls, texts }: { controls: Controls; texts: CallTexts }) {
  const notice = useStore(controls.store, (state) => state.notice);
  return (
    <div className="pd-call-notice" aria-live="polite" data-empty={notice === null}>
      {notice && (
        <>
          <p>{wordsOf(notice, texts)}</p>
          {notice.code === 'plugged_in' && (
            <button
              type="button"
              className="pd-button"
              onClick={() => {
                const { id } = notice.device;
                const choice = notice.kind === 'camera' ? { cameraId: id } : { microphoneId: id };
                void controls.media.choose(choice);
                controls.dismissNotice();
              }}
            >
              {texts.switches.notice.useIt}
            </button>
          )}
          <button
            type="button"
            className="pd-icon-button"
            aria-label={texts.switches.notice.dismiss}
            onClick={() => controls.dismissNotice()}
          >
            <Icon name="close" size={20} />
          </button>
        </>
      )}
    </div>
  );
}

function wordsOf(notice: ControlsNotice, { switches, effects }: CallTexts): string {
  switch (notice.code) {
    case 'speaking_muted':
      return switches.notice.speakingMuted;
    case 'screen_failed':
      return switches.notice.screenFailed;
    case 'effect':
      return effects.notices[notice.notice];
    case 'replaced':
      return switches.notice.replaced(notice.label);
    case 'plugged_in':
      return switches.notice.pluggedIn(notice.device.label);
    default:
      return notice satisfies never;
  }
}
