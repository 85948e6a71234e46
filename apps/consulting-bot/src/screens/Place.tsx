import type { CallerView } from '@peerdesk/protocol';
import { useLater } from '@peerdesk/ui';
import { useEffect, useRef } from 'react';
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
  const frame = useRef<HTMLDivElement>(null);
  const accepted = view && view.phase !== 'waiting' ? view : null;
  const part = useLater(accepted !== null, loadCallPart);
  const words = useLater(accepted !== null, texts.loadInCall);
  const equipped = useStore(widget.store, (state) => state.tools !== null);
  const whole = part && words && equipped;

  useEffect(() => {
    if (whole && frame.current) focusIn(frame.current, '.pd-stage');
  }, [whole]);

  // What has been on the screen stays there until the call can take its place.
  if (!accepted || !whole) return <Waiting {...props} />;
  return (
    <div ref={frame} className="call-screen">
      <part.InCall widget={widget} texts={texts} words={words} view={accepted} />
    </div>
  );
}
