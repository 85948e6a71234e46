import { Button } from '@mantine/core';
import { clockOf, DiagnosticsOffer } from '@peerdesk/ui';
import { Link } from 'wouter';
import { useStore } from 'zustand';
import { useCallTexts, useTexts } from '../console-context.tsx';
import { NotesField } from '../notes/NotesField.tsx';
import { OutcomeTags } from '../outcome/OutcomeTags.tsx';
import { RecordingSection } from '../recording/RecordingSection.tsx';
import { Notice } from '../shell/Notice.tsx';
import { PageHeading } from '../shell/PageHeading.tsx';
import { AcceptNext } from './AcceptNext.tsx';
import type { Desk } from './desk.ts';
import { nextOf, wasLost } from './desk-rules.ts';

/** After a consultation: how it went, and the next one a press away. */
export function EndedPage({ desk }: { readonly desk: Desk }) {
  const texts = useTexts();
  const callTexts = useCallTexts();
  const lastCall = useStore(desk.store, (state) => state.lastCall);
  const { ended } = texts;
  const consultation = useStore(desk.session.store, (state) => state.consultation);
  const someoneWaits = useStore(desk.session.store, (state) => nextOf(state.desk) !== null);
  const waiting = useStore(desk.session.store, (state) => state.desk?.waitingCount ?? 0);
  const refusal = useStore(desk.store, (state) => state.refusal);
  if (consultation?.phase !== 'ended') return null;
  const { id, reason, remoteName, lastedMs, recording } = consultation;
  const wasRecorded = recording.phase === 'off' && recording.last !== null;
  return (
    <div className="card narrow">
      <PageHeading>{ended.title}</PageHeading>
      <p>
        {reason === 'failed' && wasLost(consultation)
          ? ended.pathLost(remoteName)
          : ended.reason[reason](remoteName)}
      </p>
      {wasLost(consultation) && <p>{ended.mayCallBack(remoteName)}</p>}
      {lastedMs > 0 && <p className="quiet">{ended.lasted(clockOf(lastedMs))}</p>}
      {refusal && <Notice kind="alert">{texts.refusal[refusal]}</Notice>}
      <NotesField id={id} rows={4} />
      <OutcomeTags key={`outcome of ${id}`} slug={desk.callee} id={id} />
      {lastCall && <DiagnosticsOffer texts={callTexts.diagnostics} diagnostics={lastCall} />}
      <p className="call-waiting">{texts.call.waiting(waiting)}</p>
      {someoneWaits && <AcceptNext desk={desk} />}
      {wasRecorded && (
        <RecordingSection key={`recordings of ${id}`} consultation={id} caller={remoteName} />
      )}
      <Link href={`/history/${id}`}>{texts.afterCall.openInHistory}</Link>
      <Button variant={someoneWaits ? 'default' : 'filled'} onClick={() => desk.dismiss()}>
        {ended.back}
      </Button>
    </div>
  );
}
