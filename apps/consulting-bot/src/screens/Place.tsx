import type { CallerView } from '@peerdesk/protocol';
import { useFrom, useLater } from '@peerdesk/ui';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { focusIn } from '../focus.ts';
import { loadCallPart } from '../load-call-part.ts';
import type { Widget } from '../store.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';
import { Waiting } from './Waiting.tsx';

/** A place in the queue, from joining to the end of its call. */
export function Place(props: {
  widget: Widget;
  texts: WidgetTexts;
  /** Null while joining. */
  view: Extract<CallerView, { phase: 'waiting' | 'connecting' | 'active' }> | null;
}) {
  const { widget, texts, view } = props;
  const { session, callPart, showsCall } = useStore(widget.store);
  const drawing = useLater(callPart !== null, loadCallPart);
  const apart = useFrom(session?.call.opening, (opening) => opening === 'apart', true);
  const accepted = view && view.phase !== 'waiting' ? view : null;
  const [waited, setWaited] = useState(view);
  if (!accepted && waited !== view) setWaited(view);
  const shown = accepted !== null && showsCall && drawing !== null;
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (shown && frame.current) focusIn(frame.current, '.pd-stage');
  }, [shown]);

  // What has been on the screen stays there until the call, which is drawn by then, takes its place.
  return (
    <>
      {!shown && (
        <Waiting
          widget={widget}
          texts={texts}
          view={apart || callPart ? waited : view}
          still={accepted !== null && apart}
        />
      )}
      {drawing && callPart && session && (
        <div ref={frame} className="call-screen" hidden={!shown}>
          <drawing.InCall
            widget={widget}
            texts={texts}
            words={callPart.words}
            call={session.call}
            view={shown ? accepted : null}
          />
        </div>
      )}
    </>
  );
}
