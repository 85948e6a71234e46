import { NOT_RECORDED, type RoomView } from '@peerdesk/protocol';
import {
  CallStage,
  ChatAside,
  CONSENT_TEXT_VERSION,
  RecordingConsent,
  RecordingStrip,
  TroubleNotice,
} from '@peerdesk/ui';
import { useStore } from 'zustand';
import type { RoomPage } from '../room-page.ts';
import type { RoomTexts } from '../texts/room-texts.ts';

/** With the other one. */
export function InRoom(props: {
  readonly page: RoomPage;
  readonly texts: RoomTexts;
  readonly view: Extract<RoomView, { phase: 'connecting' | 'active' }>;
}) {
  const { page, texts, view } = props;
  const { call } = texts;
  const { session, tools, startedAt, recordingWord, clockOffsetMs } = useStore(page.store);
  const media = useStore(page.media.store);
  if (!session || !tools) return null;
  const recording = view.consultation?.recording ?? NOT_RECORDED;
  const trouble = media.phase === 'open' || media.phase === 'trouble' ? media.trouble : null;
  return (
    <div className="in-call">
      {trouble && (
        <TroubleNotice texts={call} trouble={trouble} onRetry={() => page.retryMedia()} />
      )}
      <RecordingStrip texts={call.recording} recording={recording} offsetMs={clockOffsetMs}>
        <button
          type="button"
          className="pd-button"
          disabled={recordingWord === 'pending'}
          onClick={() => void page.stopRecording()}
        >
          {call.recording.stop}
        </button>
        {recordingWord === 'failed' && <p role="alert">{call.recording.notSaid}</p>}
      </RecordingStrip>
      {recording.phase === 'asked' && (
        <RecordingConsent
          texts={call.recording}
          name={view.remoteName}
          media={recording.media}
          pending={recordingWord === 'pending'}
          failed={recordingWord === 'failed'}
          onAnswer={(consented) =>
            void page.answerRecording({
              consented,
              textVersion: CONSENT_TEXT_VERSION,
              locale: texts.locale,
            })
          }
        />
      )}
      <CallStage
        key={view.meeting}
        texts={{ ...call, hangUp: texts.leave }}
        title={call.callWith(view.remoteName)}
        remoteName={view.remoteName}
        remoteLabel={texts.videoOf(view.remoteName)}
        call={session.call}
        localStream={page.outgoing.stream}
        tools={tools}
        startedAt={startedAt}
        connectingText={texts.connecting(view.remoteName)}
        aside={
          <ChatAside
            tools={tools}
            texts={call.chat}
            remoteName={view.remoteName}
            onClose={() => tools.chat.show(false)}
          />
        }
        onHangUp={() => page.leave()}
      />
    </div>
  );
}
