import {
  type CallState,
  createCallTools,
  createOutgoing,
  forgetCall,
  type LocalMedia,
  type LocalMediaState,
  type MediaTrouble,
} from '@peerdesk/call';
import { callIn, openWith } from '@peerdesk/call/testing';
import {
  type CalleeSlug,
  type CalleeStatus,
  type CallerView,
  type ConsultationId,
  type LeaveMessageRequest,
  NOT_RECORDED,
  type Ticket,
} from '@peerdesk/protocol';

import type {
  CallerSession,
  CallerSessionOptions,
  CallerStanding,
  CallerState,
  Link,
} from '@peerdesk/session';
import type { CallTexts } from '@peerdesk/ui';
import { en } from '@peerdesk/ui/texts/en';
import { createStore } from 'zustand/vanilla';
import type { CalleeKnown } from '../callee-status.ts';
import type { MessageAnswer } from '../left-message.ts';
import { createWidget } from '../store.ts';
import type { KeptPlace, Tickets } from '../tickets.ts';

const ID = '019353a0-0000-7000-8000-000000000001' as ConsultationId;
const ICE = { iceServers: [], iceTransportPolicy: 'all' } as const;

export const annsTicket = 'anns-ticket' as Ticket;
export const acme: CalleeStatus = {
  slug: 'acme-support' as CalleeSlug,
  name: 'Acme Support',
  consultantsAvailable: 1,
  waiting: 0,
  recordings: 'ask_each_time',
};
export const nobodyThere: CalleeKnown = {
  phase: 'known',
  status: { ...acme, consultantsAvailable: 0 },
};

export function waitingAt(
  position: number,
  more: Partial<Extract<CallerView, { phase: 'waiting' }>> = {},
): Extract<CallerView, { phase: 'waiting' }> {
  return {
    phase: 'waiting',
    id: ID,
    position,
    waiting: position,
    estimate: { known: false },
    consultantsAvailable: 1,
    generation: 0,
    prepare: false,
    ice: ICE,
    ...more,
  };
}

export function withDana(
  phase: 'connecting' | 'active',
): Extract<CallerView, { phase: 'connecting' | 'active' }> {
  return {
    phase,
    id: ID,
    generation: 1,
    remoteName: 'Dana',
    media: 'video',
    startedAt: phase === 'active' ? 60_000 : null,
    recording: NOT_RECORDED,
    at: 63_000,
    ice: ICE,
  };
}

export function endedBy(
  reason: Extract<CallerView, { phase: 'ended' }>['reason'],
  message = '',
): Extract<CallerView, { phase: 'ended' }> {
  const wasConnected = reason === 'completed' || reason.endsWith('_lost');
  const callBackForMs = reason.endsWith('_lost') ? 600_000 : 0;
  return { phase: 'ended', id: ID, reason, message, wasConnected, callBackForMs };
}

export function streamOf(...kinds: ('audio' | 'video')[]): MediaStream {
  const stream = new MediaStream();
  for (const kind of kinds) {
    const track = { kind, enabled: true, readyState: 'live', muted: false };
    stream.addTrack(Object.assign(new EventTarget(), track) as unknown as MediaStreamTrack);
  }
  return stream;
}

/** A camera and a microphone, granted at once unless the test says otherwise. */
export function createAnnsMedia() {
  const store = createStore<LocalMediaState>(() => ({ phase: 'closed' }));
  let asked: Promise<MediaTrouble | null> = Promise.resolve(null);
  const becomes = (state: LocalMediaState) => store.setState(state, true);
  const media: LocalMedia = {
    store,
    async open(wanted) {
      const trouble = await asked;
      if (trouble) return becomes({ phase: 'trouble', media: wanted, trouble });
      const kinds = wanted === 'video' ? (['audio', 'video'] as const) : (['audio'] as const);
      becomes(openWith(streamOf(...kinds)));
    },
    choose: () => Promise.resolve(),
    flipCamera: () => Promise.resolve(),
    turnMicrophone: () => {},
    turnCamera: () => Promise.resolve(),
    close: () => becomes({ phase: 'closed' }),
  };
  return {
    ...media,
    becomes,
    /** From now on the browser says no. */
    refuses: (trouble: MediaTrouble) => {
      asked = Promise.resolve(trouble);
    },
    /** From now on the browser is still asking, until the returned function grants it. */
    keepsAsking: (): (() => void) => {
      let grant: (() => void) | undefined;
      asked = new Promise((resolve) => {
        grant = () => resolve(null);
      });
      return () => grant?.();
    },
  };
}

/** The link to a server that the test plays. */
export function createPlayedSession(options: CallerSessionOptions) {
  const store = createStore<CallerState>(() => ({ link: 'up', standing: { phase: 'joining' } }));
  const asked: string[] = [];
  const call = callIn({ phase: 'idle' });
  const session: CallerSession = {
    store,
    call,
    hangUp() {
      asked.push('hangUp');
      const completed = store.getState().standing.phase === 'active';
      store.setState({ standing: endedBy(completed ? 'completed' : 'left_queue') });
    },
    async answerRecording({ consented }) {
      asked.push(`answerRecording ${consented}`);
      return null;
    },
    async stopRecording() {
      asked.push('stopRecording');
      return null;
    },
    takeBack: () => void asked.push('takeBack'),
    close: () => void asked.push('close'),
  };
  return {
    session,
    asked,
    request: options.request,
    /** What the call is given to send when it begins now. */
    sent: options.localStream,
    says: (standing: CallerStanding) => {
      if (standing.phase === 'waiting') options.onTicket(annsTicket);
      if (standing.phase === 'ended' && standing.callBackForMs === 0) options.onTicket(null);
      store.setState({ standing });
    },
    link: (link: Link) => store.setState({ link }),
    call: (state: CallState) => call.store.setState(state, true),
  };
}

export function createNotedTickets(thisTab: KeptPlace | null = null): Tickets & {
  kept(): KeptPlace | null;
} {
  let place = thisTab;
  return {
    key: 'peerdesk:acme',
    keep: (next) => {
      place = next;
    },
    forget: () => {
      place = null;
    },
    ofThisTab: () => place,
    ofThisBrowser: () => place,
    kept: () => place,
  };
}

/** The desk's letter box: what was put in, and what the server answers. */
function createLetterBox() {
  const received: LeaveMessageRequest[] = [];
  let answer: Promise<MessageAnswer> = Promise.resolve({ phase: 'sent' });
  return {
    received,
    leaveMessage: (message: LeaveMessageRequest) => {
      received.push(message);
      return answer;
    },
    /** From now on the server answers this. */
    answers: (next: MessageAnswer) => {
      answer = Promise.resolve(next);
    },
    /** From now on there is no answer, until the returned function gives one. */
    keepsWaiting: (): ((given: MessageAnswer) => void) => {
      let give: ((given: MessageAnswer) => void) | undefined;
      answer = new Promise((resolve) => {
        give = resolve;
      });
      return (given) => give?.(given);
    },
  };
}

/** What the server says of the desk, and whether the form keeps asking. */
function createNotice(first: CalleeKnown) {
  let answer = Promise.resolve(first);
  let refresh: (() => void) | null = null;
  return {
    askCallee: () => answer,
    keepFresh: (look: () => void) => {
      refresh = look;
      return () => {
        refresh = null;
      };
    },
    /** From now on the server says this. */
    says: (next: CalleeKnown | Promise<CalleeKnown>) => {
      answer = Promise.resolve(next);
    },
    /** Some time has passed. */
    passes: () => refresh?.(),
    keptFresh: () => refresh !== null,
  };
}

const atOnce = () => Promise.resolve();

/** Ann's widget on a page, with everything around it in the test's hands. */
export function createAnnsWidget(
  settings: {
    callee?: CalleeKnown;
    place?: KeptPlace;
    layout?: string;
    loadWords?: () => Promise<CallTexts>;
    /** When a call's screen may be drawn as a whole; at once if left out. */
    opened?: () => Promise<void>;
    /** What only a call needs cannot be fetched. */
    callless?: boolean;
  } = {},
) {
  const media = createAnnsMedia();
  const tickets = createNotedTickets(settings.place ?? null);
  const letterBox = createLetterBox();
  const notice = createNotice(settings.callee ?? { phase: 'known', status: acme });
  const sessions: ReturnType<typeof createPlayedSession>[] = [];
  const widget = createWidget({
    options: {
      server: 'https://desk.example',
      callee: acme.slug,
      locale: 'en',
      ...(settings.layout !== undefined && { layout: settings.layout }),
    },
    media,
    outgoing: createOutgoing(media),
    tickets,
    askCallee: notice.askCallee,
    keepFresh: notice.keepFresh,
    leaveMessage: letterBox.leaveMessage,
    askIce: () => Promise.resolve(ICE),
    dressTest: () => Promise.resolve(),
    openSession(options) {
      const played = createPlayedSession(options);
      sessions.push(played);
      return Promise.resolve(played.session);
    },
    async prepareCall() {
      if (settings.callless) throw new Error('out of reach');
      const words = await (settings.loadWords?.() ?? en);
      return { words, createCallTools, shown: atOnce, opened: settings.opened ?? atOnce };
    },
    forgetCall,
    clock: () => 1_000_000,
  });
  const server = () => {
    const latest = sessions.at(-1);
    if (!latest) throw new Error('nobody has joined');
    return latest;
  };
  const join = async (name = 'Ann', reason = 'Saddle height') => {
    widget.open();
    widget.edit({ name, reason });
    await widget.join();
    return server();
  };
  return { widget, media, tickets, sessions, server, join, letterBox, notice };
}
