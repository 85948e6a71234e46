import type { Call } from '@peerdesk/call';
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
  readonly call: Call;
  /** Null: not to be seen yet. */
  readonly view: Extract<CallerView, { phase: 'connecting' | 'active' }> | null;
}

/** With the consultant. It is drawn before, so that the first picture need not wait for it. */
export function InCall({ widget, texts, words, call, view }: InCallProps) {
  const { tools, startedAt } = useStore(widget.store);
  const remoteName = view?.remoteName ?? '';
  return (
    <div className="in-call">
      {view && tools && <Above widget={widget} words={words} view={view} />}
      <CallStage
        texts={words}
        title={words.callWith(remoteName)}
        remoteName={remoteName}
        remoteLabel={words.consultantVideo}
        call={call}
        localStream={widget.outgoing.stream}
        tools={view && tools}
        startedAt={startedAt}
        connectingText={texts.ready(remoteName)}
        aside={
          tools && (
            <ChatAside
              tools={tools}
              texts={words.chat}
              remoteName={remoteName}
              onClose={() => tools.chat.show(false)}
            />
          )
        }
        onHangUp={() => widget.hangUp()}
      />
    </div>
  );
}

/** Above the picture: trouble with the devices, and all about the recording. */
function Above(props: {
  readonly widget: Widget;
  readonly words: CallTexts;
  readonly view: Extract<CallerView, { phase: 'connecting' | 'active' }>;
}) {
  const { widget, words, view } = props;
  const { recording } = view;
  const { recordingWord, startedAt } = useStore(widget.store);
  const media = useStore(widget.media.store);
  const trouble = media.phase === 'open' || media.phase === 'trouble' ? media.trouble : null;

  return (
    <>
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
    </>
  );
}
