import { Button, Checkbox } from '@mantine/core';
import type { RecordingView } from '@peerdesk/protocol';
import { LevelMeter, RecordingStrip } from '@peerdesk/ui';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useCallTexts, useTexts } from '../console-context.tsx';
import { Notice } from '../shell/Notice.tsx';
import type { Recorder } from './recorder.ts';
import type { RecordingActions } from './recording-actions.ts';
import type { Recordings } from './recordings.ts';
import type { Sender } from './sender.ts';
import type { RecordedSound } from './sound.ts';

export interface RecordingBarProps {
  readonly actions: RecordingActions;
  readonly recording: RecordingView;
  readonly remoteName: string;
  /** Null until it is known whether this browser can record. */
  readonly recordings: Recordings | 'impossible' | null;
  /** Of this call. */
  readonly recorder: Recorder | null;
  /** Server clock minus this browser's clock, in milliseconds. */
  readonly offsetMs: number;
  /** The server knows that the two have met; before that it records nothing. */
  readonly met: boolean;
  /** A press is on its way to the server. */
  readonly busy: boolean;
  /** There is a picture to be recorded. */
  readonly canShow: boolean;
}

/** Above the call: whether it is recorded, and everything to do about it. */
export function RecordingBar(props: RecordingBarProps) {
  const { actions, recording, remoteName, recordings, recorder, offsetMs, met, busy, canShow } =
    props;
  const { recording: texts } = useTexts();
  const callTexts = useCallTexts();

  return (
    <section className="recording-bar" aria-label={texts.title}>
      <RecordingStrip texts={callTexts.recording} recording={recording} offsetMs={offsetMs}>
        {recorder && <Levels recorder={recorder} caller={remoteName} />}
        {recording.phase === 'on' && (
          <Button variant="default" loading={busy} onClick={() => void actions.pauseRecording()}>
            {texts.pause}
          </Button>
        )}
        {recording.phase === 'paused' && (
          <Button variant="default" loading={busy} onClick={() => void actions.resumeRecording()}>
            {texts.resume}
          </Button>
        )}
        <Button variant="default" loading={busy} onClick={() => void actions.stopRecording()}>
          {callTexts.recording.stop}
        </Button>
      </RecordingStrip>
      {recording.phase === 'asked' && (
        <div className="recording-asked">
          <output>{texts.asked(remoteName)}</output>
          <Button variant="default" loading={busy} onClick={() => void actions.stopRecording()}>
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
            <Start actions={actions} met={met} busy={busy} canShow={canShow} />
          )}
        </>
      )}
      {recorder && recordings !== null && recordings !== 'impossible' && (
        <Troubles recorder={recorder} sender={recordings.sender} />
      )}
    </section>
  );
}

function Start(props: {
  readonly actions: RecordingActions;
  readonly met: boolean;
  readonly busy: boolean;
  readonly canShow: boolean;
}) {
  const { actions, met, busy, canShow } = props;
  const { recording: texts } = useTexts();
  const [pictures, setPictures] = useState(false);
  return (
    <div className="recording-start">
      <Button
        variant="default"
        loading={busy}
        disabled={!met}
        onClick={() => void actions.requestRecording(pictures && canShow ? 'picture' : 'voice')}
      >
        {texts.start}
      </Button>
      {canShow && (
        <Checkbox
          radius={4}
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
      {state.phase === 'recording' && <Silence sound={state.sound} />}
      {trouble && <Notice kind="alert">{texts.sendingTrouble[trouble]}</Notice>}
    </>
  );
}

function Silence({ sound }: { readonly sound: RecordedSound }) {
  const { recording: texts } = useTexts();
  const isSilent = useStore(sound.silent);
  return isSilent && <Notice kind="alert">{texts.silent}</Notice>;
}
