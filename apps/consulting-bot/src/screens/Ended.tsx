import type { CallerView, EndReason } from '@peerdesk/protocol';
import { DiagnosticsOffer } from '@peerdesk/ui';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Widget } from '../store.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';
import type * as AfterCallPart from './AfterCall.tsx';

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
  const part = useAfterCall(view.wasConnected);
  const { proof, tools } = useStore(widget.store);
  const mayCallBack = proof !== null && view.callBackForMs > 0;
  return (
    <section className="message" aria-label={texts.ended}>
      <div className="scroll">
        <h3 tabIndex={-1}>{texts.ended}</h3>
        <p>
          {view.reason === 'failed' && view.wasConnected
            ? texts.pathLost
            : texts.endedBecause[view.reason]}
        </p>
        {mayCallBack && <p>{texts.callBackHint(Math.ceil(view.callBackForMs / 60_000))}</p>}
        {view.message && (
          <figure>
            <figcaption>{texts.consultantSays}</figcaption>
            <blockquote>{view.message}</blockquote>
          </figure>
        )}
        {part && proof && (
          <part.AfterCall
            widget={widget}
            texts={texts}
            ticket={proof}
            consultation={view.id}
            chat={tools?.chat ?? null}
            aside={mayCallBack}
          />
        )}
        {tools && (
          <DiagnosticsOffer texts={texts.call.diagnostics} diagnostics={tools.diagnostics} />
        )}
      </div>
      <div className="foot">
        {(mayCallBack || AGAIN[view.reason]) && (
          <button
            type="button"
            className="pd-button"
            data-kind="primary"
            onClick={() => (mayCallBack ? void widget.callBack() : widget.startAgain())}
          >
            {mayCallBack ? texts.callBack : texts.startAgain}
          </button>
        )}
        <button type="button" className="pd-button" onClick={() => widget.close()}>
          {texts.close}
        </button>
      </div>
    </section>
  );
}

/** Feedback and the chat to take away: loaded once there was a call. */
function useAfterCall(wanted: boolean) {
  const [part, setPart] = useState<typeof AfterCallPart | null>(null);
  useEffect(() => {
    // Without it the end is as it is; nobody is told of what they did not ask for.
    if (wanted) import('./AfterCall.tsx').then(setPart, () => {});
  }, [wanted]);
  return part;
}
