import type { MediaTrouble } from '@peerdesk/call';
import { Icon } from './Icon.tsx';
import { useLater } from './later.ts';
import type { BeforeCallTexts } from './texts/call-texts.ts';

export interface TroubleNoticeProps {
  readonly texts: BeforeCallTexts;
  readonly trouble: MediaTrouble;
  readonly onRetry?: () => void;
  readonly onVoiceOnly?: () => void;
  /** The address under which the same can be had in another browser. */
  readonly link?: string;
  /** That address takes a place in the queue along. */
  readonly keepsPlace?: boolean;
}

const loadHelp = () => import('./TroubleHelp.tsx');

/** What is wrong with the camera or microphone, why, and the next step. */
export function TroubleNotice(props: TroubleNoticeProps) {
  const { texts, trouble, onRetry, onVoiceOnly } = props;
  const words = texts.trouble[trouble.code][trouble.device];
  const ofBrowser = trouble.code === 'denied' || trouble.code === 'unsupported';
  const help = useLater(ofBrowser, loadHelp);
  const more = useLater(ofBrowser, texts.loadBrowser);
  return (
    <div className="pd-notice">
      <Icon name="warning" size={20} />
      <div>
        <div role="alert">
          <p>
            <strong>{words.what}</strong> {words.why}
          </p>
          <p>{words.next}</p>
        </div>
        {ofBrowser && help && more && (
          <help.TroubleHelp
            texts={more.browser}
            trouble={trouble}
            link={props.link}
            keepsPlace={props.keepsPlace}
          />
        )}
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
