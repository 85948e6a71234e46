import type { CalleeKnown } from '../callee-status.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';

/** Whether anyone is there, said before anything is typed. */
export function Availability(props: {
  callee: CalleeKnown;
  texts: WidgetTexts;
  onRetry: () => void;
  onLeaveMessage: () => void;
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
    case 'known': {
      const { consultantsAvailable, waiting } = callee.status;
      const nobody = consultantsAvailable === 0;
      // One and the same status, so that it is said when somebody comes or goes.
      return (
        <div className={nobody ? 'pd-notice plain' : 'available'}>
          <div>
            <output>
              <strong>{nobody ? texts.nobodyAvailable : texts.somebodyAvailable}</strong>{' '}
              {nobody && texts.waitOrWrite}
            </output>
            {nobody ? (
              <div className="pd-notice-actions">
                <button type="button" className="pd-button" onClick={props.onLeaveMessage}>
                  {texts.message.leave}
                </button>
              </div>
            ) : (
              texts.waitingAlready(waiting)
            )}
          </div>
        </div>
      );
    }
    default:
      return callee satisfies never;
  }
}
