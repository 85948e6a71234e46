import {
  type CallTools,
  createCallTools,
  type Diagnostics,
  forgetCall,
  playTone,
} from '@peerdesk/call';
import type {
  ConsultationId,
  PlaceSecret,
  RecordingId,
  RecordingMedia,
  RefusalCode,
} from '@peerdesk/protocol';
import type { Link, RoomSession, RoomSessionOptions, RoomStanding } from '@peerdesk/session';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AfterCallApi } from '../after-call-api.ts';
import { uploadChat } from '../desk/chat-upload.ts';
import type { Desk } from '../desk/desk.ts';
import type { Recorder } from '../recording/recorder.ts';
import type { RecordingActions } from '../recording/recording-actions.ts';
import type { KnownRoom } from './known-room.ts';
import { recordedInRoom } from './room-recorded.ts';

interface LastMeeting {
  readonly id: ConsultationId;
  readonly caller: string;
  readonly wasRecorded: boolean;
}

export interface RoomCallState {
  readonly link: Link;
  readonly standing: RoomStanding;
  /** Server clock minus this browser's clock, in milliseconds. */
  readonly clockOffsetMs: number;
  /** Null until the devices are there. */
  readonly session: RoomSession | null;
  /** Those of the present meeting. */
  readonly tools: CallTools | null;
  /** Null until it is known whether this browser can record. */
  readonly recorder: Recorder | null;
  /** A press about the recording is on its way to the server. */
  readonly busy: boolean;
  /** Why the last one came to nothing. */
  readonly refusal: RefusalCode | 'unreachable' | null;
  /** Who was here and has left. */
  readonly gone: string | null;
  /** The last meeting, as it is in the history. */
  readonly last: LastMeeting | null;
  /** What is kept of its call in this tab. */
  readonly lastCall: Diagnostics | null;
}

/** A consultant in a room, in this window: with what the desk has for calls. */
export interface RoomCall extends RecordingActions {
  readonly room: KnownRoom;
  readonly store: StoreApi<RoomCallState>;
  readonly admit: () => void;
  readonly decline: () => void;
  readonly leave: () => void;
  /** Brings the place back from the window that has it now. */
  readonly takeBack: () => void;
  /** Gives the devices back. Safe to repeat. */
  readonly close: () => void;
}

export interface RoomCallParts {
  readonly room: KnownRoom;
  readonly name: string;
  readonly place: PlaceSecret;
  readonly desk: Pick<Desk, 'media' | 'outgoing' | 'lendDevices' | 'record'>;
  readonly api: Pick<AfterCallApi, 'keepChat'>;
  readonly openSession: (options: RoomSessionOptions) => RoomSession;
}

export function createRoomCall(parts: RoomCallParts): RoomCall {
  const { room, desk, api } = parts;
  const { media, outgoing } = desk;
  const store = createStore<RoomCallState>(() => ({
    link: 'up',
    standing: { phase: 'entering' },
    clockOffsetMs: 0,
    session: null,
    tools: null,
    recorder: null,
    busy: false,
    refusal: null,
    gone: null,
    last: null,
    lastCall: null,
  }));
  const { getState: now, setState: set } = store;
  let closed = false;
  let meeting = 0;
  let recorded: RecordingId | null = null;
  let endUpload: (() => void) | null = null;
  let unfollow: (() => void) | null = null;

  /** What is in hand for a call; what the two have written is kept for the next page. */
  function endTools(): void {
    endUpload?.();
    endUpload = null;
    now().tools?.end();
    set({ tools: null });
  }

  /** Nothing of it is for whoever comes next. */
  function endMeeting(): void {
    if (meeting === 0) return;
    endTools();
    meeting = 0;
    forgetCall();
  }

  function equip(session: RoomSession): void {
    if (now().tools) return;
    const keptAs = `${room.id} ${meeting}`;
    const tools = createCallTools({ call: session.call, media, outgoing, keptAs });
    set({ tools, lastCall: tools.diagnostics });
  }

  function follow(session: RoomSession): void {
    const { standing, link, clockOffsetMs } = session.store.getState();
    const before = now().standing;
    const kept = keptIn(standing);
    set({ link, clockOffsetMs, standing });
    switch (standing.phase) {
      case 'connecting':
      case 'active':
        if (meeting !== standing.meeting) endMeeting();
        meeting = standing.meeting;
        equip(session);
        set({ gone: null });
        break;
      case 'waiting':
      case 'asked':
      case 'knocking':
      case 'left':
      case 'out':
      case 'refused':
        if (standing.phase === 'waiting' && 'remoteName' in before) {
          set({ gone: before.remoteName });
        }
        endMeeting();
        break;
      case 'moved':
      case 'entering':
        endTools();
        break;
      default:
        standing satisfies never;
    }
    if (kept && 'place' in standing) {
      const { tools, last } = now();
      if (kept.id !== last?.id || !endUpload) {
        endUpload?.();
        const own = standing.place === 'first' ? 'initiator' : 'answerer';
        endUpload = tools && uploadChat(tools.chat, kept.id, api, window, own);
      }
      const { id, recording } = kept;
      const wasRecorded = recording.phase !== 'off' || recording.last !== null;
      set({ last: { id, caller: standing.remoteName, wasRecorded } });
      if (recording.phase === 'on' || recording.phase === 'paused') {
        if (recorded !== recording.id) playTone();
        recorded = recording.id;
      }
    }
    if (isOutside(standing)) void desk.lendDevices(null);
  }

  async function enter(): Promise<void> {
    await desk.lendDevices('video');
    if (closed) return;
    const session = parts.openSession({
      server: '',
      room: room.key,
      name: parts.name,
      place: parts.place,
      as: 'consultant',
      localStream: () => outgoing.stream,
    });
    set({ session });
    unfollow = session.store.subscribe(() => follow(session));
    follow(session);
    try {
      const recorder = await desk.record({
        call: session.call,
        recorded: () => recordedInRoom(session.store.getState().standing, recorded),
        subscribe: (listener) => session.store.subscribe(listener),
        clockOffsetMs: () => session.store.getState().clockOffsetMs,
      });
      set({ recorder });
    } catch {
      // The desk says that nothing can be recorded here.
    }
  }

  /** Runs one press about the recording. */
  async function press(ask: (session: RoomSession) => Promise<RefusalCode | 'unreachable' | null>) {
    const { session, busy } = now();
    if (!session || busy) return;
    set({ busy: true, refusal: null });
    const refusal = await ask(session);
    set({ busy: false, refusal });
  }

  void enter();

  return {
    room,
    store,
    requestRecording: (what: RecordingMedia) => press((session) => session.requestRecording(what)),
    pauseRecording: () => press((session) => session.pauseRecording()),
    resumeRecording: () => press((session) => session.resumeRecording()),
    stopRecording: () => press((session) => session.stopRecording()),
    admit: () => now().session?.admit(),
    decline: () => now().session?.decline(),
    leave: () => now().session?.leave(),
    takeBack() {
      void desk.lendDevices('video').then(() => now().session?.takeBack());
    },
    close() {
      if (closed) return;
      closed = true;
      const { session, recorder } = now();
      session?.leave();
      unfollow?.();
      // It reads from the session that it is over.
      void recorder?.close();
      endMeeting();
      session?.close();
      void desk.lendDevices(null);
    },
  };
}

const keptIn = (standing: RoomStanding) =>
  'consultation' in standing ? standing.consultation : null;

/** Nothing is seen or heard of this window any more. */
export function isOutside({ phase }: RoomStanding): boolean {
  return phase === 'left' || phase === 'out' || phase === 'refused' || phase === 'moved';
}
