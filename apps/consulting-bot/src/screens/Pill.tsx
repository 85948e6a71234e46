import { Duration, Icon, UnreadMark, useLater } from '@peerdesk/ui';
import { useStore } from 'zustand';
import type { Widget } from '../store.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';

/** The panel made small: the place in the queue, or how long the call has lasted. */
export function Pill({ widget, texts }: { widget: Widget; texts: WidgetTexts }) {
  const { standing, startedAt, link, tools } = useStore(widget.store);
  const words = useLater(tools !== null, texts.loadInCall);
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
        {tools && words && <UnreadMark chat={tools.chat} texts={words.chat} />}
        {link === 'down' && <span className="pill-dot" title={texts.linkLost} />}
      </button>
    </div>
  );
}
