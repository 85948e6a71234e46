import {
  type CalleeSlug,
  type CallerView,
  type ConsultationId,
  NOT_RECORDED,
  PROTOCOL_VERSION,
  type Ticket,
} from '@peerdesk/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCallerSession } from './caller-session.ts';
import type { CallerSession, CallerSessionOptions } from './contract.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';

const callee = 'acme-support' as CalleeSlug;
const id = '0193a5c0-0000-7000-8000-000000000001' as ConsultationId;
const ticket = 'ann-ticket' as Ticket;
const ice = { iceServers: [], iceTransportPolicy: 'all' } as const;
const ann = { name: 'Ann', reason: 'Refund', media: 'video', locale: 'en' } as const;

const waiting: CallerView = {
  phase: 'waiting',
  id,
  position: 2,
  waiting: 3,
  estimate: { known: false },
  consultantsAvailable: 1,
  generation: 0,
  prepare: false,
  ice,
};
const active: CallerView = {
  phase: 'active',
  id,
  generation: 3,
  remoteName: 'Dana',
  media: 'video',
  startedAt: 1,
  recording: NOT_RECORDED,
  at: 2,
  ice,
};

let server: ScriptedServer;
let session: CallerSession;
let tickets: (Ticket | null)[];

beforeEach(async () => {
  server = await startScriptedServer('/caller');
  server.on('joinCaller', () => ({ ticket, consultation: waiting }));
  tickets = [];
});

afterEach(async () => {
  session.close();
  await server.stop();
});

function open(request: CallerSessionOptions['request']) {
  session = createCallerSession({
    server: server.url,
    callee,
    request,
    localStream: () => null,
    onTicket: (kept) => tickets.push(kept),
  });
}

const state = () => session.store.getState();
const heard = (name: string) =>
  server.heard.filter((command) => command.name === name).map(({ request }) => request);
const inTime = { timeout: 10_000 };

describe('Ann joins the queue', () => {
  it('with her name and an attempt of her own, and keeps the ticket', async () => {
    open(ann);

    await vi.waitFor(() => expect(state().standing).toEqual(waiting), inTime);
    expect(state().link).toBe('up');
    expect(server.handshakes).toEqual([{ callee, protocolVersion: PROTOCOL_VERSION }]);
    expect(heard('joinCaller')).toEqual([
      { ...ann, attempt: expect.stringMatching(/^[\da-f-]{36}$/) },
    ]);
    expect(tickets).toEqual([ticket]);
  });

  it('again with the same attempt when the answer was lost on the way', async () => {
    server.on('joinCaller', (_request, socket) => {
      server.on('joinCaller', () => ({ ticket, consultation: waiting }));
      socket.disconnect(true);
      return 'silence';
    });
    open(ann);

    await vi.waitFor(() => expect(state().standing).toEqual(waiting), inTime);
    const [first, second] = heard('joinCaller');
    expect(second).toEqual(first);
  });

  it('and sees her place change', async () => {
    open(ann);
    await vi.waitFor(() => expect(state().standing).toEqual(waiting), inTime);

    server.sockets()[0]?.emit('consultationChanged', { ...waiting, position: 1 });

    await vi.waitFor(() => expect(state().standing).toMatchObject({ position: 1 }), inTime);
  });

  it('and is back in her place by herself after the server was killed and started again', async () => {
    open(ann);
    await vi.waitFor(() => expect(state().standing).toEqual(waiting), inTime);

    await server.stop();
    await vi.waitFor(() => expect(state().link).toBe('down'), inTime);
    expect(state().standing).toEqual(waiting);
    await server.start();

    await vi.waitFor(() => expect(state().link).toBe('up'), inTime);
    expect(heard('joinCaller').at(-1)).toEqual({ ticket });
    expect(server.handshakes.at(-1)).toMatchObject({ ticket });
  });

  it('and waits for a server that is busy', async () => {
    server.on('joinCaller', () => {
      server.on('joinCaller', () => ({ ticket, consultation: waiting }));
      return 'rate_limited';
    });
    open(ann);

    await vi.waitFor(() => expect(state().standing).toEqual(waiting), inTime);
    expect(heard('joinCaller')).toHaveLength(2);
  });
});

describe('Ann is told why she cannot join', () => {
  it('at the door', async () => {
    server.refuse('origin_refused');
    open(ann);

    const refused = { phase: 'refused', code: 'origin_refused' };
    await vi.waitFor(() => expect(state().standing).toEqual(refused), inTime);
    expect(server.handshakes).toHaveLength(1);
  });

  it('when the queue is full', async () => {
    server.on('joinCaller', () => 'queue_full');
    open(ann);

    const refused = { phase: 'refused', code: 'queue_full' };
    await vi.waitFor(() => expect(state().standing).toEqual(refused), inTime);
    expect(tickets).toEqual([]);
  });

  it('when her ticket is worth nothing any more, and it is forgotten', async () => {
    server.on('joinCaller', () => 'consultation_ended');
    open({ ticket });

    const refused = { phase: 'refused', code: 'consultation_ended' };
    await vi.waitFor(() => expect(state().standing).toEqual(refused), inTime);
    expect(tickets).toEqual([null]);
  });
});

describe('Ann comes back with her ticket', () => {
  it('to a consultation that ended while she was away, and learns how', async () => {
    const ended = {
      phase: 'ended',
      id,
      reason: 'abandoned',
      message: '',
      wasConnected: false,
      callBackForMs: 0,
    } as const;
    const error = { code: 'consultation_ended', message: '', ended };
    server.on('joinCaller', () => ({ ok: false, error }));
    open({ ticket });

    await vi.waitFor(() => expect(state().standing).toEqual(ended), inTime);
    expect(tickets).toEqual([null]);
    expect(session.call.store.getState().phase).toBe('ended');
  });

  it('into a call that another page had, and asks for a new generation', async () => {
    server.on('joinCaller', () => ({ ticket, consultation: active }));
    open({ ticket });

    await vi.waitFor(() => expect(heard('renew')).toEqual([{ generation: 3 }]), inTime);
    expect(session.call.store.getState().phase).toBe('idle');

    server.sockets()[0]?.emit('consultationChanged', { ...active, generation: 4 });
    await vi.waitFor(
      () => expect(session.call.store.getState()).toEqual({ phase: 'connecting', generation: 4 }),
      inTime,
    );
  });

  it('and the page she left is told, and does not fight for the place', async () => {
    open(ann);
    await vi.waitFor(() => expect(state().standing).toEqual(waiting), inTime);
    const socket = server.sockets()[0];

    socket?.emit('moved');
    socket?.disconnect(true);

    await vi.waitFor(() => expect(state().standing).toEqual({ phase: 'moved' }), inTime);
    expect(session.call.store.getState().phase).toBe('ended');
    expect(tickets).toEqual([ticket]);

    session.takeBack();
    await vi.waitFor(() => expect(state().standing).toEqual(waiting), inTime);
    expect(heard('joinCaller')).toHaveLength(2);
    expect(heard('joinCaller').at(-1)).toEqual({ ticket });
  });
});

describe('Ann hangs up', () => {
  it('and it is over at once, the ticket forgotten, the server told', async () => {
    server.on('hangUp', () => ({ reason: 'left_queue' }));
    open(ann);
    await vi.waitFor(() => expect(state().standing).toEqual(waiting), inTime);

    session.hangUp();

    expect(state().standing).toMatchObject({ phase: 'ended', id, reason: 'left_queue' });
    expect(tickets).toEqual([ticket, null]);
    await vi.waitFor(() => expect(heard('hangUp')).toHaveLength(1), inTime);
    await vi.waitFor(() => expect(server.sockets()).toEqual([]), inTime);
  });

  it('while the server is away, and it learns of it when it is back, even if she closed the panel', async () => {
    server.on('hangUp', () => ({ reason: 'left_queue' }));
    open(ann);
    await vi.waitFor(() => expect(state().standing).toEqual(waiting), inTime);
    await server.stop();

    session.hangUp();
    session.close();
    await server.start();

    await vi.waitFor(() => expect(heard('hangUp')).toHaveLength(1), inTime);
    await vi.waitFor(() => expect(server.sockets()).toEqual([]), inTime);
    expect(state().standing).toMatchObject({ phase: 'ended', reason: 'left_queue' });
  });

  it('on a page that has just been reloaded, before it was back in its place', async () => {
    server.on('joinCaller', () => ({ ticket, consultation: active }));
    server.on('hangUp', () => ({ reason: 'completed' }));
    open({ ticket });

    session.hangUp();

    await vi.waitFor(() => expect(heard('hangUp')).toHaveLength(1), inTime);
    await vi.waitFor(() => expect(state().standing).toMatchObject({ reason: 'completed' }), inTime);
    expect(session.call.store.getState().phase).toBe('ended');
  });

  it('and a late accept does not call her back', async () => {
    server.on('hangUp', (_request, socket) => {
      socket.emit('consultationChanged', active);
      return { reason: 'failed' };
    });
    open(ann);
    await vi.waitFor(() => expect(state().standing).toEqual(waiting), inTime);

    session.hangUp();

    await vi.waitFor(() => expect(state().standing).toMatchObject({ reason: 'failed' }), inTime);
    expect(session.call.store.getState().phase).toBe('ended');
  });
});

describe('Ann, declined by Dana', () => {
  it('reads why, and her ticket is forgotten', async () => {
    open(ann);
    await vi.waitFor(() => expect(state().standing).toEqual(waiting), inTime);
    const declined: CallerView = {
      phase: 'ended',
      id,
      reason: 'declined',
      message: 'Closed today',
      wasConnected: false,
      callBackForMs: 0,
    };

    server.sockets()[0]?.emit('consultationChanged', declined);

    await vi.waitFor(() => expect(state().standing).toEqual(declined), inTime);
    expect(tickets).toEqual([ticket, null]);
    await vi.waitFor(() => expect(server.sockets()).toEqual([]), inTime);
  });
});

describe('what the browser has', () => {
  it('is told while waiting, at last with how good the network is, and again to a new server', async () => {
    session = createCallerSession({
      server: server.url,
      callee,
      request: ann,
      localStream: () => null,
      onTicket: () => {},
      lookAround: async () => ({
        camera: true,
        microphone: true,
        screen: 'phone',
        browser: 'firefox',
        connectionHint: '3g',
      }),
    });
    const seen = {
      camera: true,
      microphone: true,
      screen: 'phone',
      browser: 'firefox',
      relay: null,
      reflexive: null,
    };
    await vi.waitFor(
      () => expect(heard('describeSetup').at(-1)).toEqual({ ...seen, network: 'fair' }),
      15_000,
    );
    expect(heard('describeSetup')[0]).toEqual({ ...seen, network: null });
    const before = heard('describeSetup').length;

    await server.stop();
    await server.start();

    await vi.waitFor(() => expect(heard('describeSetup').length).toBeGreaterThan(before), 15_000);
  });

  it("is nobody's business in a call", async () => {
    server.on('joinCaller', () => ({ ticket, consultation: active }));
    let looked = false;
    session = createCallerSession({
      server: server.url,
      callee,
      request: { ticket },
      localStream: () => null,
      onTicket: () => {},
      lookAround() {
        looked = true;
        return Promise.reject(new Error('never'));
      },
    });
    await vi.waitFor(() => expect(session.store.getState().standing.phase).toBe('active'), 15_000);

    expect(looked).toBe(false);
    expect(heard('describeSetup')).toEqual([]);
  });
});
