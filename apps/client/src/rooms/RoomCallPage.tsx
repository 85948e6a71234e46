import { Button } from '@mantine/core';
import type { RecordingPolicy } from '@peerdesk/protocol';
import type { RoomStanding } from '@peerdesk/session';
import { CallStage, ChatAside, DiagnosticsOffer, Preview, TroubleNotice } from '@peerdesk/ui';
import { Link } from 'wouter';
import { useStore } from 'zustand';
import { useCallTexts, useMe, useTexts } from '../console-context.tsx';
import type { Desk } from '../desk/desk.ts';
import { NotesField } from '../notes/NotesField.tsx';
import { RecordingBar } from '../recording/RecordingBar.tsx';
import { RecordingSection } from '../recording/RecordingSection.tsx';
import { Notice } from '../shell/Notice.tsx';
import { PageHeading } from '../shell/PageHeading.tsx';
import { isOutside, type RoomCall } from './room-call.ts';
import type { RoomCalls } from './room-calls.ts';

export interface RoomCallPageProps {
  readonly calls: RoomCalls;
  readonly call: RoomCall;
  readonly desk: Desk;
  /** Another page is shown; the call goes on and is heard. */
  readonly hidden: boolean;
  readonly policy: RecordingPolicy;
}

type InMeeting = Extract<RoomStanding, { phase: 'connecting' | 'active' }>;

/** In a room, from entering it to what is left of it. */
export function RoomCallPage(props: RoomCallPageProps) {
  const { standing } = useStore(props.call.store);
  if (standing.phase === 'connecting' || standing.phase === 'active') {
    return <InCall {...props} standing={standing} />;
  }
  if (props.hidden) return null;
  return isOutside(standing) ? <Outside {...props} /> : <Alone {...props} />;
}

function InCall(props: RoomCallPageProps & { readonly standing: InMeeting }) {
  const { call, desk, hidden, policy, standing } = props;
  const texts = useTexts();
  const { rooms: words } = texts;
  const callTexts = useCallTexts();
  const { session, tools, recorder, busy, refusal, clockOffsetMs } = useStore(call.store);
  const recordings = useStore(desk.store, (state) => state.recordings);
  const { remoteName, startedAt, consultation } = standing;
  if (!session || !tools) return null;
  const mayRecord = policy !== 'never' || consultation?.recording.phase !== 'off';
  return (
    <div className="call" hidden={hidden}>
      {!hidden && <PageHeading hidden>{callTexts.callWith(remoteName)}</PageHeading>}
      <div className="call-stage">
        {consultation?.party === 'consultant' && mayRecord && (
          <RecordingBar
            actions={call}
            recording={consultation.recording}
            remoteName={remoteName}
            recordings={recordings}
            recorder={recorder}
            offsetMs={clockOffsetMs}
            met={standing.phase === 'active'}
            busy={busy}
            canShow
          />
        )}
        <CallStage
          key={standing.meeting}
          texts={{ ...callTexts, hangUp: words.leave }}
          title={callTexts.callWith(remoteName)}
          remoteName={remoteName}
          remoteLabel={words.videoOf(remoteName)}
          call={session.call}
          localStream={desk.outgoing.stream}
          tools={tools}
          startedAt={startedAt === null ? null : startedAt - clockOffsetMs}
          aside={
            <ChatAside
              tools={tools}
              texts={callTexts.chat}
              remoteName={remoteName}
              onClose={() => tools.chat.show(false)}
            />
          }
          onHangUp={() => call.leave()}
        />
      </div>
      <div className="call-side">
        <p className="call-waiting">{call.room.title || words.untitled}</p>
        {refusal && <Notice kind="alert">{texts.refusal[refusal]}</Notice>}
        <Trouble desk={desk} />
        {consultation && <NotesField id={consultation.id} rows={6} />}
      </div>
    </div>
  );
}

const isAlone = (standing: RoomStanding): standing is { phase: 'waiting' | 'knocking' } =>
  standing.phase === 'waiting' || standing.phase === 'knocking';

/** Inside, or about to be, and nobody else is. */
function Alone({ call, desk }: RoomCallPageProps) {
  const { rooms: words } = useTexts();
  const callTexts = useCallTexts();
  const { standing, gone } = useStore(call.store);
  const media = useStore(desk.media.store);
  const isVideo = media.phase === 'open' && media.media === 'video';
  const me = useMe();
  const asked = standing.phase === 'asked' ? standing : null;
  return (
    <div className="card narrow">
      <PageHeading>{call.room.title || words.untitled}</PageHeading>
      {asked ? (
        <>
          <p role="alert">{words.asked(asked.remoteName)}</p>
          <div className="buttons">
            <Button onClick={() => call.admit()}>{words.letIn}</Button>
            <Button variant="default" onClick={() => call.decline()}>
              {words.turnAway}
            </Button>
          </div>
        </>
      ) : (
        <>
          <output>{words.alone[isAlone(standing) ? standing.phase : 'entering']}</output>
          {gone && <p className="quiet">{words.gone(gone)}</p>}
        </>
      )}
      <Trouble desk={desk} />
      {isVideo && (
        <Preview
          outgoing={desk.outgoing}
          on
          label={callTexts.yourVideo}
          name={me?.consultant.name ?? ''}
        />
      )}
      <Button variant="default" onClick={() => call.leave()}>
        {words.leave}
      </Button>
    </div>
  );
}

/** It is over in this window: why, and what is left. */
function Outside({ calls, call }: RoomCallPageProps) {
  const texts = useTexts();
  const { rooms: words } = texts;
  const callTexts = useCallTexts();
  const { standing, last, lastCall } = useStore(call.store);
  return (
    <div className="card narrow">
      <PageHeading>{call.room.title || words.untitled}</PageHeading>
      {standing.phase === 'refused' ? (
        <Notice kind="alert">{texts.refusal[standing.code]}</Notice>
      ) : (
        <p>{words.outside[standing.phase === 'out' ? standing.reason : outsideOf(standing)]}</p>
      )}
      {last && (
        <>
          <NotesField id={last.id} rows={4} />
          {last.wasRecorded && (
            <RecordingSection key={last.id} consultation={last.id} caller={last.caller} />
          )}
          <Link href={`/history/${last.id}`}>{texts.afterCall.openInHistory}</Link>
        </>
      )}
      {lastCall && <DiagnosticsOffer texts={callTexts.diagnostics} diagnostics={lastCall} />}
      <div className="buttons">
        {standing.phase === 'moved' && (
          <Button onClick={() => call.takeBack()}>{texts.call.takeOver}</Button>
        )}
        {(standing.phase === 'left' || standing.phase === 'refused') && (
          <Button variant="default" onClick={() => calls.enter(call.room)}>
            {words.enter}
          </Button>
        )}
        <Button component={Link} href="/rooms" variant="default" onClick={() => calls.dismiss()}>
          {words.toRooms}
        </Button>
      </div>
    </div>
  );
}

const outsideOf = ({ phase }: RoomStanding): 'left' | 'moved' =>
  phase === 'moved' ? 'moved' : 'left';

function Trouble({ desk }: Pick<RoomCallPageProps, 'desk'>) {
  const callTexts = useCallTexts();
  const media = useStore(desk.media.store);
  const trouble = media.phase === 'open' || media.phase === 'trouble' ? media.trouble : null;
  if (!trouble) return null;
  return <TroubleNotice texts={callTexts} trouble={trouble} onRetry={() => desk.retryMedia()} />;
}
