import type { CallerView } from '@peerdesk/protocol';
import {
  CallStage,
  type CallTexts,
  ChatAside,
  RecordingConsent,
  RecordingStrip,
  TroubleNotice,
} from '@peerdesk/ui';
import { useStore } from 'zustand';
import type { Widget } from '../store.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';

export interface InCallProps {
  readonly widget: Widget;
  readonly texts: WidgetTexts;
  /** Every word of a call. */
  readonly words: CallTexts;
  readonly view: Extract<CallerView, { phase: 'connecting' | 'active' }>;
}

/** With the consultant, from the accept on. */
export function InCall({ widget, texts, words, view }: InCallProps) {
  const { recording } = view;
  const { recordingWord, session, tools, startedAt } = useStore(widget.store);
  const media = useStore(widget.media.store);
  if (!session || !tools) return null;
  const trouble = media.phase === 'open' || media.phase === 'trouble' ? media.trouble : null;

  return (
    <div className="in-call">
      {trouble && (
        <TroubleNotice texts={words} trouble={trouble} onRetry={() => widget.retryMedia()} />
      )}
      <RecordingStrip
        texts={words.recording}
        recording={recording}
        offsetMs={startedAt === null || view.startedAt === null ? 0 : view.startedAt - startedAt}
      >
        <button
          type="button"
          className="pd-button"
          disabled={recordingWord === 'pending'}
          onClick={() => void widget.stopRecording()}
        >
          {words.recording.stop}
        </button>
        {recordingWord === 'failed' && <p role="alert">{words.recording.notSaid}</p>}
      </RecordingStrip>
      {recording.phase === 'asked' && (
        <RecordingConsent
          texts={words.recording}
          name={view.remoteName}
          media={recording.media}
          pending={recordingWord === 'pending'}
          failed={recordingWord === 'failed'}
          onAnswer={(consented) => void widget.answerRecording(consented)}
        />
      )}
      <CallStage
        texts={words}
        title={words.callWith(view.remoteName)}
        remoteName={view.remoteName}
        remoteLabel={words.consultantVideo}
        call={session.call}
        localStream={widget.outgoing.stream}
        tools={tools}
        startedAt={startedAt}
        connectingText={texts.ready(view.remoteName)}
        aside={
          <ChatAside
            tools={tools}
            texts={words.chat}
            remoteName={view.remoteName}
            onClose={() => tools.chat.show(false)}
          />
        }
        onHangUp={() => widget.hangUp()}
      />
    </div>
  );
}
