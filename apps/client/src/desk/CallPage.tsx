import type { RecordingPolicy } from '@peerdesk/protocol';
import { CallStage, ChatAside, TroubleNotice } from '@peerdesk/ui';
import { UsersRound } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useStore } from 'zustand';
import { useCallTexts, useTexts } from '../console-context.tsx';
import { NotesField } from '../notes/NotesField.tsx';
import { RecordingBar } from '../recording/RecordingBar.tsx';
import { Notice } from '../shell/Notice.tsx';
import { PageHeading } from '../shell/PageHeading.tsx';
import { CallSide } from './CallSide.tsx';
import type { Desk } from './desk.ts';

export interface CallPageProps {
  readonly desk: Desk;
  /** Another page is shown; the call goes on and is heard. */
  readonly hidden: boolean;
  readonly policy: RecordingPolicy;
}

/** The caller fills the middle; beside it what is known of them, and how many wait. */
export function CallPage({ desk, hidden, policy }: CallPageProps) {
  const texts = useTexts();
  const callTexts = useCallTexts();
  const consultation = useStore(desk.session.store, (state) => state.consultation);
  const offsetMs = useStore(desk.session.store, (state) => state.clockOffsetMs);
  const waiting = useStore(desk.session.store, (state) => state.desk?.waitingCount ?? 0);
  const media = useStore(desk.media.store);
  const tools = useStore(desk.store, (state) => state.tools);
  const refusal = useStore(desk.store, (state) => state.refusal);
  const recordings = useStore(desk.store, (state) => state.recordings);
  const recordingBusy = useStore(desk.store, (state) => state.pending?.action === 'recording');
  const [calm, setCalm] = useState(false);
  const onCalm = useCallback(() => setCalm(true), []);
  if (!consultation || !('held' in consultation) || !tools) return null;
  const { remoteName, startedAt, recording } = consultation;
  const mayRecord = policy !== 'never' || recording.phase !== 'off';
  const trouble = media.phase === 'open' || media.phase === 'trouble' ? media.trouble : null;
  return (
    <div className="call" hidden={hidden}>
      {!hidden && <PageHeading hidden>{callTexts.callWith(remoteName)}</PageHeading>}
      <div className="call-stage">
        {mayRecord && (
          <RecordingBar
            actions={desk}
            recording={recording}
            remoteName={remoteName}
            recordings={recordings}
            recorder={recordings === 'impossible' ? null : (recordings?.recorder ?? null)}
            offsetMs={offsetMs}
            busy={recordingBusy}
            canShow={consultation.media === 'video'}
          />
        )}
        <CallStage
          texts={callTexts}
          title={callTexts.callWith(remoteName)}
          remoteName={remoteName}
          remoteLabel={callTexts.callerVideo}
          call={desk.session.call}
          onCalm={onCalm}
          localStream={desk.outgoing.stream}
          tools={tools}
          startedAt={startedAt === null ? null : startedAt - offsetMs}
          fullScreenAside={
            <ChatAside
              tools={tools}
              texts={callTexts.chat}
              remoteName={remoteName}
              onClose={() => tools.chat.show(false)}
            />
          }
          onHangUp={() => void desk.hangUp()}
        />
      </div>
      <div className="call-side">
        <p className="call-waiting">
          <UsersRound size={18} aria-hidden="true" /> {texts.call.waiting(waiting)}
        </p>
        {refusal && <Notice kind="alert">{texts.refusal[refusal]}</Notice>}
        {trouble && (
          <TroubleNotice texts={callTexts} trouble={trouble} onRetry={() => desk.retryMedia()} />
        )}
        {calm && (
          <>
            <CallSide desk={desk} tools={tools} consultation={consultation} hidden={hidden} />
            <NotesField id={consultation.id} rows={4} />
          </>
        )}
      </div>
    </div>
  );
}
