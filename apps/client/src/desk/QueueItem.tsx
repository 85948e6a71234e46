import { Button } from '@mantine/core';
import type { WaitingCaller } from '@peerdesk/protocol';
import { clockOf, useNow } from '@peerdesk/ui';
import { Mic, PhoneCall, Video, WifiOff } from 'lucide-react';
import { useId } from 'react';
import { useStore } from 'zustand';
import { useTexts } from '../console-context.tsx';
import { acceptIn, type Desk } from './desk.ts';
import { SetupTags } from './SetupTags.tsx';
import { useInRoom } from './use-in-room.ts';
import { useLasting } from './use-lasting.ts';

export interface QueueItemProps {
  readonly desk: Desk;
  readonly caller: WaitingCaller;
  readonly position: number;
  readonly onDecline: () => void;
}

/** One caller: who, why, how long, and what to do about it. */
export function QueueItem({ desk, caller, position, onDecline }: QueueItemProps) {
  const { queue } = useTexts();
  const nameId = useId();
  const now = useNow();
  const offsetMs = useStore(desk.session.store, (state) => state.clockOffsetMs);
  const inRoom = useInRoom(desk);
  const accepting = useLasting(desk.store, acceptIn);
  const Kind = caller.media === 'video' ? Video : Mic;
  return (
    <li className="queue-item" data-present={caller.present}>
      <span className="queue-position">
        <span aria-hidden="true">{position}</span>
        <span className="visually-hidden">{queue.position(position)}</span>
      </span>
      <div className="queue-words">
        <p className="queue-who">
          <strong id={nameId}>{caller.name}</strong>
          <span className="tag">
            <Kind size={14} aria-hidden="true" /> {queue.media[caller.media]}
          </span>
          <span className="queue-time" title={queue.waited}>
            {clockOf(now + offsetMs - caller.joinedAt)}
          </span>
          {caller.calledBackFrom !== null && (
            <span className="tag" title={queue.calledBackHint}>
              <PhoneCall size={14} aria-hidden="true" /> {queue.calledBack}
            </span>
          )}
          {!caller.present && (
            <span className="tag tag-away" title={queue.awayHint}>
              <WifiOff size={14} aria-hidden="true" /> {queue.away}
            </span>
          )}
        </p>
        <p className="queue-reason">{caller.reason || queue.noReason}</p>
        {caller.setup && <SetupTags setup={caller.setup} wantsVideo={caller.media === 'video'} />}
      </div>
      <div className="queue-buttons">
        <Button
          variant="light"
          aria-describedby={nameId}
          loading={accepting?.consultation === caller.id}
          disabled={
            !caller.present ||
            inRoom ||
            (accepting !== null && accepting.consultation !== caller.id)
          }
          onClick={() => void desk.accept(caller.id)}
        >
          {queue.accept}
        </Button>
        <Button variant="subtle" aria-describedby={nameId} onClick={onDecline}>
          {queue.decline}
        </Button>
      </div>
    </li>
  );
}
