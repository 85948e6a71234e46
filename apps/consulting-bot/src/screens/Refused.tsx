import type { RefusalCode } from '@peerdesk/protocol';
import type { Widget } from '../store.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';

/** The server said no: what happened and what to do, in plain words. */
export function Refused(props: { widget: Widget; texts: WidgetTexts; code: RefusalCode }) {
  const { widget, texts, code } = props;
  const words = texts.refusals[code];
  return (
    <section className="message" aria-label={texts.refused}>
      <div className="scroll" role="alert">
        <h3 tabIndex={-1}>{texts.refused}</h3>
        <p>{words.what}</p>
        <p>{words.next}</p>
      </div>
      <div className="foot">
        {code === 'protocol_version' ? (
          <button
            type="button"
            className="pd-button"
            data-kind="primary"
            onClick={() => location.reload()}
          >
            {texts.reload}
          </button>
        ) : (
          <button
            type="button"
            className="pd-button"
            data-kind="primary"
            onClick={() => widget.startAgain()}
          >
            {texts.call.tryAgain}
          </button>
        )}
        <button type="button" className="pd-button" onClick={() => widget.close()}>
          {texts.close}
        </button>
      </div>
    </section>
  );
}
