import type { CallTools } from '@peerdesk/call';
import type { RecordingPolicy } from '@peerdesk/protocol';
import { CallStage, ChatAside, TroubleNotice } from '@peerdesk/ui';
import { UsersRound } from 'lucide-react';
import { useStore } from 'zustand';
import { useCallTexts, useTexts } from '../console-context.tsx';
import { NotesField } from '../notes/NotesField.tsx';
import { RecordingBar } from '../recording/RecordingBar.tsx';
import { Notice } from '../shell/Notice.tsx';
import { PageHeading } from '../shell/PageHeading.tsx';
import { CallSide, type CallSideProps } from './CallSide.tsx';
import type { Desk } from './desk.ts';

export interface CallPageProps {
  readonly desk: Desk;
  /** False until there is a call to be seen: the page is drawn as far as it can be. */
  readonly begun: boolean;
  /** Another page is shown; the call goes on and is heard. */
  readonly hidden: boolean;
  readonly policy: RecordingPolicy;
}

/** The caller fills the middle; beside it what is known of them, and how many wait. */
export function CallPage({ desk, begun, hidden, policy }: CallPageProps) {
  const callTexts = useCallTexts();
  const view = useStore(desk.session.store, ({ consultation }) => (begun ? consultation : null));
  const offsetMs = useStore(desk.session.store, (state) => state.clockOffsetMs);
  const whole = useStore(desk.session.call.opening, (opening) => opening === 'whole');
  const tools = useStore(desk.store, (state) => (begun && whole ? state.tools : null));
  const consultation = view && 'held' in view ? view : null;
  const remoteName = consultation?.remoteName ?? '';
  const startedAt = consultation?.startedAt ?? null;
  return (
    <div className="call" hidden={hidden}>
      {!hidden && <PageHeading hidden>{callTexts.callWith(remoteName)}</PageHeading>}
      <div className="call-stage">
        {consultation && <Bar desk={desk} consultation={consultation} policy={policy} />}
        <CallStage
          texts={callTexts}
          title={callTexts.callWith(remoteName)}
          remoteName={remoteName}
          remoteLabel={callTexts.callerVideo}
          call={desk.session.call}
          localStream={desk.outgoing.stream}
          tools={tools}
          startedAt={startedAt === null ? null : startedAt - offsetMs}
          fullScreenAside={
            tools && (
              <ChatAside
                tools={tools}
                texts={callTexts.chat}
                remoteName={remoteName}
                onClose={() => tools.chat.show(false)}
              />
            )
          }
          onHangUp={() => void desk.hangUp()}
        />
      </div>
      <div className="call-side">
        <StillWaiting desk={desk} known={whole} />
        {consultation && tools && (
          <Side desk={desk} consultation={consultation} tools={tools} hidden={hidden} />
        )}
      </div>
    </div>
  );
}

type Consultation = CallSideProps['consultation'];

function Bar(props: {
  readonly desk: Desk;
  readonly consultation: Consultation;
  readonly policy: RecordingPolicy;
}) {
  const { desk, consultation, policy } = props;
  const { recording } = consultation;
  const offsetMs = useStore(desk.session.store, (state) => state.clockOffsetMs);
  const recordings = useStore(desk.store, (state) => state.recordings);
  const busy = useStore(desk.store, (state) => state.pending?.action === 'recording');
  if (policy === 'never' && recording.phase === 'off') return null;
  return (
    <RecordingBar
      actions={desk}
      recording={recording}
      remoteName={consultation.remoteName}
      recordings={recordings}
      recorder={recordings === 'impossible' ? null : (recordings?.recorder ?? null)}
      offsetMs={offsetMs}
      met={consultation.phase === 'active'}
      busy={busy}
      canShow={consultation.media === 'video'}
    />
  );
}

/** @param known false in the first moment, in which the desk is not followed */
function StillWaiting({ desk, known }: { readonly desk: Desk; readonly known: boolean }) {
  const { call } = useTexts();
  const waiting = useStore(desk.session.store, (state) => state.desk?.waitingCount ?? 0);
  return (
    <p className="call-waiting">
      <UsersRound size={18} aria-hidden="true" /> {known && call.waiting(waiting)}
    </p>
  );
}

function Side({ desk, tools, consultation, hidden }: CallSideProps & { tools: CallTools }) {
  const texts = useTexts();
  const callTexts = useCallTexts();
  const media = useStore(desk.media.store);
  const refusal = useStore(desk.store, (state) => state.refusal);
  const trouble = media.phase === 'open' || media.phase === 'trouble' ? media.trouble : null;
  return (
    <>
      {refusal && <Notice kind="alert">{texts.refusal[refusal]}</Notice>}
      {trouble && (
        <TroubleNotice texts={callTexts} trouble={trouble} onRetry={() => desk.retryMedia()} />
      )}
      <CallSide desk={desk} tools={tools} consultation={consultation} hidden={hidden} />
      <NotesField id={consultation.id} rows={4} />
    </>
  );
}
