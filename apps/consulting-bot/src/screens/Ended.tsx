import type { CallerView, EndReason } from '@peerdesk/protocol';
import { DiagnosticsOffer, useLater } from '@peerdesk/ui';
import { useCallback } from 'react';
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
  const part = useAfterCall(view.wasConnected, texts);
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
            words={part.words}
            serverAway={texts.serverAway}
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
function useAfterCall(wanted: boolean, { loadAfterCall }: WidgetTexts) {
  const load = useCallback(async () => {
    const [words, { AfterCall }] = await Promise.all([loadAfterCall(), import('./AfterCall.tsx')]);
    return { words, AfterCall };
  }, [loadAfterCall]);
  return useLater(wanted, load);
}
