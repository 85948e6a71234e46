import type { MadeRoom, RoomId } from '@peerdesk/protocol';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
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
    expect(item.getByRole('link', { name: 'Enter' }).getAttribute('href')).toBe(contract.url);
    await person.click(item.getByRole('button', { name: 'Show link' }));
    expect((await linkField()).value).toBe(contract.url);
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
