import { useLater } from '@peerdesk/ui';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { focusIn } from '../focus.ts';
import { loadCallPart } from '../load-call-part.ts';
import type { InCallProps } from './InCall.tsx';

/** With the consultant; who it is and the way out come first where the rest is still on its way. */
export function CallScreen(props: Omit<InCallProps, 'words'>) {
  const { widget, texts, view } = props;
  const frame = useRef<HTMLDivElement>(null);
  const part = useLater(true, loadCallPart);
  const words = useLater(true, texts.loadInCall);
  const equipped = useStore(widget.store, (state) => state.tools !== null);
  const whole = part !== null && words !== null && equipped;

  useEffect(() => {
    if (whole && frame.current) focusIn(frame.current, '.pd-stage');
  }, [whole]);

  return (
    <div ref={frame} className="call-screen">
      {whole ? (
        <part.InCall {...props} words={words} />
      ) : (
        <section
          className="pd-stage"
          tabIndex={-1}
          aria-label={texts.call.callWith(view.remoteName)}
        >
          <output className="pd-call-status">{texts.ready(view.remoteName)}</output>
          <fieldset className="pd-controls" aria-label={texts.call.controls}>
            <button type="button" className="pd-control pd-hang-up" onClick={() => widget.hangUp()}>
              {texts.call.hangUp}
            </button>
          </fieldset>
        </section>
      )}
    </div>
  );
}
