import { Button, Modal, SegmentedControl } from '@mantine/core';
import type { ConsultationId, RecordingDetails, RecordingTrack } from '@peerdesk/protocol';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useConsole, useLocale, useTexts } from '../console-context.tsx';
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
  const { recording: texts } = useTexts();
  const { api } = useConsole();
  const [list] = useState(() => createRecordingList(api, props.consultation));
  const state = useStore(list.store);
  const awaited = isAwaited(state);
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
          />
        ))}
    </section>
  );
}

function OneRecording(props: {
  readonly list: RecordingList;
  readonly recording: RecordingDetails;
  readonly caller: string;
}) {
  const { list, recording, caller } = props;
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
      {consent?.consented && texts.state[state] && <output>{texts.state[state]}</output>}
      {track && (
        <>
          <SegmentedControl
            aria-label={texts.tracks}
            value={track.track}
            data={tracks.map((each) => ({ value: each.track, label: texts.track[each.track] }))}
            onChange={setChosen}
          />
          <Player key={track.url} track={track} />
          <div>
            <Button variant="subtle" color="red" onClick={() => setRemoving(true)}>
              {texts.remove}
            </Button>
          </div>
          <Modal
            opened={removing}
            onClose={() => setRemoving(false)}
            title={texts.removeTitle}
            centered
          >
            <p>{texts.removeLead}</p>
            <div className="recording-asked">
              <Button variant="default" data-autofocus onClick={() => setRemoving(false)}>
                {texts.keepIt}
              </Button>
              <Button color="red" onClick={() => void list.remove(id)}>
                {texts.remove}
              </Button>
            </div>
          </Modal>
        </>
      )}
    </article>
  );
}
