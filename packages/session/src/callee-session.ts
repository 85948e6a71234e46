import { createCall } from '@peerdesk/call';
import {
  type CalleeCommands,
  type CalleeFacts,
  type CalleeHandshake,
  type ConsultantView,
  type ConsultationId,
  type DeskView,
  NAMESPACES,
  type NextOffer,
  type PathTrouble,
  PROTOCOL_VERSION,
  type Reply,
  type SignalMessage,
  type StartAnswer,
} from '@peerdesk/protocol';
import { createStore } from 'zustand/vanilla';
import { clockOffset, endedOf, type Holding, stepOf } from './callee-rules.ts';
import { createLink } from './connect.ts';
import type { CalleeSession, CalleeSessionOptions, CalleeState, Outcome } from './contract.ts';
import { outcomeOf, type RequestOf } from './request.ts';

/** How long a page counts as just opened: the server may notice the end of the one before late. */
const FRESH_MS = 15_000;
/** Signals kept until the answer says which consultation is ours. */
const EARLY_LIMIT = 64;

/** Opens the desk and keeps it open. See {@link CalleeSession}. */
export function createCalleeSession(options: CalleeSessionOptions): CalleeSession {
  const { callee, localStream } = options;
  const page = crypto.randomUUID();
  const store = createStore<CalleeState>(() => ({
    link: 'up',
    desk: null,
    available: false,
    consultation: null,
    refusal: null,
    clockOffsetMs: 0,
  }));
  /** When this window first had the desk, and the call that was under way then; null: it never had. */
  let opening: { readonly at: number; readonly found: ConsultationId | undefined } | null = null;
  let holding: Holding | null = null;
  let hasHeld = false;
  /** The desk has been opened on the present connection. */
  let opened = false;
  /** Hung up here; the server may not know yet. */
  let left: ConsultationId | null = null;
  /** Presses that may bring a consultation and are not answered yet. */
  let starting = 0;
  let early: SignalMessage[] = [];
  /** Of whoever would be accepted now. */
  let nextOffer: NextOffer | null = null;
  /** The desk as it is, while it is not shown. */
  let unshown: Pick<CalleeState, 'desk' | 'clockOffsetMs'> | null = null;

  const state = () => store.getState();
  const isIn = (consultation: ConsultationId, generation: number) =>
    holding?.id === consultation && holding.generation === generation;

  const call = createCall({
    role: 'answerer',
    localStream,
    send(generation, signal) {
      if (holding) link.tell('signal', { consultation: holding.id, generation, signal });
    },
    onConnected: (generation) => report('connected', generation),
    onLost: (generation, trouble) => report('renew', generation, trouble),
    onShaken(generation) {
      if (link.isNew()) report('renew', generation);
      else if (holding) link.prove('connected', { consultation: holding.id, generation });
    },
    ...(options.createPeer && { createPeer: options.createPeer }),
  });

  function report(
    command: 'connected' | 'renew',
    generation: number,
    trouble: PathTrouble | null = null,
  ) {
    const consultation = holding?.id;
    if (!consultation) return;
    const request = { consultation, generation, ...(trouble && { trouble }) };
    void link.askUntilAnswered(command, request, () => isIn(consultation, generation));
  }

  const link = createLink<CalleeFacts, CalleeCommands, 'openDesk'>({
    address: (options.server ?? '') + NAMESPACES.callee,
    auth: (): CalleeHandshake => ({ protocolVersion: PROTOCOL_VERSION }),
    greeting: 'openDesk',
    greet: () => ({
      callee,
      page,
      ...(holding && {
        holding: { consultation: holding.id, generation: holding.generation },
      }),
    }),
    onGreeted({ desk, available, consultation }) {
      opened = true;
      opening ??= { at: Date.now(), found: consultation?.id };
      store.setState({ available });
      showDesk(desk);
      apply(consultation, !call.isConnected());
    },
    onLink(now) {
      if (now === 'down') {
        opened = false;
        nextOffer = null;
        call.forgetAnswer();
      }
      store.setState({ link: now });
    },
    onRefused(refusal) {
      letGo();
      store.setState({ refusal });
    },
    facts: {
      consultationChanged(view) {
        // Before that the server takes this for another window.
        if (opened) apply(view);
      },
      deskChanged: showDesk,
      availableChanged: (available) => store.setState({ available }),
      nextOffered(offer) {
        nextOffer = offer;
        prepareAnswer();
      },
      signal(message) {
        if (holding?.id === message.consultation) call.receive(message.generation, message.signal);
        else if (starting > 0 && early.length < EARLY_LIMIT) early.push(message);
      },
      // The view that says where it is now follows.
      moved: letGo,
      // Nothing to do: the link comes back by itself.
      stopping() {},
    },
  });

  /** Nobody looks at the queue in the moment in which a call begins, and to draw it would delay that. */
  const isMeeting = () => (starting > 0 || holding !== null) && call.opening.getState() !== 'whole';

  function showDesk(desk: DeskView) {
    const clockOffsetMs = clockOffset(state().clockOffsetMs, desk.at, Date.now());
    unshown = { desk, clockOffsetMs };
    showUnshown();
  }

  const showUnshown = () => {
    if (!unshown || isMeeting()) return;
    store.setState(unshown);
    unshown = null;
  };
  call.opening.subscribe(showUnshown);

  function letGo() {
    holding = null;
    call.end();
    showUnshown();
  }

  function apply(view: ConsultantView | null, unheard = false) {
    const before = state().consultation;
    // Of a consultation that was hung up here only its end is news, and none once it was dismissed.
    if (view && view.id === left && (view.phase !== 'ended' || before?.id !== left)) return;
    if (view) {
      store.setState({ consultation: view });
    } else if (before?.phase === 'connecting' || before?.phase === 'active') {
      // It was ended while this window was out of reach.
      store.setState({ consultation: endedOf(before, 'away', serverNow()) });
    }
    const step = stepOf(view, holding, mayBeReloaded(view), unheard);
    switch (step?.do) {
      case 'begin':
        if (step.holding.id !== holding?.id) call.reset();
        holding = step.holding;
        hasHeld = true;
        return call.begin(step.holding.generation, step.ice);
      case 'takeOver':
        return void (starting === 0 && takeOver(step.consultation));
      case 'renew':
        return report('renew', step.generation);
      case 'end':
        return letGo();
      case undefined:
        return;
      default:
        return step satisfies never;
    }
  }

  /** May it be in this window that the call was, on the page before? */
  function mayBeReloaded(view: ConsultantView | null): boolean {
    if (hasHeld) return false;
    return !opening || (opening.found === view?.id && Date.now() - opening.at < FRESH_MS);
  }

  const serverNow = () => Date.now() + state().clockOffsetMs;

  function prepareAnswer() {
    // The last one comes first, until it is left.
    if (holding || state().consultation) return;
    if (nextOffer) call.prepareAnswer(nextOffer.generation, nextOffer.ice, nextOffer.signals);
    else call.forgetAnswer();
  }

  /**
   * Gives the answer that is ready: it follows the acceptance on its way, and the server passes it
   * on if that succeeds and brings this consultation.
   *
   * @returns null where there is nothing to answer yet
   */
  function answerAhead(consultation: ConsultationId | undefined): Holding | null {
    if (holding || starting > 1 || !nextOffer) return null;
    const { consultation: id } = nextOffer;
    if (consultation && consultation !== id) return null;
    nextOffer = null;
    const generation = call.giveAnswer();
    if (generation === null) return null;
    holding = { id, generation };
    return holding;
  }

  /** The acceptance has brought nothing, or another one. */
  function takeAnswerBack(ahead: Holding | null) {
    if (!ahead || holding !== ahead) return;
    holding = null;
    call.reset();
    showUnshown();
  }

  /** A press that may bring a consultation here. */
  async function start<Answer extends { readonly consultation: ConsultantView }>(
    ask: (take: (reply: Reply<Answer>) => void) => Promise<Reply<Answer> | null>,
    onStarted: (answer: Answer) => void,
  ): Outcome {
    starting++;
    const reply = await ask((answer) => {
      if (!answer.ok) return;
      left = null;
      apply(answer.consultation);
      onStarted(answer);
      for (const { consultation, generation, signal } of early.splice(0)) {
        if (holding?.id === consultation) call.receive(generation, signal);
      }
    });
    starting--;
    if (starting === 0) early = [];
    showUnshown();
    return outcomeOf(reply);
  }

  const takeOver = (consultation: ConsultationId) =>
    start(
      (take) => link.askOnce('takeOver', { consultation }, take),
      () => {},
    );

  /** A press that concerns the recording of the consultation at hand. */
  async function askOfRecording<
    Name extends 'requestRecording' | 'pauseRecording' | 'resumeRecording' | 'stopRecording',
  >(command: Name, request: RequestOf<CalleeCommands[Name]>): Outcome {
    const consultation = holding?.id;
    if (!consultation) return 'not_in_call';
    return outcomeOf(await link.askOnce(command, { ...request, consultation }));
  }

  link.open();

  return {
    store,
    call,
    async setAvailable(available) {
      const reply = await link.askOnce('setAvailable', { available });
      if (reply?.ok) store.setState({ available });
      return outcomeOf(reply);
    },
    async startConsulting(consultation) {
      const request = { callee, ...(consultation && { consultation }) };
      let ahead: Holding | null = null;
      const refused = await start(
        (take) =>
          link.askOnce('startConsulting', request, take, () => {
            ahead ??= answerAhead(consultation);
          }),
        ({ prepared }: StartAnswer) => {
          hasHeld = true;
          if (holding === ahead) return;
          for (const signal of prepared?.signals ?? []) {
            call.receive(prepared?.generation ?? 0, signal);
          }
        },
      );
      if (refused) takeAnswerBack(ahead);
      return refused;
    },
    async decline(consultation, message) {
      return outcomeOf(await link.askOnce('decline', { consultation, message }));
    },
    async takeOver() {
      const view = state().consultation;
      return view ? takeOver(view.id) : null;
    },
    requestRecording: (media) => askOfRecording('requestRecording', { media }),
    pauseRecording: () => askOfRecording('pauseRecording', {}),
    resumeRecording: () => askOfRecording('resumeRecording', {}),
    stopRecording: () => askOfRecording('stopRecording', {}),
    async hangUp() {
      const view = state().consultation;
      if (view?.phase !== 'connecting' && view?.phase !== 'active') return null;
      left = view.id;
      letGo();
      store.setState({ consultation: endedOf(view, 'hung_up', serverNow()) });
      const request = { consultation: view.id };
      const reply = await link.askUntilAnswered('hangUp', request, () => true);
      const ended = state().consultation;
      if (reply?.ok && ended?.phase === 'ended' && ended.id === view.id) {
        store.setState({ consultation: { ...ended, reason: reply.reason } });
      }
      return outcomeOf(reply);
    },
    dismiss() {
      const phase = state().consultation?.phase;
      if (phase !== 'ended' && phase !== 'waiting') return;
      store.setState({ consultation: null });
      call.reset();
      prepareAnswer();
    },
    close() {
      letGo();
      call.forgetAnswer();
      link.close();
    },
  };
}
