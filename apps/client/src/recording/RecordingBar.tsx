import { Button, Checkbox } from '@mantine/core';
import type { ConsultantView } from '@peerdesk/protocol';
import { LevelMeter, RecordingStrip } from '@peerdesk/ui';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useCallTexts, useTexts } from '../console-context.tsx';
import type { Desk } from '../desk/desk.ts';
import { Notice } from '../shell/Notice.tsx';
import type { Recorder } from './recorder.ts';
import type { Sender } from './sender.ts';

export interface RecordingBarProps {
  readonly desk: Desk;
  readonly consultation: Extract<ConsultantView, { readonly held: string }>;
}

/** Above the call: whether it is recorded, and everything to do about it. */
export function RecordingBar({ desk, consultation }: RecordingBarProps) {
  const { recording: texts } = useTexts();
  const callTexts = useCallTexts();
  const { recording, remoteName } = consultation;
  const recordings = useStore(desk.store, (state) => state.recordings);
  const offsetMs = useStore(desk.session.store, (state) => state.clockOffsetMs);
  const busy = useStore(desk.store, (state) => state.pending?.action === 'recording');

  return (
    <section className="recording-bar" aria-label={texts.title}>
      <RecordingStrip texts={callTexts.recording} recording={recording} offsetMs={offsetMs}>
        {recordings !== null && recordings !== 'impossible' && (
          <Levels recorder={recordings.recorder} caller={remoteName} />
        )}
        {recording.phase === 'on' && (
          <Button variant="default" loading={busy} onClick={() => void desk.pauseRecording()}>
            {texts.pause}
          </Button>
        )}
        {recording.phase === 'paused' && (
          <Button variant="default" loading={busy} onClick={() => void desk.resumeRecording()}>
            {texts.resume}
          </Button>
        )}
        <Button variant="default" loading={busy} onClick={() => void desk.stopRecording()}>
          {callTexts.recording.stop}
        </Button>
      </RecordingStrip>
      {recording.phase === 'asked' && (
        <div className="recording-asked">
          <output>{texts.asked(remoteName)}</output>
          <Button variant="default" loading={busy} onClick={() => void desk.stopRecording()}>
            {texts.cancel}
          </Button>
        </div>
      )}
      {recording.phase === 'off' && (
        <>
          <output>{recording.last && texts.ended[recording.last.end](remoteName)}</output>
          {recordings === 'impossible' ? (
            <p className="quiet">{texts.impossible}</p>
          ) : (
            <Start desk={desk} busy={busy} canShow={consultation.media === 'video'} />
          )}
        </>
      )}
      {recordings !== null && recordings !== 'impossible' && (
        <Troubles recorder={recordings.recorder} sender={recordings.sender} />
      )}
    </section>
  );
}

function Start(props: { readonly desk: Desk; readonly busy: boolean; readonly canShow: boolean }) {
  const { desk, busy, canShow } = props;
  const { recording: texts } = useTexts();
  const [pictures, setPictures] = useState(false);
  return (
    <div className="recording-start">
      <Button
        variant="default"
        loading={busy}
        onClick={() => void desk.requestRecording(pictures && canShow ? 'picture' : 'voice')}
      >
        {texts.start}
      </Button>
      {canShow && (
        <Checkbox
          label={texts.withPictures}
          checked={pictures}
          onChange={(event) => setPictures(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}

/** The proof that both are heard by the recorder. */
function Levels({ recorder, caller }: { readonly recorder: Recorder; readonly caller: string }) {
  const { recording: texts } = useTexts();
  const state = useStore(recorder.store);
  if (state.phase !== 'recording') return null;
  const { streams } = state.sound;
  return (
    <span className="recording-levels">
      <span aria-hidden="true">{caller}</span>
      <LevelMeter label={texts.level(caller)} stream={streams.caller} />
      <span aria-hidden="true">{texts.you}</span>
      <LevelMeter label={texts.ownLevel} stream={streams.consultant} />
    </span>
  );
}

function Troubles({ recorder, sender }: { readonly recorder: Recorder; readonly sender: Sender }) {
  const { recording: texts } = useTexts();
  const state = useStore(recorder.store);
  const trouble = useStore(sender.store, (sending) => sending.trouble);
  return (
    <>
      {state.phase === 'trouble' && (
        <Notice kind="alert">{texts.recorderTrouble[state.code]}</Notice>
      )}
      {trouble && <Notice kind="alert">{texts.sendingTrouble[trouble]}</Notice>}
    </>
  );
}
