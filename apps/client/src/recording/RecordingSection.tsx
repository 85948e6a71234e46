import { Button } from '@mantine/core';
import type { ConsultationId, RecordingDetails, RecordingTrack } from '@peerdesk/protocol';
import { useEffect, useId, useState } from 'react';
import { useStore } from 'zustand';
import { wordsOf } from '../account/problem-words.ts';
import { useConsole, useLocale, useTexts } from '../console-context.tsx';
import { AlertDialog } from '../shell/AlertDialog.tsx';
import { Notice } from '../shell/Notice.tsx';
import { whenOf } from '../when.ts';
import { Player } from './Player.tsx';
import { createRecordingList, isAwaited, type RecordingList } from './recording-list.ts';

/** How often a file that is being made is asked for. */
const AWAITED_MS = 2000;

/** What was recorded of a consultation. */
export function RecordingSection(props: {
  readonly consultation: ConsultationId;
  /** The caller's name. */
  readonly caller: string;
}) {
  const all = useTexts();
  const { recording: texts } = all;
  const { api } = useConsole();
  const [list] = useState(() => createRecordingList(api, props.consultation));
  const state = useStore(list.store);
  const awaited = isAwaited(state);
  const problem = state.phase === 'there' ? state.problem : null;
  useEffect(() => void list.refresh(), [list]);
  useEffect(() => {
    if (!awaited) return undefined;
    const timer = setInterval(() => void list.refresh(), AWAITED_MS);
    return () => clearInterval(timer);
  }, [list, awaited]);

  return (
    <section className="card" aria-labelledby="recording-title">
      <h2 id="recording-title">{texts.title}</h2>
      {state.phase === 'loading' && <output>{texts.loading}</output>}
      {state.phase === 'failed' && (
        <Notice kind="alert">
          {texts.failed}{' '}
          <Button variant="default" onClick={() => void list.refresh()}>
            {texts.again}
          </Button>
        </Notice>
      )}
      {state.phase === 'there' && state.recordings.length === 0 && (
        <p className="quiet">{texts.none}</p>
      )}
      {state.phase === 'there' &&
        state.recordings.map((recording) => (
          <OneRecording
            key={recording.id}
            list={list}
            recording={recording}
            caller={props.caller}
            problem={
              problem?.of === recording.id ? (wordsOf(problem.why, all).whole ?? null) : null
            }
          />
        ))}
    </section>
  );
}

function OneRecording(props: {
  readonly list: RecordingList;
  readonly recording: RecordingDetails;
  readonly caller: string;
  /** Why the last press came to nothing. */
  readonly problem: string | null;
}) {
  const { list, recording, caller, problem } = props;
  const { recording: texts } = useTexts();
  const locale = useLocale();
  const [chosen, setChosen] = useState<RecordingTrack>('mixed');
  const [removing, setRemoving] = useState(false);
  const { consent, end, id, state, tracks, undecided } = recording;
  const track = tracks.find((each) => each.track === chosen) ?? tracks[0];

  return (
    <article className="recording">
      {consent?.consented && (
        <p className="small">
          {texts.consent(whenOf(consent.at, locale), consent.textVersion)}{' '}
          {consent.withdrawnAt !== null && texts.withdrawn(whenOf(consent.withdrawnAt, locale))}
        </p>
      )}
      {end === 'refused' && <p>{texts.ended.refused(caller)}</p>}
      {undecided && (
        <div className="recording-asked">
          <p>{texts.undecided(caller)}</p>
          <Button variant="default" onClick={() => void list.keep(id, true)}>
            {texts.keep}
          </Button>
          <Button variant="default" onClick={() => void list.keep(id, false)}>
            {texts.discard}
          </Button>
        </div>
      )}
      {problem && !removing && <Notice kind="alert">{problem}</Notice>}
      {consent?.consented && texts.state[state] && <output>{texts.state[state]}</output>}
      {track && (
        <>
          <Tracks tracks={tracks} chosen={track} onChoose={setChosen} />
          <Player key={track.url} track={track} />
          <div>
            <Button variant="default" size="sm" onClick={() => setRemoving(true)}>
              {texts.remove}
            </Button>
          </div>
          {removing && (
            <AlertDialog
              title={texts.removeTitle}
              lead={texts.removeLead}
              problem={problem}
              cancel={texts.keepIt}
              confirm={texts.remove}
              onClose={() => setRemoving(false)}
              onConfirm={() => list.remove(id)}
            />
          )}
        </>
      )}
    </article>
  );
}

/** Whose voice to hear. */
function Tracks(props: {
  readonly tracks: RecordingDetails['tracks'];
  readonly chosen: RecordingDetails['tracks'][number];
  readonly onChoose: (track: RecordingTrack) => void;
}) {
  const { recording: texts } = useTexts();
  const name = useId();
  return (
    <div className="tracks" role="radiogroup" aria-label={texts.tracks}>
      {props.tracks.map(({ track }) => (
        <label key={track}>
          <input
            type="radio"
            name={name}
            checked={track === props.chosen.track}
            onChange={() => props.onChoose(track)}
          />
          {texts.track[track]}
        </label>
      ))}
    </div>
  );
}
