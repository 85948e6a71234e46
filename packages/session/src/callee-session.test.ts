import type { CallOptions } from '@peerdesk/call';
import {
  type CalleeSlug,
  type ConsultantView,
  type ConsultationId,
  type DeskView,
  NOT_RECORDED,
  type Signal,
} from '@peerdesk/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCalleeSession } from './callee-session.ts';
import type { CalleeSession } from './contract.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';

const callee = 'acme-support' as CalleeSlug;
const id = '0193a5c0-0000-7000-8000-000000000001' as ConsultationId;
const ice = { iceServers: [], iceTransportPolicy: 'all' } as const;

type CreatePeer = NonNullable<CallOptions['createPeer']>;
type InCall = Extract<ConsultantView, { phase: 'connecting' | 'active' }>;

const desk = (at = Date.now()): DeskView => ({
  callee: { slug: callee, name: 'Acme Support' },
  waiting: [],
  waitingCount: 0,
  helped: [],
  consultants: [],
  at,
});
const withAnn = (generation: number, held: InCall['held']): InCall => ({
  phase: 'active',
  id,
  callee,
  generation,
  remoteName: 'Ann',
  reason: 'Refund',
  media: 'video',
  locale: 'en',
  joinedAt: 1,
  calledBackFrom: null,
  startedAt: 2,
  present: true,
  held,
  recording: NOT_RECORDED,
  at: 3,
  ice,
});
const offer: Signal = { type: 'offer', sdp: 'v=0' };
const inTime = { timeout: 10_000 };

let server: ScriptedServer;
let session: CalleeSession;

const state = () => session.store.getState();
const callState = () => session.call.store.getState();
const heard = (name: string) =>
  server.heard.filter((command) => command.name === name).map(({ request }) => request);

/** Dana's desk, once it is open; with the consultation she finds there. */
async function openDesk(consultation: ConsultantView | null = null): Promise<void> {
  server.on('openDesk', () => ({ desk: desk(), available: true, consultation }));
  session = createCalleeSession({ callee, localStream: () => null, server: server.url });
  await vi.waitFor(() => expect(state().desk).not.toBeNull(), inTime);
}

beforeEach(async () => {
  server = await startScriptedServer('/callee');
  server.on('startConsulting', () => ({
    consultation: withAnn(1, 'here'),
    prepared: { generation: 1, signals: [offer] },
  }));
});

afterEach(async () => {
  session.close();
  await server.stop();
});

describe('Dana opens her desk', () => {
  it('and sees it, and that she is available', async () => {
    await openDesk();

    expect(state()).toMatchObject({
      link: 'up',
      available: true,
      consultation: null,
      refusal: null,
    });
    expect(heard('openDesk')).toEqual([{ callee, page: expect.any(String) }]);
  });

  it('and sees it change', async () => {
    await openDesk();

    server.sockets()[0]?.emit('deskChanged', { ...desk(), waitingCount: 4 });

    await vi.waitFor(() => expect(state().desk?.waitingCount).toBe(4), inTime);
  });

  it('and knows what the server’s clock says', async () => {
    await openDesk();
    expect(state().clockOffsetMs).toBe(0);

    server.sockets()[0]?.emit('deskChanged', desk(Date.now() + 3_600_000));

    await vi.waitFor(() => expect(state().clockOffsetMs).toBeGreaterThan(3_590_000), inTime);
  });

  it('and is told when she is signed out', async () => {
    await openDesk();
    server.refuse('not_signed_in');

    server.sockets()[0]?.disconnect(true);

    await vi.waitFor(() => expect(state().refusal).toBe('not_signed_in'), inTime);
  });
});

describe('Dana accepts Ann', () => {
  it('and the call begins here', async () => {
    await openDesk();

    expect(await session.startConsulting()).toBeNull();

    expect(heard('startConsulting')).toEqual([{ callee }]);
    expect(state().consultation).toMatchObject({ remoteName: 'Ann', held: 'here' });
    expect(callState()).toEqual({ phase: 'connecting', generation: 1 });
  });

  it('or learns why not', async () => {
    await openDesk();
    server.on('startConsulting', () => 'already_taken');

    expect(await session.startConsulting(id)).toBe('already_taken');
    expect(callState().phase).toBe('idle');
  });

  it('and asks for the next generation when the connection is lost', async () => {
    await openDesk();
    await session.startConsulting();

    // There is no WebRTC here, so this generation is lost by itself.
    await vi.waitFor(
      () => expect(heard('renew')).toEqual([{ consultation: id, generation: 1 }]),
      inTime,
    );
    server.sockets()[0]?.emit('consultationChanged', withAnn(2, 'here'));

    await vi.waitFor(() => expect(callState()).toMatchObject({ generation: 2 }), inTime);
  });

  it('and after a drop of the connection says that she still has the call', async () => {
    await openDesk();
    await session.startConsulting();
    server.on('openDesk', () => ({
      desk: desk(),
      available: true,
      consultation: withAnn(1, 'here'),
    }));

    server.sockets()[0]?.disconnect(true);

    await vi.waitFor(() => expect(heard('openDesk')).toHaveLength(2), inTime);
    const [first, second] = heard('openDesk') as { page: string }[];
    expect(second).toEqual({
      callee,
      page: first?.page,
      holding: { consultation: id, generation: 1 },
    });
    await vi.waitFor(() => expect(state().link).toBe('up'), inTime);
    expect(callState().phase).toBe('connecting');
  });

  it('and hangs up: over at once, then the server says why', async () => {
    await openDesk();
    await session.startConsulting();
    server.on('hangUp', () => ({ reason: 'completed' }));

    const hungUp = session.hangUp();

    expect(callState().phase).toBe('ended');
    expect(state().consultation).toMatchObject({ phase: 'ended', remoteName: 'Ann' });
    expect(await hungUp).toBeNull();
    expect(heard('hangUp')).toEqual([{ consultation: id }]);

    session.dismiss();
    expect(state().consultation).toBeNull();
    expect(callState().phase).toBe('idle');
  });

  it('and is not shown the end again when word of it comes after she has gone on', async () => {
    await openDesk();
    await session.startConsulting();
    await session.hangUp();
    session.dismiss();
    const seen: unknown[] = [];
    session.store.subscribe(({ consultation }) => seen.push(consultation));

    const ended = { phase: 'ended', id, remoteName: 'Ann', reason: 'completed', lastedMs: 1 };
    server.sockets()[0]?.emit('consultationChanged', ended);
    server.sockets()[0]?.emit('availableChanged', false);

    await vi.waitFor(() => expect(state().available).toBe(false), inTime);
    expect(seen.filter(Boolean)).toEqual([]);
  });

  it('and can take the next caller after the last one', async () => {
    await openDesk();
    await session.startConsulting();
    await session.hangUp();
    const bob = '0193a5c0-0000-7000-8000-000000000002' as ConsultationId;
    server.on('startConsulting', () => ({
      consultation: { ...withAnn(1, 'here'), id: bob, remoteName: 'Bob' },
      prepared: null,
    }));

    expect(await session.startConsulting()).toBeNull();

    expect(state().consultation).toMatchObject({ id: bob, remoteName: 'Bob' });
    expect(callState()).toEqual({ phase: 'connecting', generation: 1 });
  });

  it('and sees that Ann is back in the queue when they did not connect', async () => {
    await openDesk();
    await session.startConsulting();

    server.sockets()[0]?.emit('consultationChanged', { phase: 'waiting', id, remoteName: 'Ann' });

    await vi.waitFor(() => expect(state().consultation?.phase).toBe('waiting'), inTime);
    expect(callState().phase).toBe('ended');
  });
});

describe('Dana was given the offer of the next one beforehand', () => {
  const bob = '0193a5c0-0000-7000-8000-000000000002' as ConsultationId;
  const prepared = { type: 'offer', sdp: 'prepared' };

  /** Every peer that was made, and what it was told; it answers whatever it is told. */
  const peers: {
    alive: boolean;
    readonly told: Signal[];
    readonly shake: () => void;
    readonly connect: (remote: MediaStream) => void;
  }[] = [];
  const createPeer: CreatePeer = ({ onSignal, onShaken, onConnected, answerAfter }) => {
    const peer: (typeof peers)[number] = {
      alive: true,
      told: [],
      shake: onShaken,
      connect: onConnected,
    };
    peers.push(peer);
    return {
      connection: null,
      signal(signal) {
        peer.told.push(signal);
        const answer = () => peer.alive && onSignal({ type: 'answer', to: signal['sdp'] });
        void Promise.resolve(answerAfter).then(answer);
      },
      send: () => false,
      write() {},
      trouble: () => null,
      destroy() {
        peer.alive = false;
      },
    };
  };
  const alive = () => peers.filter((peer) => peer.alive).map(({ told }) => told);
  const answer = { consultation: id, generation: 4, signal: { type: 'answer', to: 'prepared' } };

  beforeEach(async () => {
    peers.length = 0;
    server.on('openDesk', () => ({ desk: desk(), available: true, consultation: null }));
    session = createCalleeSession({
      callee,
      localStream: () => null,
      server: server.url,
      createPeer,
    });
    await vi.waitFor(() => expect(state().desk).not.toBeNull(), inTime);
    const given = { consultation: id, generation: 4, signals: [prepared], ice };
    server.sockets()[0]?.emit('nextOffered', given);
    // What comes afterwards has come, so that has, too.
    server.sockets()[0]?.emit('deskChanged', { ...desk(), waitingCount: 1 });
    await vi.waitFor(() => expect(state().desk?.waitingCount).toBe(1), inTime);
  });

  it('and her answer follows the acceptance without waiting for the server', async () => {
    server.on('startConsulting', () => 'silence');

    void session.startConsulting();

    await vi.waitFor(() => expect(heard('signal')).toEqual([answer]), inTime);
    expect(server.heard.map(({ name }) => name)).toEqual(['openDesk', 'startConsulting', 'signal']);
  });

  it('and once the acceptance succeeds, the call is the one that was begun', async () => {
    server.on('startConsulting', () => ({
      consultation: { ...withAnn(4, 'here'), phase: 'connecting' },
      prepared: { generation: 4, signals: [prepared] },
    }));

    expect(await session.startConsulting(id)).toBeNull();

    expect(callState()).toEqual({ phase: 'connecting', generation: 4 });
    expect(alive()).toEqual([[prepared]]);
    await vi.waitFor(() => expect(heard('signal')).toEqual([answer]), inTime);
  });

  it('and nothing is said or shown of it until there is a picture, or none is to be expected', async () => {
    await session.startConsulting(id);
    const before = state().desk;
    server.sockets()[0]?.emit('deskChanged', { ...desk(), waitingCount: 0 });
    const pictures = [{ kind: 'video' }] as MediaStreamTrack[];
    peers.at(-1)?.connect({ getVideoTracks: () => pictures } as MediaStream);
    // What comes afterwards has come, so that has, too.
    server.sockets()[0]?.emit('availableChanged', false);
    await vi.waitFor(() => expect(state().available).toBe(false), inTime);
    expect(state().desk).toBe(before);
    expect(heard('connected')).toEqual([]);

    session.call.pictureShown();
    const seen = { consultation: id, generation: 4 };
    await vi.waitFor(() => expect(heard('connected')).toEqual([seen]), inTime);
    await vi.waitFor(() => expect(state().desk?.waitingCount).toBe(0), inTime);
  });

  it('and sees the desk at once where nobody was to be had', async () => {
    server.on('startConsulting', () => {
      server.sockets()[0]?.emit('deskChanged', { ...desk(), waitingCount: 0 });
      return 'queue_empty';
    });
    expect(await session.startConsulting(id)).toBe('queue_empty');
    expect(state().desk?.waitingCount).toBe(0);
  });

  it('and the call is not begun when another one was faster', async () => {
    server.on('startConsulting', () => 'already_taken');

    expect(await session.startConsulting()).toBe('already_taken');

    expect(callState().phase).toBe('idle');
    expect(alive()).toEqual([]);
  });

  it('and begins anew with whomever the acceptance brings instead', async () => {
    server.on('startConsulting', () => ({
      consultation: { ...withAnn(1, 'here'), id: bob, remoteName: 'Bob' },
      prepared: { generation: 1, signals: [offer] },
    }));

    expect(await session.startConsulting()).toBeNull();

    expect(callState()).toEqual({ phase: 'connecting', generation: 1 });
    expect(alive()).toEqual([[offer]]);
  });

  it('and begins anew with a newer offer of the same one', async () => {
    server.on('startConsulting', () => ({
      consultation: withAnn(5, 'here'),
      prepared: { generation: 5, signals: [offer] },
    }));

    expect(await session.startConsulting()).toBeNull();

    expect(callState()).toEqual({ phase: 'connecting', generation: 5 });
    expect(alive()).toEqual([[offer]]);
  });

  it('and begins anew with whom she chooses instead', async () => {
    server.on('startConsulting', () => ({
      consultation: { ...withAnn(1, 'here'), id: bob, remoteName: 'Bob' },
      prepared: { generation: 1, signals: [offer] },
    }));

    expect(await session.startConsulting(bob)).toBeNull();

    const bobs = { consultation: bob, generation: 1, signal: { type: 'answer', to: 'v=0' } };
    await vi.waitFor(() => expect(heard('signal')).toEqual([bobs]), inTime);
    expect(alive()).toEqual([[offer]]);
  });

  it('and has her answer ready before, but gives it to nobody', async () => {
    expect(alive()).toEqual([[prepared]]);
    expect(callState().phase).toBe('idle');

    const newer = { type: 'offer', sdp: 'newer' };
    const given = { consultation: id, generation: 5, signals: [newer], ice };
    server.sockets()[0]?.emit('nextOffered', given);
    await vi.waitFor(() => expect(alive()).toEqual([[newer]]), inTime);

    server.sockets()[0]?.emit('nextOffered', null);
    await vi.waitFor(() => expect(alive()).toEqual([]), inTime);
    expect(server.heard.map(({ name }) => name)).toEqual(['openDesk']);
  });

  it('and has it ready again once she has left the last consultation', async () => {
    await session.startConsulting(bob);
    await session.hangUp();
    const given = { consultation: id, generation: 4, signals: [prepared], ice };
    server.sockets()[0]?.emit('nextOffered', given);
    server.sockets()[0]?.emit('availableChanged', false);
    await vi.waitFor(() => expect(state().available).toBe(false), inTime);
    expect(alive()).toEqual([]);

    session.dismiss();

    expect(alive()).toEqual([[prepared]]);
  });

  it('and a connection to the server that is as dead as the path is made anew', async () => {
    await session.startConsulting(bob);
    server.on('connected', () => 'silence');

    peers.at(-1)?.shake();

    await vi.waitFor(() => expect(server.handshakes).toHaveLength(2), inTime);
    expect(heard('connected')).toEqual([{ consultation: id, generation: 1 }]);
  });

  it('and on a network that has changed the next generation is asked for at the first doubt', async () => {
    await session.startConsulting(bob);
    server.on('openDesk', () => ({
      desk: desk(),
      available: true,
      consultation: { ...withAnn(1, 'here'), id: bob },
    }));
    server.sockets()[0]?.disconnect(true);
    await vi.waitFor(() => expect(heard('openDesk')).toHaveLength(2), inTime);
    await vi.waitFor(() => expect(state().link).toBe('up'), inTime);
    const asked = heard('renew').length;

    peers.at(-1)?.shake();

    await vi.waitFor(() => expect(heard('renew').length).toBeGreaterThan(asked), inTime);
    expect(heard('connected')).toEqual([]);
  });

  it('and one that answers is left alone', async () => {
    await session.startConsulting(bob);
    peers.at(-1)?.shake();
    peers.at(-1)?.shake();
    await vi.waitFor(() => expect(heard('connected')).toHaveLength(1), inTime);
    // It is asked once at a time, so this says that it has answered.
    await vi.waitFor(() => {
      peers.at(-1)?.shake();
      expect(heard('connected').length).toBeGreaterThan(1);
    }, inTime);
    expect(server.handshakes).toHaveLength(1);
  });

  it('and it is gone with the connection that brought it', async () => {
    server.sockets()[0]?.disconnect(true);

    await vi.waitFor(() => expect(alive()).toEqual([]), inTime);
  });
});

describe('Dana has two windows', () => {
  it('and the one that was reloaded takes its call back by itself', async () => {
    server.on('takeOver', () => ({ consultation: withAnn(2, 'here') }));

    await openDesk(withAnn(1, 'nowhere'));

    await vi.waitFor(() => expect(callState()).toMatchObject({ generation: 2 }), inTime);
    expect(heard('takeOver')).toEqual([{ consultation: id }]);
  });

  it('and the one that was there before the call leaves it to the one that is reloaded', async () => {
    server.on('setAvailable', () => ({}));
    await openDesk();
    const socket = server.sockets()[0];

    socket?.emit('consultationChanged', withAnn(1, 'elsewhere'));
    socket?.emit('consultationChanged', withAnn(1, 'nowhere'));

    await vi.waitFor(() => expect(state().consultation).toMatchObject({ held: 'nowhere' }), inTime);
    // What was asked before this has been heard by now.
    await session.setAvailable(true);
    expect(heard('takeOver')).toEqual([]);
  });

  it('and the other one leaves the call where it is, until she says so', async () => {
    await openDesk(withAnn(1, 'elsewhere'));
    expect(callState().phase).toBe('idle');
    expect(heard('takeOver')).toEqual([]);
    server.on('takeOver', () => ({ consultation: withAnn(2, 'here') }));

    expect(await session.takeOver()).toBeNull();

    expect(callState()).toEqual({ phase: 'connecting', generation: 2 });
  });

  it('and the one that lost the call lets go of it', async () => {
    await openDesk();
    await session.startConsulting();
    const socket = server.sockets()[0];

    socket?.emit('moved');
    socket?.emit('consultationChanged', withAnn(2, 'elsewhere'));

    await vi.waitFor(
      () => expect(state().consultation).toMatchObject({ held: 'elsewhere' }),
      inTime,
    );
    expect(callState().phase).toBe('ended');
  });
});

describe('Dana behind a proxy that lets only long polling through', () => {
  it('sees what came after the answer as what it is: later', async () => {
    const polling = await startScriptedServer('/callee', ['polling']);
    polling.on('openDesk', () => ({ desk: desk(), available: true, consultation: null }));
    session = createCalleeSession({ callee, localStream: () => null, server: polling.url });
    try {
      await vi.waitFor(() => expect(state().desk).not.toBeNull(), inTime);
      const ended = {
        phase: 'ended',
        id,
        remoteName: 'Ann',
        reason: 'failed',
        lastedMs: 0,
        recording: NOT_RECORDED,
      } as const;
      polling.on('startConsulting', (_request, socket) => {
        // This takes the poll that is open; what follows it shares the next.
        socket.emit('availableChanged', true);
        queueMicrotask(() => socket.emit('consultationChanged', ended));
        return { consultation: withAnn(1, 'here'), prepared: null };
      });

      expect(await session.startConsulting()).toBeNull();

      await vi.waitFor(() => expect(state().consultation).toEqual(ended), inTime);
    } finally {
      session.close();
      await polling.stop();
    }
  });
});
