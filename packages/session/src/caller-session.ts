import { createCall } from '@peerdesk/call';
import {
  type CallerCommands,
  type CallerFacts,
  type CallerHandshake,
  type CallerView,
  type ConsultationId,
  type IceSettings,
  NAMESPACES,
  type PathTrouble,
  PROTOCOL_VERSION,
  type Signal,
  type Ticket,
} from '@peerdesk/protocol';
import { createStore } from 'zustand/vanilla';
import {
  type CallerStep,
  EMPTY_HAND,
  type Greeted,
  mayCallBack,
  OFFER_LIFETIME_MS,
  reasonOfLeaving,
  stepsOf,
} from './caller-rules.ts';
import { createLink } from './connect.ts';
import type {
  CallerSession,
  CallerSessionOptions,
  CallerStanding,
  CallerState,
} from './contract.ts';
import type { Describing } from './describing.ts';
import { outcomeOf, pause } from './request.ts';

/** What a call needs is fetched first, and whoever is accepted at once need not be described. */
const DESCRIBE_MS = 1000;
/** Before looking again whether there is anything to offer. */
const NO_STREAM_MS = 1000;

/** Joins the queue, or resumes by ticket. See {@link CallerSession}. */
export function createCallerSession(options: CallerSessionOptions): CallerSession {
  const { request, localStream, onTicket } = options;
  const store = createStore<CallerState>(() => ({ link: 'up', standing: { phase: 'joining' } }));
  const attempt = crypto.randomUUID();
  let ticket: Ticket | null = 'ticket' in request ? request.ticket : null;
  let hand = EMPTY_HAND;
  /** Newer than those of the view at hand, while nothing else in it changes. */
  let freshIce: IceSettings | null = null;
  /** Prepared signals the server has not said it keeps, by generation. */
  const unkept = new Map<number, readonly Signal[]>();
  let review: ReturnType<typeof setTimeout> | undefined;
  let describing: Promise<Describing | null> | null = null;
  let asked = false;
  let leaving = false;

  const standing = () => store.getState().standing;
  const consultation = () => {
    const now = standing();
    return 'id' in now ? now.id : null;
  };
  const isIn = (generation: number) => {
    const now = standing();
    return (now.phase === 'connecting' || now.phase === 'active') && now.generation === generation;
  };
  const renew = (generation: number, trouble: PathTrouble | null) =>
    void link.askUntilAnswered('renew', { generation, ...(trouble && { trouble }) }, () =>
      isIn(generation),
    );
  const send = (generation: number, signal: Signal) => {
    const id = consultation();
    if (id) link.tell('signal', { consultation: id, generation, signal });
  };

  const call = createCall({
    role: 'initiator',
    localStream,
    send,
    onConnected: (generation) =>
      void link.askUntilAnswered('connected', { generation }, () => isIn(generation)),
    onLost: renew,
    onShaken(generation) {
      if (link.isNew()) renew(generation, null);
      else link.prove('connected', { generation });
    },
    ...(options.createPeer && { createPeer: options.createPeer }),
  });

  const link = createLink<CallerFacts, CallerCommands, 'joinCaller'>({
    address: options.server + NAMESPACES.caller,
    auth: (): CallerHandshake => ({
      callee: options.callee,
      protocolVersion: PROTOCOL_VERSION,
      ...(ticket && { ticket }),
    }),
    greeting: 'joinCaller',
    greet() {
      asked = true;
      if (ticket) return { ticket };
      return 'ticket' in request ? request : { ...request, attempt };
    },
    onGreeted(answer) {
      if (ticket !== answer.ticket && !leaving) onTicket(answer.ticket);
      ticket = answer.ticket;
      // The network may be another one now, and the server may have been restarted.
      hand = { ...hand, preparedAt: null };
      apply(answer.consultation, call.isConnected() ? 'connected' : 'connecting');
      void describe();
    },
    onLink: (state) => store.setState({ link: state }),
    onRefused(code, ended) {
      // It ended while this page could not be told.
      if (ended) return apply(ended);
      if (code === 'consultation_ended' || code === 'invalid_ticket') onTicket(null);
      finish();
      if (!leaving) store.setState({ standing: { phase: 'refused', code } });
    },
    facts: {
      consultationChanged: (view) => apply(view),
      signal({ consultation: id, generation, signal }) {
        if (id === consultation()) call.receive(generation, signal);
      },
      moved() {
        if (leaving) return;
        finish();
        store.setState({ standing: { phase: 'moved' } });
      },
      // Nothing to do: the place is kept, and the link comes back by itself.
      stopping() {},
    },
  });

  function finish() {
    clearTimeout(review);
    void describing?.then((it) => it?.end());
    call.end();
    link.close();
  }

  function apply(view: CallerView, greeted: Greeted = null) {
    if (leaving && view.phase !== 'ended') return;
    const before = standing().phase;
    freshIce = null;
    store.setState({ standing: view });
    proceed(before, view, greeted);
  }

  function proceed(before: CallerStanding['phase'], view: CallerView, greeted: Greeted = null) {
    const next = stepsOf(before, view, hand, Date.now(), greeted);
    hand = next.hand;
    next.steps.forEach(take);
  }

  function reviewIn(ms: number) {
    clearTimeout(review);
    review = setTimeout(() => {
      const now = standing();
      if (now.phase === 'waiting') proceed('waiting', now);
    }, ms);
  }

  function take(step: CallerStep): void {
    switch (step.do) {
      case 'prepare':
        return void prepare(step.generation, freshIce ?? step.ice);
      case 'begin':
        clearTimeout(review);
        // Too late to be prepared is early enough to be sent; what arrives twice is taken once.
        for (const signal of unkept.get(step.generation) ?? []) send(step.generation, signal);
        unkept.clear();
        return call.begin(step.generation, step.ice);
      case 'renew':
        return renew(step.generation, null);
      case 'reset':
        return call.reset();
      case 'end':
        if (!mayCallBack(standing())) onTicket(null);
        return finish();
      default:
        return step satisfies never;
    }
  }

  async function prepare(generation: number, ice: IceSettings) {
    if (!localStream()?.getTracks().length) {
      hand = { ...hand, preparedAt: null };
      return reviewIn(NO_STREAM_MS);
    }
    reviewIn(OFFER_LIFETIME_MS);
    const signals = await call.prepare(generation, ice);
    // None: it was begun meanwhile, and sent what it had by itself.
    if (signals.length === 0) return;
    void describing?.then((it) => it?.learn(signals, ice));
    unkept.set(generation, signals);
    const reply = await link.askUntilAnswered(
      'prepareOffer',
      { generation, signals },
      () => standing().phase === 'waiting' && hand.prepared === generation,
    );
    if (!reply?.ok) return;
    freshIce = reply.ice;
    unkept.delete(generation);
    // The one before was kept until now: the accept could have taken it.
    call.forgetPrepared(generation);
  }

  /** For the consultant to know beforehand; nobody waits for it here. */
  async function describe() {
    const { lookAround } = options;
    if (!lookAround) return;
    await pause(DESCRIBE_MS);
    if (leaving || standing().phase !== 'waiting') return;
    describing ??= import('./describing.ts').then(
      ({ createDescribing }) =>
        createDescribing({
          lookAround,
          waitsWith() {
            const now = standing();
            return now.phase === 'waiting' ? { ice: now.ice, prepares: now.prepare } : null;
          },
          tell: async (setup) => (await link.askOnce('describeSetup', setup))?.ok ?? false,
          clock: () => performance.now(),
        }),
      // Its code is out of reach; one can wait without.
      () => null,
    );
    (await describing)?.begin();
  }

  async function deliverHangUp() {
    const reply = await link.askUntilAnswered('hangUp', {}, () => true);
    const ended = standing();
    if (reply?.ok && ended.phase === 'ended') {
      store.setState({ standing: { ...ended, reason: reply.reason } });
    }
    link.close();
  }

  link.open();

  return {
    store,
    call,
    hangUp() {
      const now = standing();
      if (now.phase === 'ended' || now.phase === 'refused') return;
      leaving = true;
      clearTimeout(review);
      call.end();
      onTicket(null);
      const id = consultation() ?? ('' as ConsultationId);
      store.setState({
        standing: {
          phase: 'ended',
          id,
          reason: reasonOfLeaving(now.phase),
          message: '',
          wasConnected: now.phase === 'active',
          callBackForMs: 0,
        },
      });
      // A place that was never asked for, or is another page's now, needs no leaving. One from before
      // a reload does, however early the person leaves.
      if ((!asked && !ticket) || now.phase === 'moved') return link.close();
      void deliverHangUp();
    },
    async answerRecording(answer) {
      return outcomeOf(await link.askOnce('answerRecording', answer));
    },
    async stopRecording() {
      return outcomeOf(await link.askOnce('stopRecording', {}));
    },
    takeBack() {
      if (standing().phase !== 'moved') return;
      call.reset();
      hand = { ...EMPTY_HAND, prepared: hand.prepared };
      store.setState({ standing: { phase: 'joining' } });
      link.open();
    },
    close() {
      // A hang-up still has to reach the server.
      if (!leaving) finish();
    },
  };
}
