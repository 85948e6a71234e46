import type { CallerView, EndReason } from '@peerdesk/protocol';
import { DiagnosticsOffer } from '@peerdesk/ui';
import { useStore } from 'zustand';
import type { Widget } from '../store.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';

/** Whether starting again helps the person after this end. */
const AGAIN = {
  completed: false,
  left_queue: true,
  declined: false,
  abandoned: true,
  caller_lost: true,
  consultant_lost: true,
  failed: true,
} satisfies Record<EndReason, boolean>;

/** It is over, and why. */
export function Ended(props: {
  widget: Widget;
  texts: WidgetTexts;
  view: Extract<CallerView, { phase: 'ended' }>;
}) {
  const { widget, texts, view } = props;
  const tools = useStore(widget.store, (state) => state.tools);
  return (
    <section className="message" aria-label={texts.ended}>
      <div className="scroll">
        <h3 tabIndex={-1}>{texts.ended}</h3>
        <p>{texts.endedBecause[view.reason]}</p>
        {view.message && (
          <figure>
            <figcaption>{texts.consultantSays}</figcaption>
            <blockquote>{view.message}</blockquote>
          </figure>
        )}
        {tools && (
          <DiagnosticsOffer texts={texts.call.diagnostics} diagnostics={tools.diagnostics} />
        )}
      </div>
      <div className="foot">
        {AGAIN[view.reason] && (
          <button
            type="button"
            className="pd-button"
            data-kind="primary"
            onClick={() => widget.startAgain()}
          >
            {texts.startAgain}
          </button>
        )}
        <button type="button" className="pd-button" onClick={() => widget.close()}>
          {texts.close}
        </button>
      </div>
    </section>
  );
}
