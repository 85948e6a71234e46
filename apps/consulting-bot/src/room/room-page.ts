import type {
  CallTools,
  CallToolsOptions,
  Diagnostics,
  LocalMedia,
  Outgoing,
} from '@peerdesk/call';
import type {
  IceSettings,
  Media,
  PlaceSecret,
  RecordingConsent,
  RefusalCode,
  RoomKey,
} from '@peerdesk/protocol';
import type { Link, RoomSession, RoomSessionOptions, RoomStanding } from '@peerdesk/session';
import { createStore } from 'zustand/vanilla';
import { settled } from '../settled.ts';
import type { Tickets } from '../tickets.ts';
import { lineOf } from '../words.ts';
import { type RoomKnown, type Shut, shutBy, shutOf } from './room-status.ts';

/** Why one is at the door again. */
export type DoorNotice =
  | 'full'
  | 'declined'
  /** The server said no for another reason than the room itself. */
  | { readonly code: RefusalCode };

/** Where the person is. */
export type PageStanding =
  | { readonly phase: 'door'; readonly notice: DoorNotice | null }
  | { readonly phase: 'shut'; readonly why: Shut }
  | Exclude<RoomStanding, { readonly phase: 'refused' | 'out' }>;

export interface RoomPageState {
  readonly known: RoomKnown;
  readonly draft: { readonly name: string; readonly media: Media };
  /** Entering was pressed without a name, or while the microphone was not there yet. */
  readonly nameMissing: boolean;
  readonly enterPressed: boolean;
  readonly standing: PageStanding;
  readonly link: Link;
  /** When the two were first connected, in this browser's clock. */
  readonly startedAt: number | null;
  /** Who was here and has left. */
  readonly gone: string | null;
  readonly session: RoomSession | null;
  /** Those of the present meeting: nothing of it is shown or sent to the next one who comes. */
  readonly tools: CallTools | null;
  /** What is kept of the last call, until one is at the door again. */
  readonly lastCall: Diagnostics | null;
  /** The answer to being asked, or the withdrawal of it, on its way to the server. */
  readonly recordingWord: 'said' | 'pending' | 'failed';
  /** Server clock minus this browser's clock, in milliseconds. */
  readonly clockOffsetMs: number;
}

/** What the page stands on; tests bring their own. */
export interface RoomPageParts {
  readonly room: RoomKey;
  readonly media: LocalMedia;
  readonly outgoing: Outgoing;
  /** Keeps this browser's secret and whether this tab is inside. */
  readonly places: Tickets<PlaceSecret>;
  readonly askRoom: () => Promise<RoomKnown>;
  /** For a test call; null when the server cannot be asked. */
  readonly askIce: () => Promise<IceSettings | null>;
  /** Gives the page the style of the test. */
  readonly dressTest: () => Promise<void>;
  /** The address under which this room can be entered in another browser. */
  readonly link: string;
  /** Calls back now and then while the page is to be seen, until what it returns is called. */
  readonly keepFresh: (refresh: () => void) => () => void;
  /** The session's code is loaded while the person fills in the form. */
  readonly openSession: (options: RoomSessionOptions) => Promise<RoomSession>;
  readonly createTools: (options: CallToolsOptions) => CallTools;
  /** Recording has begun: it is heard. */
  readonly playTone: () => void;
  /** Erases what this tab keeps of a call. */
  readonly forgetCall: () => void;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

const OUTSIDE = {
  link: 'up',
  startedAt: null,
  gone: null,
  session: null,
  tools: null,
  lastCall: null,
  recordingWord: 'said',
  clockOffsetMs: 0,
  nameMissing: false,
  enterPressed: false,
} as const;

/** A room's page without a page: its state, and everything a person can do with it. */
export function createRoomPage(parts: RoomPageParts) {
  const { media, outgoing, places } = parts;
  const store = createStore<RoomPageState>(() => ({
    known: { phase: 'asking' },
    draft: { name: '', media: 'video' },
    standing: { phase: 'door', notice: null },
    ...OUTSIDE,
  }));
  const { getState: now, setState: set } = store;
  let unfollow: (() => void) | null = null;
  let unrefresh: (() => void) | null = null;
  /** Raised by every beginning and every giving up: what was under way before then comes too late. */
  let latest = 0;
  let meeting = 0;

  async function ask(): Promise<void> {
    const before = now().known;
    if (before.phase !== 'known') set({ known: { phase: 'asking' } });
    const known = await parts.askRoom();
    // A hiccup takes nothing away that is known.
    if (known.phase === 'unreachable' && before.phase === 'known') return;
    set({ known });
    const { standing, draft } = now();
    if (standing.phase !== 'door' && standing.phase !== 'shut') return;
    const why = shutOf(known);
    if (why !== null) return shut(why);
    if (known.phase !== 'known') return;
    if (standing.phase === 'shut') set({ standing: { phase: 'door', notice: null } });
    if (!draft.name) set({ draft: { ...draft, name: known.status.yourName ?? '' } });
    if (media.store.getState().phase === 'closed') void media.open(draft.media);
  }

  function shut(why: Shut): void {
    giveUp();
    endMeeting();
    places.forget();
    media.close();
    set({ ...OUTSIDE, standing: { phase: 'shut', why } });
    if (why === 'not_yet') unrefresh ??= parts.keepFresh(() => void ask());
    else stopRefreshing();
  }

  function stopRefreshing(): void {
    unrefresh?.();
    unrefresh = null;
  }

  /** The tools in hand on this page; what the two have written is kept for its next one. */
  function endTools(): void {
    now().tools?.end();
    set({ tools: null, startedAt: null });
  }

  /** What was the two's is over: nothing of it is for whoever comes next. */
  function endMeeting(): void {
    endTools();
    meeting = 0;
    parts.forgetCall();
  }

  /** Gives the session up in this page; the place itself is not touched. */
  function giveUp(): void {
    latest++;
    unfollow?.();
    unfollow = null;
    now().session?.close();
    endTools();
  }

  function toDoor(notice: DoorNotice | null): void {
    giveUp();
    endMeeting();
    places.forget();
    set({ ...OUTSIDE, standing: { phase: 'door', notice } });
  }

  async function begin(name: string, wanted: Media, place: PlaceSecret): Promise<void> {
    stopRefreshing();
    const beginning = ++latest;
    places.keep({ ticket: place, media: wanted, name, small: false });
    set({ ...OUTSIDE, standing: { phase: 'entering' } });
    const session = await parts.openSession({
      server: '',
      room: parts.room,
      name,
      place,
      localStream: () => outgoing.stream,
    });
    if (beginning !== latest) return session.close();
    set({ session });
    const follow = () => {
      const { standing, link, clockOffsetMs } = session.store.getState();
      set({ link, clockOffsetMs });
      take(standing);
    };
    unfollow = session.store.subscribe(follow);
    follow();
  }

  function take(standing: RoomStanding): void {
    switch (standing.phase) {
      case 'refused': {
        const why = shutBy(standing.code);
        if (why !== null) return void ask().then(() => shut(why));
        return toDoor(standing.code === 'room_full' ? 'full' : { code: standing.code });
      }
      case 'out':
        if (standing.reason === 'declined') return toDoor('declined');
        return shut(standing.reason);
      case 'connecting':
      case 'active':
        if (meeting !== 0 && standing.meeting !== meeting) endMeeting();
        meeting = standing.meeting;
        if (isRecorded(standing) && !isRecorded(now().standing)) parts.playTone();
        set({ standing, gone: null, startedAt: startedAtIn(standing) });
        return giveTools();
      case 'waiting': {
        const before = now().standing;
        const was = before.phase === 'connecting' || before.phase === 'active';
        if (was) set({ gone: before.remoteName });
        endMeeting();
        return set({ standing });
      }
      case 'knocking':
      case 'asked':
      case 'entering':
        return set({ standing });
      case 'moved':
        endTools();
        media.close();
        return set({ standing });
      case 'left':
        endMeeting();
        media.close();
        places.forget();
        return set({ standing });
      default:
        return standing satisfies never;
    }
  }

  function giveTools(): void {
    const { session, tools } = now();
    if (!session || tools) return;
    const keptAs = `${parts.room} ${meeting}`;
    const made = parts.createTools({ call: session.call, media, outgoing, keptAs });
    set({ tools: made, lastCall: made.diagnostics });
  }

  /** One word at a time, and it is told when it did not arrive. */
  async function sayOfRecording(say: (session: RoomSession) => Promise<string | null>) {
    const { session, recordingWord } = now();
    if (!session || recordingWord === 'pending') return;
    set({ recordingWord: 'pending' });
    const refusal = await say(session);
    // It is over already: then there is nothing left to be said.
    const isMoot = refusal === null || refusal === 'not_recording' || refusal === 'not_in_call';
    set({ recordingWord: isMoot ? 'said' : 'failed' });
  }

  /** The beginning by this browser's clock; kept, so that the duration does not jump. */
  function startedAtIn(view: Extract<RoomStanding, { phase: 'connecting' | 'active' }>) {
    const before = now().startedAt;
    if (before !== null || view.startedAt === null) return before;
    return parts.clock() - (view.at - view.startedAt);
  }

  return {
    store,
    media,
    outgoing,
    link: parts.link,
    askIce: parts.askIce,
    dressTest: parts.dressTest,

    /** Takes this tab's place up again after a reload, or shows the door. */
    async start() {
      const inside = places.ofThisTab();
      const known = inside ?? places.ofThisBrowser();
      if (known) set({ draft: { name: known.name, media: known.media } });
      if (!inside) return ask();
      set({ standing: { phase: 'entering' } });
      const beginning = ++latest;
      void ask();
      await settled(media.open(inside.media));
      if (beginning !== latest) return;
      await begin(inside.name, inside.media, inside.ticket);
    },

    askAgain: () => void ask(),

    edit(change: Partial<RoomPageState['draft']>) {
      const draft = { ...now().draft, ...change };
      set({ draft, nameMissing: now().nameMissing && lineOf(draft.name) === '' });
      if (change.media !== undefined) void media.open(change.media);
    },

    /** Asks for the camera and microphone again. */
    retryMedia: () => void media.open(now().draft.media),

    async enter() {
      const { draft, enterPressed } = now();
      const name = lineOf(draft.name);
      if (name === '') return set({ nameMissing: true });
      if (enterPressed) return;
      set({ enterPressed: true });
      if (media.store.getState().phase !== 'open') await media.open(draft.media);
      if (now().standing.phase !== 'door' || !now().enterPressed) return;
      set({ enterPressed: false });
      if (media.store.getState().phase !== 'open') return;
      const kept = places.ofThisBrowser()?.ticket;
      await begin(name, draft.media, kept ?? (crypto.randomUUID() as string as PlaceSecret));
    },

    /** To being asked by the consultant inside. */
    async answerRecording(answer: RecordingConsent) {
      const { standing } = now();
      const recording = 'consultation' in standing ? standing.consultation?.recording : null;
      if (recording?.phase !== 'asked') return;
      const { id } = recording;
      await sayOfRecording((session) => session.answerRecording({ ...answer, recording: id }));
    },

    /** Withdraws the consent. */
    stopRecording: () => sayOfRecording((session) => session.stopRecording()),

    admit: () => now().session?.admit(),
    decline: () => now().session?.decline(),

    leave() {
      const { session } = now();
      if (session) return session.leave();
      toDoor(null);
    },

    /** Brings the place back from another tab. */
    async takeBack() {
      const { session, draft } = now();
      if (!session) return;
      await settled(media.open(draft.media));
      session.takeBack();
    },

    /** From outside back to the door. */
    again() {
      toDoor(null);
      void media.open(now().draft.media);
      void ask();
    },
  };
}

/** A pause is a part of it. */
function isRecorded(standing: PageStanding): boolean {
  const phase = 'consultation' in standing ? standing.consultation?.recording.phase : null;
  return phase === 'on' || phase === 'paused';
}

export type RoomPage = ReturnType<typeof createRoomPage>;
