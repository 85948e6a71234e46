import type { CallerView } from '@peerdesk/protocol';
import { CallStage, ChatAside, TroubleNotice } from '@peerdesk/ui';
import { useStore } from 'zustand';
import type { Widget } from '../store.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';

/** With the consultant, from the accept on. */
export function InCall(props: {
  widget: Widget;
  texts: WidgetTexts;
  view: Extract<CallerView, { phase: 'connecting' | 'active' }>;
}) {
  const { widget, texts, view } = props;
  const { session, tools, startedAt } = useStore(widget.store);
  const media = useStore(widget.media.store);
  if (!session || !tools) return null;
  const trouble = media.phase === 'open' || media.phase === 'trouble' ? media.trouble : null;

  return (
    <div className="in-call">
      {trouble && (
        <TroubleNotice texts={texts.call} trouble={trouble} onRetry={() => widget.retryMedia()} />
      )}
      <CallStage
        texts={texts.call}
        title={texts.call.callWith(view.remoteName)}
        remoteName={view.remoteName}
        remoteLabel={texts.call.consultantVideo}
        call={session.call}
        localStream={widget.outgoing.stream}
        tools={tools}
        startedAt={startedAt}
        connectingText={texts.ready(view.remoteName)}
        aside={
          <ChatAside
            tools={tools}
            texts={texts.call.chat}
            remoteName={view.remoteName}
            onClose={() => tools.chat.show(false)}
          />
        }
        onHangUp={() => widget.hangUp()}
      />
    </div>
  );
}
