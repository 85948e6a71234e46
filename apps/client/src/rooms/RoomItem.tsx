import { Button, TextInput } from '@mantine/core';
import type { MadeRoom } from '@peerdesk/protocol';
import { useId, useState } from 'react';
import { Link } from 'wouter';
import { useStore } from 'zustand';
import { wordsOf } from '../account/problem-words.ts';
import { useLocale, useRoomCalls, useTexts } from '../console-context.tsx';
import { whenOf } from '../when.ts';
import { knownRoom } from './known-room.ts';
import type { RoomList } from './room-list.ts';
import { isPast, stateOf } from './room-state.ts';

export interface RoomItemProps {
  readonly list: RoomList;
  readonly room: MadeRoom;
}

/** One room: what it is for, who is inside, and how to be rid of it. */
export function RoomItem({ list, room }: RoomItemProps) {
  const { rooms: words } = useTexts();
  const locale = useLocale();
  const titleId = useId();
  const state = stateOf(room);
  const { title, opensAt, closesAt, once, knock } = room;
  const terms = [
    opensAt !== null && words.opensAt(whenOf(opensAt, locale)),
    closesAt !== null && words.closesAt(whenOf(closesAt, locale)),
    once && words.onceShort,
    knock && words.knockShort,
    words.madeBy(room.madeBy, whenOf(room.createdAt, locale)),
  ].filter((term) => term !== false);

  return (
    <li className="room-item" tabIndex={-1} aria-labelledby={titleId}>
      <div className="room-words">
        <p className="queue-who">
          <strong id={titleId}>{title || words.untitled}</strong>
          <span className="room-state" data-state={state}>
            {words.state[state]}
          </span>
        </p>
        <p className="quiet small">{terms.join(' · ')}</p>
      </div>
      {!isPast(room) && <Actions list={list} room={room} titleId={titleId} />}
    </li>
  );
}

function Actions({ list, room, titleId }: RoomItemProps & { readonly titleId: string }) {
  const { rooms: words } = useTexts();
  const calls = useRoomCalls();
  const [asking, setAsking] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const revoking = useStore(list.store, (state) => state.revoking === room.id);

  const revoke = async (item: HTMLElement | null) => {
    await list.revoke(room.id);
    // The buttons are gone: the focus stays with the room.
    item?.focus({ preventScroll: true });
  };

  if (renaming) return <Rename list={list} room={room} onDone={() => setRenaming(false)} />;
  if (asking) {
    return (
      <div className="room-actions">
        <p className="small">{words.revokeSure}</p>
        <Button
          variant="default"
          aria-describedby={titleId}
          loading={revoking}
          onClick={(event) => void revoke(event.currentTarget.closest('li'))}
        >
          {words.revokeNow}
        </Button>
        <Button ref={focusOnce} variant="subtle" onClick={() => setAsking(false)}>
          {words.keep}
        </Button>
      </div>
    );
  }
  return (
    <div className="room-actions">
      <Button
        component={Link}
        href={`/rooms/${room.id}`}
        variant="light"
        aria-describedby={titleId}
        onClick={() => calls?.enter(knownRoom(room))}
      >
        {words.open}
      </Button>
      <Button variant="subtle" aria-describedby={titleId} onClick={() => list.show(room.id)}>
        {words.showLink}
      </Button>
      <Button variant="subtle" aria-describedby={titleId} onClick={() => setRenaming(true)}>
        {words.rename}
      </Button>
      <Button variant="subtle" aria-describedby={titleId} onClick={() => setAsking(true)}>
        {words.revoke}
      </Button>
    </div>
  );
}

function Rename({ list, room, onDone }: RoomItemProps & { readonly onDone: () => void }) {
  const texts = useTexts();
  const { rooms: words } = texts;
  const [title, setTitle] = useState(room.title);
  const [problem, setProblem] = useState<string | null>(null);

  const save = async (item: HTMLElement | null) => {
    const refused = await list.rename(room.id, title.trim());
    if (refused) return setProblem(wordsOf(refused, texts).whole);
    onDone();
    item?.focus({ preventScroll: true });
  };

  return (
    <form
      className="room-actions"
      onSubmit={(event) => {
        event.preventDefault();
        void save(event.currentTarget.closest('li'));
      }}
    >
      <TextInput
        ref={focusOnce}
        label={words.newTitle}
        value={title}
        maxLength={120}
        error={problem}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Button type="submit" variant="light">
        {words.save}
      </Button>
      <Button variant="subtle" onClick={onDone}>
        {words.keep}
      </Button>
    </form>
  );
}

// One function for all, so that React calls it only when the button comes and goes.
function focusOnce(control: HTMLElement | null) {
  control?.focus();
}
