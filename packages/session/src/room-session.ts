import { createCall } from '@peerdesk/call';
import {
  NAMESPACES,
  type PathTrouble,
  PROTOCOL_VERSION,
  type RoomCommands,
  type RoomFacts,
  type RoomHandshake,
  type RoomView,
} from '@peerdesk/protocol';
import { createStore } from 'zustand/vanilla';
import { clockOffset } from './callee-rules.ts';
import { createLink } from './connect.ts';
import type { Outcome, RoomSession, RoomSessionOptions, RoomState } from './contract.ts';
import { outcomeOf, type RequestOf } from './request.ts';
import { NO_MEETING, type RoomStep, stepsOf } from './room-rules.ts';

/** Enters a room, or comes back to it. See {@link RoomSession}. */
export function createRoomSession(options: RoomSessionOptions): RoomSession {
  const { name, place, as, localStream } = options;
  const store = createStore<RoomState>(() => ({
    link: 'up',
    standing: { phase: 'entering' },
    clockOffsetMs: 0,
  }));
  let hand = NO_MEETING;
  let leaving = false;

  const standing = () => store.getState().standing;
  const isIn = (generation: number) => {
    const now = standing();
    return (now.phase === 'connecting' || now.phase === 'active') && now.generation === generation;
  };

  const renew = (generation: number, trouble: PathTrouble | null) =>
    void link.askUntilAnswered('renew', { generation, ...(trouble && { trouble }) }, () =>
      isIn(generation),
    );

  const call = createCall({
    role() {
      const now = standing();
      return 'place' in now && now.place === 'first' ? 'initiator' : 'answerer';
    },
    localStream,
    send: (generation, signal) => link.tell('signal', { generation, signal }),
    onConnected: (generation) =>
      void link.askUntilAnswered('connected', { generation }, () => isIn(generation)),
    onShaken(generation) {
      if (link.isNew()) renew(generation, null);
      else link.prove('connected', { generation });
    },
    onLost: renew,
    ...(options.createPeer && { createPeer: options.createPeer }),
  });

  const link = createLink<RoomFacts, RoomCommands, 'enterRoom'>({
    address: options.server + NAMESPACES.room,
    auth: (): RoomHandshake => ({
      room: options.room,
      ...(as && { as }),
      protocolVersion: PROTOCOL_VERSION,
    }),
    greeting: 'enterRoom',
    greet: () => ({ name, place, ...(hand.begun > 0 && { holding: hand.begun }) }),
    onGreeted: ({ room }) => apply(room),
    onLink: (state) => store.setState({ link: state }),
    onRefused(code) {
      finish();
      if (!leaving) store.setState({ standing: { phase: 'refused', code } });
    },
    facts: {
      roomChanged: apply,
      signal: ({ generation, signal }) => call.receive(generation, signal),
      moved() {
        finish();
        if (!leaving) store.setState({ standing: { phase: 'moved' } });
      },
      // Nothing to do: the place is kept, and the link comes back by itself.
      stopping() {},
    },
  });

  function finish() {
    call.end();
    link.close();
  }

  function apply(view: RoomView) {
    if (leaving) return;
    const before = standing().phase;
    const known = store.getState().clockOffsetMs;
    const clockOffsetMs = 'at' in view ? clockOffset(known, view.at, Date.now()) : known;
    store.setState({ standing: view, clockOffsetMs });
    const next = stepsOf(before, view, hand);
    hand = next.hand;
    next.steps.forEach(take);
  }

  function take(step: RoomStep): void {
    switch (step.do) {
      case 'reset':
        return call.reset();
      case 'begin':
        return call.begin(step.generation, step.ice);
      case 'end':
        return finish();
      default:
        return step satisfies never;
    }
  }

  /** Answers the knock that is to be seen now. */
  async function answerKnock(answer: 'admit' | 'decline') {
    const now = standing();
    if (now.phase !== 'asked') return;
    const { generation } = now;
    await link.askUntilAnswered(answer, { generation }, () => {
      const present = standing();
      return present.phase === 'asked' && present.generation === generation;
    });
  }

  /** A press that concerns the recording of the meeting at hand. */
  async function askOfRecording<
    Name extends 'requestRecording' | 'pauseRecording' | 'resumeRecording' | 'stopRecording',
  >(command: Name, request: RequestOf<RoomCommands[Name]>): Outcome {
    const now = standing();
    const consultation = 'consultation' in now ? now.consultation?.id : undefined;
    if (!consultation) return 'not_in_call';
    return outcomeOf(await link.askOnce(command, { ...request, consultation }));
  }

  async function deliverLeave() {
    await link.askUntilAnswered('leaveRoom', {}, () => true);
    link.close();
  }

  link.open();

  return {
    store,
    call,
    admit: () => void answerKnock('admit'),
    decline: () => void answerKnock('decline'),
    requestRecording: (media) => askOfRecording('requestRecording', { media }),
    pauseRecording: () => askOfRecording('pauseRecording', {}),
    resumeRecording: () => askOfRecording('resumeRecording', {}),
    stopRecording: () => askOfRecording('stopRecording', {}),
    answerRecording: async (answer) => outcomeOf(await link.askOnce('answerRecording', answer)),
    leave() {
      if (leaving || isOver(standing())) return;
      leaving = true;
      call.end();
      store.setState({ standing: { phase: 'left' } });
      void deliverLeave();
    },
    takeBack() {
      if (standing().phase !== 'moved') return;
      call.reset();
      hand = NO_MEETING;
      store.setState({ standing: { phase: 'entering' } });
      link.open();
    },
    close() {
      // A leave still has to reach the server.
      if (!leaving) finish();
    },
  };
}

/** Nothing is left on the server that could be left. */
function isOver({ phase }: RoomState['standing']): boolean {
  return phase === 'out' || phase === 'refused' || phase === 'moved' || phase === 'left';
}
