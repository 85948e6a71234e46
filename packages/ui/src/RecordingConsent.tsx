import type { RecordingMedia } from '@peerdesk/protocol';
import { useId } from 'react';
import type { RecordingTexts } from './texts/call-texts.ts';

export interface RecordingConsentProps {
  readonly texts: RecordingTexts;
  /** Who wants to record. */
  readonly name: string;
  readonly media: RecordingMedia;
  /** An answer is on its way. */
  readonly pending: boolean;
  /** The last answer did not arrive. */
  readonly failed: boolean;
  readonly onAnswer: (consented: boolean) => void;
}

/** Nothing is recorded before yes, so saying no comes first and nothing is chosen beforehand. */
export function RecordingConsent(props: RecordingConsentProps) {
  const { texts, name, media, pending, failed, onAnswer } = props;
  const id = useId();
  return (
    <div
      className="pd-consent"
      role="alertdialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      // It takes the focus when it appears, so that it is read out and its buttons come next.
      ref={(dialog) => dialog?.focus()}
      tabIndex={-1}
    >
      {/* No heading: it may be above pages whose headings begin anywhere. */}
      <p id={`${id}-title`} className="pd-consent-title">
        {texts.consentTitle}
      </p>
      <div id={`${id}-text`}>
        <p>{texts.consentAsked[media](name)}</p>
        <p>{texts.consentUse[media]}</p>
      </div>
      {failed && <p role="alert">{texts.notSaid}</p>}
      <div className="pd-consent-buttons">
        <button
          type="button"
          className="pd-button"
          disabled={pending}
          onClick={() => onAnswer(false)}
        >
          {texts.refuse}
        </button>
        <button
          type="button"
          className="pd-button"
          data-kind="primary"
          disabled={pending}
          onClick={() => onAnswer(true)}
        >
          {texts.allow}
        </button>
      </div>
    </div>
  );
}
