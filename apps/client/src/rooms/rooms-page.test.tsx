import {
  type ConsultationId,
  type MadeRoom,
  NOT_RECORDED,
  type RecordingView,
  type RoomId,
} from '@peerdesk/protocol';
import type { RoomStanding } from '@peerdesk/session';
import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { consultationWith, waitingCaller } from '../testing/desk-stand-in.ts';
import { openConsole, problem } from '../testing/open-console.tsx';

const ROOMS = 'GET /api/v1/callees/acme-support/rooms';
const MAKE = 'POST /api/v1/callees/acme-support/rooms';

const plain: MadeRoom = {
  id: '1' as RoomId,
  url: 'https://help.example.com/r/a-key',
  title: '',
  opensAt: null,
  closesAt: null,
  once: false,
  knock: false,
  openness: 'open',
  inside: 0,
  createdAt: new Date(2026, 10, 21, 9, 30).getTime(),
  madeBy: 'Dana',
};
const contract: MadeRoom = {
  ...plain,
  id: '2' as RoomId,
  url: 'https://help.example.com/r/another-key',
  title: 'Contract',
  once: true,
  inside: 1,
};

async function openRooms(routes: Record<string, unknown>, locale: 'en' | 'ko' = 'en') {
  return openConsole({ path: '/rooms', routes: { [ROOMS]: { rooms: [] }, ...routes }, locale });
}

const withAnn = (recording: RecordingView): RoomStanding => ({
  phase: 'active',
  place: 'first',
  meeting: 1,
  generation: 1,
  remoteName: 'Ann',
  startedAt: Date.now(),
  at: Date.now(),
  ice: { iceServers: [], iceTransportPolicy: 'all' },
  consultation: { id: 'a-meeting' as ConsultationId, party: 'consultant', recording },
});

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

/** By the link in the list. */
const enter = async () => {
  const opened = await openRooms({ [ROOMS]: { rooms: [contract] } });
  await opened.person.click(await screen.findByRole('link', { name: 'Enter' }));
  await expect.poll(() => opened.room.opened).toHaveLength(1);
  return opened;
};

const linkField = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Room link' });

describe('rooms', () => {
  it('are a link in the menu, and say what they are for when there are none', async () => {
    const { person } = openConsole({ routes: { [ROOMS]: { rooms: [] } } });
    await person.click(await screen.findByRole('link', { name: 'Rooms' }));
    await screen.findByRole('heading', { name: 'Rooms' });
    await screen.findByRole('heading', { name: 'No rooms yet' });
  });

  it('are made by one press, which shows the link to copy', async () => {
    const { person, asked } = await openRooms({ [MAKE]: plain });
    await person.click(await screen.findByRole('button', { name: 'New room' }));
    expect((await linkField()).value).toBe(plain.url);
    expect(document.activeElement).toBe(await linkField());
    screen.getByRole('button', { name: 'Copy' });
    screen.getByRole('listitem', { name: 'Room without a title' });
    expect(asked.find(({ what }) => what === MAKE)?.body).toEqual({
      title: '',
      opensAt: null,
      closesAt: null,
      once: false,
      knock: false,
    });
  });

  it('have a title, a time, one use, and a door, if somebody wants that', async () => {
    const { person, asked } = await openRooms({ [MAKE]: contract });
    await person.type(await screen.findByRole('textbox', { name: /Title/ }), 'Contract');
    await person.click(screen.getByText('Options'));
    await person.type(screen.getByLabelText(/Opens/), '2026-11-21T09:30');
    await person.click(screen.getByRole('switch', { name: /For one conversation/ }));
    await person.click(screen.getByRole('switch', { name: /Knock first/ }));
    await person.click(screen.getByRole('button', { name: 'New room' }));
    await linkField();
    expect(asked.find(({ what }) => what === MAKE)?.body).toEqual({
      title: 'Contract',
      opensAt: new Date(2026, 10, 21, 9, 30).getTime(),
      closesAt: null,
      once: true,
      knock: true,
    });
  });

  it('that would close before they open are not made, and the field says why', async () => {
    const refusal = problem(422, 'invalid_fields', [
      { field: 'closesAt', message: 'must be after it opens' },
    ]);
    const { person } = await openRooms({ [MAKE]: refusal });
    await person.click(await screen.findByRole('button', { name: 'New room' }));
    await screen.findByText('It must close after it opens.');
    expect(screen.queryByRole('textbox', { name: 'Room link' })).toBeNull();
  });

  it('say who is inside, and show their link again', async () => {
    const { person } = await openRooms({ [ROOMS]: { rooms: [contract, plain] } });
    const item = within(await screen.findByRole('listitem', { name: 'Contract' }));
    item.getByText('One person is waiting');
    item.getByText(/For one conversation/);
    expect(item.getByRole('link', { name: 'Enter' }).getAttribute('href')).toBe('/rooms/2');
    await person.click(item.getByRole('button', { name: 'Show link' }));
    expect((await linkField()).value).toBe(contract.url);
  });

  it('are given another title', async () => {
    const path = 'PATCH /api/v1/callees/acme-support/rooms/2';
    const { person, asked } = await openRooms({
      [ROOMS]: { rooms: [contract] },
      [path]: { ...contract, title: 'Contract, signed' },
    });
    const item = within(await screen.findByRole('listitem', { name: 'Contract' }));
    await person.click(item.getByRole('button', { name: 'Rename' }));
    const field = item.getByRole('textbox', { name: 'New title' });
    expect(document.activeElement).toBe(field);
    await person.type(field, ', signed{Enter}');
    const renamed = await screen.findByRole('listitem', { name: 'Contract, signed' });
    expect(document.activeElement).toBe(renamed);
    expect(asked.find(({ what }) => what === path)?.body).toEqual({ title: 'Contract, signed' });
  });

  it('are revoked after a second thought', async () => {
    const revoke = 'PATCH /api/v1/callees/acme-support/rooms/2';
    const { person, asked } = await openRooms({
      [ROOMS]: { rooms: [contract] },
      [revoke]: { ...contract, openness: 'revoked', inside: 0 },
    });
    const item = within(await screen.findByRole('listitem', { name: 'Contract' }));
    await person.click(item.getByRole('button', { name: 'Revoke' }));
    await person.click(item.getByRole('button', { name: 'Keep' }));
    await person.click(item.getByRole('button', { name: 'Revoke' }));
    expect(asked.some(({ what }) => what === revoke)).toBe(false);
    await person.click(item.getByRole('button', { name: 'Revoke for ever' }));
    await item.findByText('Revoked');
    expect(item.queryByRole('button')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('listitem', { name: 'Contract' }));
    expect(asked.find(({ what }) => what === revoke)?.body).toEqual({ revoked: true });
  });

  it('speak Korean', async () => {
    await openRooms({ [ROOMS]: { rooms: [contract] } }, 'ko');
    await screen.findByRole('button', { name: '새 방 만들기' });
    screen.getByText('한 사람이 기다리는 중');
  });
});

describe('a room entered in the console', () => {
  it('knows who enters, and waits for the other one', async () => {
    const { room, history, person } = await enter();
    expect(history.at(-1)).toBe('/rooms/2');
    expect(room.opened).toMatchObject([{ room: 'another-key', name: 'Dana', as: 'consultant' }]);
    room.say({ phase: 'waiting' });
    await screen.findByText('Waiting for the other person');
    room.say({ phase: 'asked', generation: 1, remoteName: 'Ann' });
    await person.click(await screen.findByRole('button', { name: 'Let in' }));
    expect(room.pressed).toEqual(['admit']);
  });

  it('has notes and the recording of a call, and leaves them in the history', async () => {
    const { room, person } = await enter();
    room.say(withAnn(NOT_RECORDED));
    await screen.findByRole('region', { name: 'Call with Ann' });
    screen.getByLabelText("Ann's video");
    screen.getByRole('textbox', { name: 'Notes' });
    screen.getByText(/cannot record/i);

    await person.click(screen.getByRole('link', { name: 'Queue' }));
    screen.getByText('In the room: Contract');
    await person.click(screen.getByRole('link', { name: 'Back to the room' }));
    await person.click(screen.getByRole('button', { name: 'Leave' }));
    await screen.findByText(/You have left the room/);
    const link = screen.getByRole('link', { name: 'Open in the history' });
    expect(link.getAttribute('href')).toBe('/history/a-meeting');
    await person.click(screen.getByRole('link', { name: 'To the rooms' }));
    await screen.findByRole('list', { name: 'Rooms of this desk' });
  });

  it('is not left behind by a reload, and not entered during a consultation', async () => {
    const { room } = await enter();
    room.say({ phase: 'waiting' });
    const again = openConsole({ path: '/rooms/2', routes: { [ROOMS]: { rooms: [contract] } } });
    await expect.poll(() => again.room.opened).toHaveLength(1);
    expect(again.room.opened[0]?.place).toBe(room.opened[0]?.place);

    sessionStorage.clear();
    const busy = await openRooms({ [ROOMS]: { rooms: [plain] } });
    busy.desk.say({ consultation: consultationWith(waitingCaller('Bob', 1000)) });
    await busy.person.click(await screen.findByRole('link', { name: 'Enter' }));
    await screen.findByText('You are in a consultation already.');
    expect(busy.room.opened).toEqual([]);
  });
});
