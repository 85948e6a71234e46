import type { CalleeKnown } from '../callee-status.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';

/** Whether anyone is there, said before anything is typed. */
export function Availability(props: {
  callee: CalleeKnown;
  texts: WidgetTexts;
  onRetry: () => void;
}) {
  const { callee, texts } = props;
  switch (callee.phase) {
    case 'asking':
    // The whole panel says it.
    case 'refused':
      return null;
    case 'unreachable':
      return (
        <div className="pd-notice plain" role="alert">
          <div>
            <p>
              <strong>{texts.serverAway.what}</strong> {texts.serverAway.next}
            </p>
            <div className="pd-notice-actions">
              <button type="button" className="pd-button" onClick={props.onRetry}>
                {texts.call.tryAgain}
              </button>
            </div>
          </div>
        </div>
      );
    case 'known':
      if (callee.status.consultantsAvailable === 0) {
        return (
          <output className="pd-notice plain">
            <span>
              <strong>{texts.nobodyAvailable}</strong> {texts.waitAnyway}
            </span>
          </output>
        );
      }
      return (
        <output className="available">
          {texts.somebodyAvailable} {texts.waitingAlready(callee.status.waiting)}
        </output>
      );
    default:
      return callee satisfies never;
  }
}
