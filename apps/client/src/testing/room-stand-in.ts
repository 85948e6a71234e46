import { callIn } from '@peerdesk/call/testing';
import type {
  Outcome,
  RoomSession,
  RoomSessionOptions,
  RoomStanding,
  RoomState,
} from '@peerdesk/session';
import { createStore } from 'zustand/vanilla';

/** The server's side of a room: what is pressed is written down, what it says is set. */
export interface RoomStandIn {
  readonly open: (options: RoomSessionOptions) => RoomSession;
  readonly opened: readonly RoomSessionOptions[];
  readonly pressed: readonly string[];
  say(standing: RoomStanding): void;
}

export function createRoomStandIn(): RoomStandIn {
  const store = createStore<RoomState>(() => ({
    link: 'up',
    standing: { phase: 'entering' },
    clockOffsetMs: 0,
  }));
  const opened: RoomSessionOptions[] = [];
  const pressed: string[] = [];
  const say = (standing: RoomStanding) => store.setState({ standing });
  const press = async (what: string): Outcome => {
    pressed.push(what);
    return null;
  };
  return {
    opened,
    pressed,
    say,
    open(options) {
      opened.push(options);
      say({ phase: 'entering' });
      return {
        store,
        call: callIn({ phase: 'connecting', generation: 1 }),
        requestRecording: (media) => press(`record ${media}`),
        pauseRecording: () => press('pause recording'),
        resumeRecording: () => press('resume recording'),
        stopRecording: () => press('stop recording'),
        answerRecording: () => press('answer'),
        admit: () => void pressed.push('admit'),
        decline: () => void pressed.push('decline'),
        leave: () => say({ phase: 'left' }),
        takeBack: () => void pressed.push('take back'),
        close: () => {},
      };
    },
  };
}
