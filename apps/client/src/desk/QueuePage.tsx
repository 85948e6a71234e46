import { Switch } from '@mantine/core';
import { clockOf, useNow } from '@peerdesk/ui';
import { useId } from 'react';
import { useStore } from 'zustand';
import { useConsole, useTexts } from '../console-context.tsx';
import { UnsentRecordings } from '../recording/UnsentRecordings.tsx';
import type { Me } from '../server-api.ts';
import { Notice } from '../shell/Notice.tsx';
import { PageHeading } from '../shell/PageHeading.tsx';
import { AcceptNext } from './AcceptNext.tsx';
import { AlarmChoice } from './AlarmChoice.tsx';
import { Colleagues } from './Colleagues.tsx';
import type { Desk } from './desk.ts';
import { longestWaitSince } from './desk-rules.ts';
import { OwnPicture } from './OwnPicture.tsx';
import { QueueList } from './QueueList.tsx';
import { useInRoom } from './use-in-room.ts';

export interface QueuePageProps {
  readonly desk: Desk;
  readonly me: Me;
}

/** Who waits, and the one press that helps the next of them. */
export function QueuePage({ desk, me }: QueuePageProps) {
  const texts = useTexts();
  return (
    <>
      <div className="page-head">
        <div className="page-title">
          <PageHeading>{texts.queue.title}</PageHeading>
          <Count desk={desk} />
        </div>
        <Availability desk={desk} />
      </div>
      <BackInQueue desk={desk} />
      <Refusal desk={desk} />
      <UnsentRecordings desk={desk} />
      <div className="queue-layout">
        <QueueList desk={desk} />
        <div className="queue-side">
          <AcceptNext desk={desk} />
          <OwnPicture desk={desk} name={me.consultant.name} />
          <AlarmChoice />
          <Colleagues desk={desk} me={me} />
        </div>
      </div>
    </>
  );
}

function Count({ desk }: { readonly desk: Desk }) {
  const { queue } = useTexts();
  const now = useNow();
  const waiting = useStore(desk.session.store, (state) => state.desk?.waitingCount ?? 0);
  const since = useStore(desk.session.store, (state) => longestWaitSince(state.desk));
  const offsetMs = useStore(desk.session.store, (state) => state.clockOffsetMs);
  const longest = since === null ? null : queue.longest(clockOf(now + offsetMs - since));
  return (
    <p className="quiet page-count">
      {queue.count(waiting)}
      {longest && ` · ${longest}`}
    </p>
  );
}

function Availability({ desk }: { readonly desk: Desk }) {
  const { setAvailable } = useConsole();
  const { queue } = useTexts();
  const id = useId();
  const available = useStore(desk.session.store, (state) => state.available);
  const asked = useStore(desk.store, ({ pending }) =>
    pending?.action === 'availability' ? pending.available : null,
  );
  const inRoom = useInRoom(desk);
  const shown = asked ?? available;
  const hint = inRoom ? queue.inRoomHint : queue.availableHint;
  return (
    <div className="availability">
      <Switch
        size="md"
        label={queue.available}
        aria-describedby={id}
        checked={shown}
        onChange={(event) => void setAvailable(event.currentTarget.checked)}
      />
      <p id={id} className="quiet small">
        {shown ? hint : queue.unavailableHint}
      </p>
    </div>
  );
}

/** The caller who was accepted could not be connected. */
function BackInQueue({ desk }: { readonly desk: Desk }) {
  const { call } = useTexts();
  const name = useStore(desk.session.store, ({ consultation }) =>
    consultation?.phase === 'waiting' ? consultation.remoteName : null,
  );
  if (name === null) return null;
  return (
    <Notice kind="alert">
      <strong>{call.backInQueueTitle}.</strong> {call.backInQueue(name)}
    </Notice>
  );
}

function Refusal({ desk }: { readonly desk: Desk }) {
  const { refusal: words } = useTexts();
  const refusal = useStore(desk.store, (state) => state.refusal);
  return refusal && <Notice kind="alert">{words[refusal]}</Notice>;
}
