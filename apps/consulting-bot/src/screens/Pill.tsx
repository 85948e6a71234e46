import { Duration, Icon, UnreadMark } from '@peerdesk/ui';
import { useStore } from 'zustand';
import type { Widget } from '../store.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';

/** The panel made small: the place in the queue, or how long the call has lasted. */
export function Pill({ widget, texts }: { widget: Widget; texts: WidgetTexts }) {
  const { standing, startedAt, link, tools, callPart } = useStore(widget.store);
  return (
    <div className="pill-place">
      <button type="button" className="pill" onClick={() => widget.open()}>
        <Icon name="camera" size={20} />
        <span className="unseen">{texts.restore}</span>
        {startedAt !== null && 'remoteName' in standing ? (
          <span>
            {standing.remoteName} · <Duration since={startedAt} label={texts.call.duration} />
          </span>
        ) : (
          <output aria-live="polite">
            {standing.phase === 'waiting'
              ? texts.positionShort(standing.position)
              : standing.phase === 'joining'
                ? texts.joining
                : texts.call.connecting}
          </output>
        )}
        {tools && callPart && <UnreadMark chat={tools.chat} texts={callPart.words.chat} />}
        {link === 'down' && <span className="pill-dot" title={texts.linkLost} />}
      </button>
    </div>
  );
}
