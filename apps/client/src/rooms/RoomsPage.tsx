import { TextInput } from '@mantine/core';
import type { MadeRoom } from '@peerdesk/protocol';
import { DoorOpen } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { wordsOf } from '../account/problem-words.ts';
import { useTexts } from '../console-context.tsx';
import { CopyButton } from '../settings/CopyButton.tsx';
import { Notice } from '../shell/Notice.tsx';
import { PageHeading } from '../shell/PageHeading.tsx';
import { NewRoomForm } from './NewRoomForm.tsx';
import { RoomItem } from './RoomItem.tsx';
import type { RoomList } from './room-list.ts';

/** Private links for two. */
export function RoomsPage({ list }: { readonly list: RoomList }) {
  const texts = useTexts();
  const { rooms: words } = texts;
  const { rooms, shown, problem } = useStore(list.store);
  const room = rooms?.find(({ id }) => id === shown);

  useEffect(() => list.watch(), [list]);

  return (
    <>
      <div className="page-head">
        <PageHeading>{words.title}</PageHeading>
      </div>
      <div className="rooms">
        <section className="card" aria-label={words.make}>
          <p>{words.lead}</p>
          <NewRoomForm list={list} />
          {room && <LinkOf key={room.id} room={room} />}
        </section>
        {problem && <Notice kind="alert">{wordsOf(problem, texts).whole}</Notice>}
        <Rooms list={list} />
      </div>
    </>
  );
}

function LinkOf({ room }: { readonly room: MadeRoom }) {
  const { rooms: words } = useTexts();
  return (
    <>
      <TextInput
        ref={focusOnce}
        label={words.link}
        description={room.title ? `${room.title}. ${words.linkHint}` : words.linkHint}
        readOnly
        value={room.url}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton label={words.copy} words={room.url} />
    </>
  );
}

function Rooms({ list }: { readonly list: RoomList }) {
  const { rooms: words, shell } = useTexts();
  const { rooms, problem } = useStore(list.store);
  if (!rooms) return problem ? null : <p className="quiet">{shell.loading}</p>;
  if (rooms.length === 0) {
    return (
      <div className="empty">
        <DoorOpen size={32} aria-hidden="true" />
        <h2>{words.emptyTitle}</h2>
        <p>{words.emptyLead}</p>
      </div>
    );
  }
  return (
    <ul className="room-list" aria-label={words.list}>
      {rooms.map((room) => (
        <RoomItem key={room.id} list={list} room={room} />
      ))}
    </ul>
  );
}

// One function for all, so that React calls it only when the field comes and goes.
function focusOnce(field: HTMLInputElement | null) {
  field?.focus();
}
