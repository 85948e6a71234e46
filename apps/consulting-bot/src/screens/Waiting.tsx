import type { CallerView } from '@peerdesk/protocol';
import { Preview, TroubleNotice } from '@peerdesk/ui';
import { useStore } from 'zustand';
import type { Widget } from '../store.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';
import { minutesOf } from '../words.ts';
import { OwnTest } from './OwnTest.tsx';

/** In the queue: which place, how long probably, oneself, and the way out; then who is ready. */
export function Waiting(props: {
  widget: Widget;
  texts: WidgetTexts;
  /** Null while joining. */
  view: Extract<CallerView, { phase: 'waiting' | 'connecting' | 'active' }> | null;
  /** Nothing moves: the two browsers are just finding each other. */
  still: boolean;
}) {
  const { widget, texts, still } = props;
  const view = props.view?.phase === 'waiting' ? props.view : null;
  const ready = props.view?.phase === 'waiting' ? null : props.view;
  const { link, draft } = useStore(widget.store);
  const media = useStore(widget.media.store);
  const trouble = media.phase === 'open' || media.phase === 'trouble' ? media.trouble : null;
  const minutes = view && minutesOf(view.estimate);

  return (
    <section className="waiting" tabIndex={-1} aria-label={texts.videoConsultation}>
      <div className="scroll">
        <div className="place">
          {view && (
            <span className="place-number" aria-hidden="true">
              {view.position}
            </span>
          )}
          <output aria-live="polite" className="place-words">
            {view
              ? texts.position(view.position)
              : ready
                ? texts.ready(ready.remoteName)
                : texts.joining}
          </output>
          {view && (
            <p className="quiet">
              {view.consultantsAvailable === 0
                ? texts.nobodyAvailableWhileWaiting
                : minutes
                  ? texts.estimate(minutes.min, minutes.max)
                  : texts.noEstimate}
            </p>
          )}
        </div>
        <output aria-live="polite" className="link-lost">
          {link === 'down' && !ready && (view ? texts.linkLost : texts.serverLost)}
        </output>
        {trouble && (
          <TroubleNotice
            texts={texts.call}
            trouble={trouble}
            onRetry={() => widget.retryMedia()}
            link={widget.link()}
            keepsPlace
          />
        )}
        {draft.media === 'video' && media.phase === 'open' && (
          <div className="own-small">
            <Preview
              outgoing={widget.outgoing}
              on
              still={still}
              label={texts.call.yourVideo}
              name={draft.name}
            />
          </div>
        )}
        {view && <p className="quiet">{texts.placeKept}</p>}
        {view && <OwnTest widget={widget} texts={texts} />}
      </div>
      <div className="foot">
        <button type="button" className="pd-button" onClick={() => widget.hangUp()}>
          {ready ? texts.call.hangUp : texts.leave}
        </button>
      </div>
    </section>
  );
}
