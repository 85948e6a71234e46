import {
  type ConsultationId,
  NOT_RECORDED,
  type PlaceSecret,
  PROTOCOL_VERSION,
  type RoomKey,
  type RoomView,
} from '@peerdesk/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RoomSession, RoomSessionOptions } from './contract.ts';
import { createRoomSession } from './room-session.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';

const room = 'a-rooms-key' as RoomKey;
const place = 'the-secret-of-anns-browser' as PlaceSecret;
const ice = { iceServers: [], iceTransportPolicy: 'all' } as const;
const waiting: RoomView = { phase: 'waiting' };
const withBob: RoomView = {
  phase: 'active',
  place: 'first',
  meeting: 3,
  generation: 3,
  remoteName: 'Bob',
  startedAt: 1,
  at: 2,
  ice,
  consultation: null,
};

let server: ScriptedServer;
let session: RoomSession;

beforeEach(async () => {
  server = await startScriptedServer('/room');
  server.on('enterRoom', () => ({ entered: 'created', room: waiting }));
});

afterEach(async () => {
  session.close();
  await server.stop();
});

async function enter(
  until: RoomView = waiting,
  parts: Pick<RoomSessionOptions, 'createPeer'> = {},
): Promise<void> {
  session = createRoomSession({
    server: server.url,
    room,
    name: 'Ann',
    place,
    localStream: () => null,
    ...parts,
  });
  await vi.waitFor(() => expect(standing()).toEqual(until), inTime);
}

const standing = () => session.store.getState().standing;
const heard = (name: string) =>
  server.heard.filter((command) => command.name === name).map(({ request }) => request);
const tell = (view: RoomView) => server.sockets()[0]?.emit('roomChanged', view);
const inTime = { timeout: 10_000 };

describe('Ann enters a room', () => {
  it('by its key, with her name and the secret of her browser', async () => {
    await enter();
    expect(server.handshakes).toEqual([{ room, protocolVersion: PROTOCOL_VERSION }]);
    expect(heard('enterRoom')).toEqual([{ name: 'Ann', place }]);
  });

  it('and makes the offers when she was there first, else answers', async () => {
    await enter();
    expect(session.call.role).toBe('answerer');
    tell(withBob);
    await vi.waitFor(() => expect(session.call.store.getState().phase).toBe('connecting'), inTime);
    expect(session.call.role).toBe('initiator');
  });

  it('and comes back to it by herself, saying which generation she holds', async () => {
    server.on('enterRoom', () => ({ entered: 'joined', room: withBob }));
    await enter(withBob);
    await server.stop();
    await vi.waitFor(() => expect(session.store.getState().link).toBe('down'), inTime);
    await server.start();
    await vi.waitFor(() => expect(session.store.getState().link).toBe('up'), inTime);
    expect(heard('enterRoom').at(-1)).toEqual({ name: 'Ann', place, holding: 3 });
  });

  it('or is told why she may not, and does not ask again', async () => {
    server.on('enterRoom', () => 'room_full');
    session = createRoomSession({
      server: server.url,
      room,
      name: 'Ann',
      place,
      localStream: () => null,
    });
    const refused = { phase: 'refused', code: 'room_full' };
    await vi.waitFor(() => expect(standing()).toEqual(refused), inTime);
    await vi.waitFor(() => expect(server.sockets()).toEqual([]), inTime);
  });
});

describe('Ann in a room', () => {
  it('lets in who knocks', async () => {
    await enter();
    tell({ phase: 'asked', generation: 4, remoteName: 'Bob' });
    await vi.waitFor(() => expect(standing().phase).toBe('asked'), inTime);
    session.admit();
    await vi.waitFor(() => expect(heard('admit')).toEqual([{ generation: 4 }]), inTime);
  });

  it('asks for the next generation when there is no path, and says why there is none', async () => {
    await enter(waiting, {
      createPeer: ({ onHopeless }) => {
        setTimeout(onHopeless);
        return {
          connection: null,
          signal() {},
          send: () => false,
          write() {},
          trouble: () => ({ code: 'turn_refused' }),
          destroy() {},
        };
      },
    });
    tell(withBob);
    const asked = { generation: 3, trouble: { code: 'turn_refused' } };
    await vi.waitFor(() => expect(heard('renew')).toContainEqual(asked), inTime);
  });

  it('asks about the recording of this very meeting, and of none that is not kept', async () => {
    await enter();
    tell(withBob);
    await vi.waitFor(() => expect(standing()).toEqual(withBob), inTime);
    expect(await session.requestRecording('voice')).toBe('not_in_call');
    const consultation = '019353a0-0000-7000-8000-000000000001' as ConsultationId;
    tell({
      ...withBob,
      consultation: { id: consultation, party: 'consultant', recording: NOT_RECORDED },
    });
    await vi.waitFor(() => expect(standing()).not.toEqual(withBob), inTime);
    expect(await session.requestRecording('voice')).toBeNull();
    expect(heard('requestRecording')).toEqual([{ media: 'voice', consultation }]);
    server.on('stopRecording', () => 'not_recording');
    expect(await session.stopRecording()).toBe('not_recording');
  });

  it('waits again, ready for another, when the other one leaves', async () => {
    await enter();
    tell(withBob);
    await vi.waitFor(() => expect(session.call.store.getState().phase).toBe('connecting'), inTime);
    tell(waiting);
    await vi.waitFor(() => expect(standing()).toEqual(waiting), inTime);
    expect(session.call.store.getState()).toEqual({ phase: 'idle' });
  });

  it('does not fight for the place with her other tab', async () => {
    await enter();
    const socket = server.sockets()[0];
    socket?.emit('moved');
    socket?.disconnect(true);
    await vi.waitFor(() => expect(standing()).toEqual({ phase: 'moved' }), inTime);
    expect(session.call.store.getState().phase).toBe('ended');

    session.takeBack();
    await vi.waitFor(() => expect(standing()).toEqual(waiting), inTime);
    expect(heard('enterRoom')).toEqual([
      { name: 'Ann', place },
      { name: 'Ann', place },
    ]);
  });

  it('leaves at once, and the server learns of it, even when it was away', async () => {
    await enter();
    await server.stop();
    session.leave();
    expect(standing()).toEqual({ phase: 'left' });
    session.close();
    await server.start();
    await vi.waitFor(() => expect(heard('leaveRoom')).toHaveLength(1), inTime);
    await vi.waitFor(() => expect(server.sockets()).toEqual([]), inTime);
    expect(standing()).toEqual({ phase: 'left' });
  });

  it('is put out when the room is revoked', async () => {
    await enter();
    const out: RoomView = { phase: 'out', reason: 'revoked' };
    tell(out);
    await vi.waitFor(() => expect(standing()).toEqual(out), inTime);
    await vi.waitFor(() => expect(server.sockets()).toEqual([]), inTime);
  });
});
