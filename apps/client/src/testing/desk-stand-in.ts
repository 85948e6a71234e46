import { callIn } from '@peerdesk/call/testing';
import {
  type CalleeSlug,
  type ConsultantId,
  type ConsultantView,
  type ConsultationId,
  type DeskView,
  NOT_RECORDED,
  type WaitingCaller,
} from '@peerdesk/protocol';

import type { CalleeSession, CalleeState, Outcome } from '@peerdesk/session';
import { createStore } from 'zustand/vanilla';

export const ACME = 'acme-support' as CalleeSlug;
export const DANA = 'dana' as ConsultantId;

/** A caller who joined this long ago. */
export function waitingCaller(
  name: string,
  waitedMs: number,
  more: Partial<WaitingCaller> = {},
): WaitingCaller {
  return {
    id: `consultation-of-${name}` as ConsultationId,
    name,
    reason: '',
    media: 'video',
    locale: 'en',
    joinedAt: Date.now() - waitedMs,
    calledBackFrom: null,
    present: true,
    setup: null,
    ...more,
  };
}

export function deskOf(...waiting: WaitingCaller[]): DeskView {
  return {
    callee: { slug: ACME, name: 'Acme Support' },
    waiting,
    waitingCount: waiting.length,
    helped: [],
    consultants: [{ id: DANA, name: 'Dana', available: true, inRoom: false }],
    at: Date.now(),
  };
}

export function consultationWith(
  caller: WaitingCaller,
  held: 'here' | 'elsewhere' | 'nowhere' = 'here',
  phase: 'connecting' | 'active' = 'active',
): ConsultantView {
  return {
    phase,
    id: caller.id,
    callee: ACME,
    generation: 1,
    remoteName: caller.name,
    reason: caller.reason,
    media: caller.media,
    locale: caller.locale,
    joinedAt: caller.joinedAt,
    calledBackFrom: caller.calledBackFrom,
    startedAt: Date.now(),
    present: true,
    held,
    recording: NOT_RECORDED,
    at: Date.now(),
    ice: { iceServers: [], iceTransportPolicy: 'all' },
  };
}

/** The server's side of a console's link: what is pressed is written down, what it says is set. */
export interface DeskStandIn {
  readonly session: CalleeSession;
  readonly pressed: readonly string[];
  /** The server says something new. */
  say(change: Partial<CalleeState>): void;
  /** The answer to every press from now on. */
  answer(outcome: () => Outcome): void;
}

const done = async (): Outcome => null;

export function createDeskStandIn(): DeskStandIn {
  const store = createStore<CalleeState>(() => ({
    link: 'up',
    desk: null,
    available: false,
    consultation: null,
    refusal: null,
    clockOffsetMs: 0,
  }));
  const call = callIn({ phase: 'connecting', generation: 1 });
  const pressed: string[] = [];
  let outcome = done;
  const press = (what: string) => {
    pressed.push(what);
    return outcome();
  };
  return {
    pressed,
    say: (change) => store.setState(change),
    answer(next) {
      outcome = next;
    },
    session: {
      store,
      call,
      async setAvailable(available) {
        const refusal = await press(`available: ${available}`);
        if (refusal === null) store.setState({ available });
        return refusal;
      },
      startConsulting: (consultation) => press(`accept ${consultation ?? 'next'}`),
      decline: (consultation, message) => press(`decline ${consultation}: ${message}`),
      takeOver: () => press('take over'),
      requestRecording: (media) => press(`record ${media}`),
      pauseRecording: () => press('pause recording'),
      resumeRecording: () => press('resume recording'),
      stopRecording: () => press('stop recording'),
      hangUp: () => press('hang up'),
      dismiss() {
        pressed.push('dismiss');
        store.setState({ consultation: null });
      },
      close() {},
    },
  };
}
