import type { MediaTrouble } from '@peerdesk/call';
import { Icon } from './Icon.tsx';
import type { CallTexts } from './texts/call-texts.ts';

export interface TroubleNoticeProps {
  readonly texts: CallTexts;
  readonly trouble: MediaTrouble;
  readonly onRetry?: () => void;
  readonly onVoiceOnly?: () => void;
}

/** What is wrong with the camera or microphone, why, and the next step. */
export function TroubleNotice({ texts, trouble, onRetry, onVoiceOnly }: TroubleNoticeProps) {
  const words = texts.trouble[trouble.code][trouble.device];
  return (
    <div className="pd-notice" role="alert">
      <Icon name="warning" size={20} />
      <div>
        <p>
          <strong>{words.what}</strong> {words.why}
        </p>
        <p>{words.next}</p>
        {(onRetry || onVoiceOnly) && (
          <div className="pd-notice-actions">
            {onRetry && (
              <button type="button" className="pd-button" onClick={onRetry}>
                {texts.tryAgain}
              </button>
            )}
            {onVoiceOnly && (
              <button type="button" className="pd-button" onClick={onVoiceOnly}>
                {texts.continueVoiceOnly}
              </button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
