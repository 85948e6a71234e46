import { Button } from '@mantine/core';
import type { RoomId } from '@peerdesk/protocol';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { useStore } from 'zustand';
import { useTexts } from '../console-context.tsx';
import { Notice } from '../shell/Notice.tsx';
import { PageHeading } from '../shell/PageHeading.tsx';
import { knownRoom } from './known-room.ts';
import type { RoomCalls } from './room-calls.ts';
import type { RoomList } from './room-list.ts';
import { isPast } from './room-state.ts';

/** The address of a room that this window is not in. */
export function RoomDoor(props: {
  readonly id: RoomId;
  readonly list: RoomList;
  readonly calls: RoomCalls;
}) {
  const { id, list, calls } = props;
  const texts = useTexts();
  const { rooms: words } = texts;
  const { rooms } = useStore(list.store);
  const { refused } = useStore(calls.store);
  const room = rooms?.find((other) => other.id === id);
  useEffect(() => list.watch(), [list]);
  if (!rooms) return <p className="quiet">{texts.shell.loading}</p>;
  return (
    <div className="card narrow">
      <PageHeading>{room ? room.title || words.untitled : texts.shell.notFound}</PageHeading>
      {refused && <Notice kind="alert">{texts.refusal.already_consulting}</Notice>}
      {room && !isPast(room) && (
        <>
          <p>{words.doorHint}</p>
          <Button onClick={() => calls.enter(knownRoom(room))}>{words.enter}</Button>
        </>
      )}
      <Link href="/rooms">{words.toRooms}</Link>
    </div>
  );
}
