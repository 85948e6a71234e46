import { Button } from '@mantine/core';
import type { ConsultationId, RecordingPolicy, RoomId } from '@peerdesk/protocol';
import { Link, useLocation } from 'wouter';
import { useStore } from 'zustand';
import {
  useConsole,
  useHistoryList,
  useInbox,
  useRoomCalls,
  useRoomList,
  useTexts,
} from '../console-context.tsx';
import { HistoryPage } from '../history/HistoryPage.tsx';
import { PastPage } from '../history/PastPage.tsx';
import { MessagesPage } from '../messages/MessagesPage.tsx';
import { RoomCallPage } from '../rooms/RoomCallPage.tsx';
import { RoomDoor } from '../rooms/RoomDoor.tsx';
import { RoomsPage } from '../rooms/RoomsPage.tsx';
import { isOutside, type RoomCall } from '../rooms/room-call.ts';
import type { RoomCalls } from '../rooms/room-calls.ts';
import type { RoomList } from '../rooms/room-list.ts';
import type { Me } from '../server-api.ts';
import { SettingsPage } from '../settings/SettingsPage.tsx';
import { Notice } from '../shell/Notice.tsx';
import { PageHeading } from '../shell/PageHeading.tsx';
import { CallPage } from './CallPage.tsx';
import type { Desk } from './desk.ts';
import { ElsewherePage } from './ElsewherePage.tsx';
import { EndedPage } from './EndedPage.tsx';
import { QueuePage } from './QueuePage.tsx';
import { useShownPage } from './use-shown-page.ts';

export interface DeskAreaProps {
  readonly desk: Desk;
  readonly me: Me;
}

const PATHS: ReadonlySet<string> = new Set(['/', '/messages', '/rooms', '/history', '/settings']);

/**
 * The page at this address. A call stays mounted on every one of them: its sound must not stop. Its
 * screen is there before it, so that the first picture need not wait for it.
 */
export function DeskArea({ desk, me }: DeskAreaProps) {
  const texts = useTexts();
  const [location] = useLocation();
  const { store } = desk.session;
  const shown = useShownPage(desk);
  const page = shown === 'face' ? 'call' : shown;
  const refusal = useStore(store, (state) => state.refusal);
  const lost = useStore(store, (state) => state.link === 'down' && state.desk !== null);
  const waiting = useStore(store, (state) => state.desk?.waitingCount ?? 0);
  const callee = me.callees.find(({ slug }) => slug === desk.callee);
  const inbox = useInbox();
  const rooms = useRoomList();
  const roomCalls = useRoomCalls();
  const history = useHistoryList();
  const past = pastIn(location);
  const room = roomIn(location);
  const atHome = location === '/';
  const inCall = page === 'call' && atHome;
  const known = past !== null || room !== null || PATHS.has(location);

  if (refusal) return <Refused desk={desk} />;
  return (
    <>
      <output className="visually-hidden">{waiting > 0 && texts.queue.arrived(waiting)}</output>
      {/* A call does not need the server, and somebody who talks should not hear of it. */}
      <output className="banner">{lost && !inCall && texts.shell.linkDown}</output>
      {(page === 'call' || (page === 'queue' && atHome)) && (
        <CallPage
          desk={desk}
          begun={page === 'call'}
          hidden={!inCall}
          policy={callee?.recordings ?? 'never'}
        />
      )}
      {!atHome && page === 'call' && <InCall desk={desk} />}
      {roomCalls && <BackToRoom calls={roomCalls} at={room} />}
      {atHome && (shown === 'queue' || shown === 'face') && (
        <div className="queue-page" hidden={shown === 'face'}>
          <QueuePage desk={desk} me={me} />
        </div>
      )}
      {atHome && page === 'elsewhere' && <ElsewherePage desk={desk} />}
      {atHome && page === 'ended' && <EndedPage desk={desk} />}
      {location === '/messages' && inbox && <MessagesPage inbox={inbox} />}
      {roomCalls && rooms && (
        <InRooms
          calls={roomCalls}
          list={rooms}
          desk={desk}
          at={room}
          policy={callee?.recordings ?? 'never'}
        />
      )}
      {location === '/rooms' && rooms && <RoomsPage list={rooms} />}
      {location === '/history' && history && <HistoryPage desk={desk} list={history} />}
      {past !== null && <PastPage key={past} slug={desk.callee} id={past} />}
      {location === '/settings' && callee && <SettingsPage callee={callee} />}
      {!known && (
        <>
          <PageHeading>{texts.shell.notFound}</PageHeading>
          <Link href="/">{texts.shell.toQueue}</Link>
        </>
      )}
    </>
  );
}

/** The consultation whose page this is. */
function pastIn(location: string): ConsultationId | null {
  const id = /^\/history\/([^/]+)$/.exec(location)?.[1];
  // Whatever it is, the server knows it or does not.
  return id === undefined ? null : (decodeURIComponent(id) as ConsultationId);
}

/** The room whose address this is. */
function roomIn(location: string): RoomId | null {
  const id = /^\/rooms\/([^/]+)$/.exec(location)?.[1];
  return id === undefined ? null : (decodeURIComponent(id) as RoomId);
}

/** A room this window is in stays mounted on every page, as a call does. */
function InRooms(props: {
  readonly calls: RoomCalls;
  readonly list: RoomList;
  readonly desk: Desk;
  readonly at: RoomId | null;
  readonly policy: RecordingPolicy;
}) {
  const { calls, list, desk, at, policy } = props;
  const { call } = useStore(calls.store);
  const isHere = call !== null && call.room.id === at;
  return (
    <>
      {call && (
        <RoomCallPage calls={calls} call={call} desk={desk} hidden={!isHere} policy={policy} />
      )}
      {at !== null && !isHere && <RoomDoor key={at} id={at} list={list} calls={calls} />}
    </>
  );
}

/** On another page while in a room: the way back into it. */
function BackToRoom({ calls, at }: { readonly calls: RoomCalls; readonly at: RoomId | null }) {
  const { call } = useStore(calls.store);
  return call && call.room.id !== at && <WayBack call={call} />;
}

function WayBack({ call }: { readonly call: RoomCall }) {
  const { rooms } = useTexts();
  const isInside = useStore(call.store, ({ standing }) => !isOutside(standing));
  if (!isInside) return null;
  return (
    <Notice
      kind="status"
      actions={
        <Link className="pd-button" href={`/rooms/${call.room.id}`}>
          {rooms.toRoom}
        </Link>
      }
    >
      {rooms.inRoom(call.room.title || rooms.untitled)}
    </Notice>
  );
}

/** On another page during a call: the way back to it. */
function InCall({ desk }: { readonly desk: Desk }) {
  const { shell } = useTexts();
  const name = useStore(desk.session.store, (state) => state.consultation?.remoteName ?? '');
  return (
    <Notice
      kind="status"
      actions={
        <Link className="pd-button" href="/">
          {shell.toCall}
        </Link>
      }
    >
      {shell.inCall(name)}
    </Notice>
  );
}

/** The server refused this desk; nothing is retried by itself. */
function Refused({ desk }: { readonly desk: Desk }) {
  const { reload } = useConsole();
  const texts = useTexts();
  const refusal = useStore(desk.session.store, (state) => state.refusal);
  if (!refusal) return null;
  return (
    <div className="card narrow">
      <PageHeading>
        {refusal === 'protocol_version' ? texts.refused.versionTitle : texts.refused.title}
      </PageHeading>
      <Notice kind="alert">{texts.refusal[refusal]}</Notice>
      <Button onClick={reload}>{texts.refused.reload}</Button>
    </div>
  );
}
