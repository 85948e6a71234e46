import {
  type CallTools,
  createCallTools,
  createOutgoing,
  type Diagnostics,
  forgetCall,
  type LocalMedia,
  type Outgoing,
  playTone,
} from '@peerdesk/call';
import type {
  CalleeSlug,
  ConsultationId,
  Media,
  RecordingMedia,
  RefusalCode,
} from '@peerdesk/protocol';
import type { CalleeSession, CalleeSessionOptions, CalleeState } from '@peerdesk/session';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AfterCallApi } from '../after-call-api.ts';
import type { PreferencesStore } from '../preferences.ts';
import type { RecordedCall, Recorder } from '../recording/recorder.ts';
import type { Recordings } from '../recording/recordings.ts';
import { uploadChat } from './chat-upload.ts';
import { isConsulting, mediaWanted, nextOf } from './desk-rules.ts';

/** What was asked for by a press of a button and is not answered yet. */
type Pending =
  | {
      readonly action: 'accept';
      /** Null: simply the next. */
      readonly consultation: ConsultationId | null;
      readonly media: Media;
      /** First the devices, then the server. */
      readonly step: 'devices' | 'server';
    }
  | { readonly action: 'takeOver'; readonly media: Media; readonly step: 'devices' | 'server' }
  | { readonly action: 'recording' }
  | { readonly action: 'decline'; readonly consultation: ConsultationId }
  | { readonly action: 'availability'; readonly available: boolean };

interface DeskState {
  readonly pending: Pending | null;
  /** Why the last press of a button came to nothing. */
  readonly refusal: RefusalCode | 'unreachable' | null;
  /** The call was in this window and is in another one now. */
  readonly movedAway: boolean;
  /** Of the call that is in this window; null outside of one. */
  readonly tools: CallTools | null;
  /** Null until it is known whether this browser can record. */
  readonly recordings: Recordings | 'impossible' | null;
  /** What is kept of the last call in this window, until it is left. */
  readonly lastCall: Diagnostics | null;
}

/** One desk, open in this window: its queue, the consultation at hand, camera and microphone. */
export interface Desk {
  readonly callee: CalleeSlug;
  readonly store: StoreApi<DeskState>;
  readonly session: CalleeSession;
  readonly media: LocalMedia;
  readonly outgoing: Outgoing;
  readonly setAvailable: (available: boolean) => Promise<void>;
  /** Accepts the next caller, or this one. A second press while the first is under way does nothing. */
  readonly accept: (consultation?: ConsultationId) => Promise<void>;
  /** @returns true when the caller has been declined */
  readonly decline: (consultation: ConsultationId, message: string) => Promise<boolean>;
  readonly takeOver: () => Promise<void>;
  readonly hangUp: () => Promise<void>;
  readonly requestRecording: (media: RecordingMedia) => Promise<void>;
  readonly pauseRecording: () => Promise<void>;
  readonly resumeRecording: () => Promise<void>;
  readonly stopRecording: () => Promise<void>;
  /** Leaves the consultation that has ended. */
  readonly dismiss: () => void;
  /** Leaves the consultation that has ended for the next caller. */
  readonly acceptNext: () => Promise<void>;
  readonly forgetRefusal: () => void;
  readonly retryMedia: () => void;
  /** Opens devices for a call that is not the desk's, which takes none meanwhile; null gives them back. */
  readonly lendDevices: (wanted: Media | null) => Promise<void>;
  /** Records a call that is not the desk's, too. Rejects where nothing can be recorded. */
  readonly record: (source: RecordedCall) => Promise<Recorder>;
  /** After a test: what the desk itself does not need is closed. */
  readonly releaseDevices: () => void;
  /** Releases the connection and the devices. Safe to repeat. */
  readonly close: () => void;
}

export interface DeskParts {
  readonly callee: CalleeSlug;
  readonly api: Pick<AfterCallApi, 'keepChat'>;
  readonly preferences: PreferencesStore;
  readonly media: LocalMedia;
  readonly openSession: (options: CalleeSessionOptions) => CalleeSession;
  /** Rejects where the browser keeps nothing for this page. */
  readonly openRecordings: (link: {
    readonly session: CalleeSession;
    readonly outgoing: MediaStream;
  }) => Promise<Recordings>;
  /** The server refused the sign-in. */
  readonly onSignedOut: () => void;
}

export function createDesk(parts: DeskParts): Desk {
  const { callee, api, preferences, media, openSession, onSignedOut } = parts;
  const store = createStore<DeskState>(() => ({
    pending: null,
    refusal: null,
    movedAway: false,
    tools: null,
    recordings: null,
    lastCall: null,
  }));

  const outgoing = createOutgoing(media);
  const session = openSession({ callee, localStream: () => outgoing.stream });

  let lent: Media | null = null;
  let opened: Media | null = null;
  /** Null: the devices that are wanted are open, or none are. */
  let opening: Promise<void> | null = null;
  const openDevices = (wanted: Media | null): Promise<void> | null => {
    if (wanted === opened) return opening;
    opened = wanted;
    if (!wanted) media.close();
    const now = wanted ? media.open(wanted) : null;
    opening = now;
    const onOpen = () => {
      if (opening === now) opening = null;
    };
    void now?.then(onOpen);
    return opening;
  };
  const accepting = () => {
    const { pending } = store.getState();
    return pending && 'media' in pending ? pending.media : null;
  };
  const followDevices = (): Promise<void> | null => {
    const { available, consultation } = session.store.getState();
    const { cameraWaits } = preferences.store.getState();
    const own = mediaWanted({ available, consultation, accepting: accepting(), cameraWaits });
    return openDevices(lent ?? own);
  };

  let endUpload: (() => void) | null = null;
  const followSession = (state: CalleeState, before: CalleeState) => {
    if (isHere(state) && !isHere(before)) {
      const tools = createCallTools({
        call: session.call,
        media,
        outgoing,
        keptAs: state.consultation?.id ?? null,
      });
      store.setState({ movedAway: false, tools, lastCall: tools.diagnostics });
      endUpload?.();
      if (state.consultation) endUpload = uploadChat(tools.chat, state.consultation.id, api);
    } else if (isHere(before) && !isHere(state)) {
      endUpload?.();
      endUpload = null;
      store.getState().tools?.end();
      store.setState({ movedAway: isConsulting(state.consultation), tools: null });
    }
    if (isRecorded(state) && !isRecorded(before)) playTone();
    if (state.refusal === 'not_signed_in' && before.refusal !== 'not_signed_in') onSignedOut();
    void followDevices();
  };
  let closed = false;
  const recordings = parts.openRecordings({ session, outgoing: outgoing.stream });
  recordings.then(
    (open) => !closed && store.setState({ recordings: open }),
    () => store.setState({ recordings: 'impossible' }),
  );

  const releases = [
    session.store.subscribe(followSession),
    preferences.store.subscribe(() => void followDevices()),
  ];
  void followDevices();

  /** Pressed and not answered yet. */
  const underWay = new Set<Pending['action']>();
  let lastPress: Promise<unknown> = Promise.resolve();

  /**
   * Runs one press of a button: pending meanwhile, then done or refused. The same once more does
   * nothing meanwhile; anything else takes its turn.
   */
  const press = async (
    pending: Pending,
    ask: () => Promise<RefusalCode | 'unreachable' | null>,
  ): Promise<boolean> => {
    if (underWay.has(pending.action)) return false;
    underWay.add(pending.action);
    const run = async () => {
      store.setState({ pending, refusal: null });
      const refusal = await ask();
      store.setState({ pending: null, refusal });
      underWay.delete(pending.action);
      void followDevices();
      return refusal === null;
    };
    const running = underWay.size === 1 ? run() : lastPress.then(run);
    lastPress = running;
    return running;
  };

  const withDevices = (
    pending: Extract<Pending, { media: Media }>,
    ask: () => ReturnType<CalleeSession['takeOver']>,
  ) =>
    press(pending, async () => {
      const devices = openDevices(pending.media);
      if (devices) await devices;
      store.setState({ pending: { ...pending, step: 'server' } });
      return ask();
    });

  const accept = async (consultation?: ConsultationId) => {
    // One voice cannot be in two calls.
    if (lent !== null) return store.setState({ refusal: 'already_consulting' });
    const { desk } = session.store.getState();
    const caller = consultation
      ? desk?.waiting.find(({ id }) => id === consultation)
      : nextOf(desk);
    await withDevices(
      {
        action: 'accept',
        consultation: consultation ?? null,
        media: caller?.media ?? 'video',
        step: 'devices',
      },
      () => session.startConsulting(consultation),
    );
  };

  /** From the last screen of a consultation; what this tab kept of it goes with it. */
  const leave = () => {
    session.dismiss();
    forgetCall();
  };

  return {
    callee,
    store,
    session,
    media,
    outgoing,
    accept,
    async setAvailable(available) {
      await press({ action: 'availability', available }, () => session.setAvailable(available));
    },
    decline: (consultation, message) =>
      press({ action: 'decline', consultation }, () => session.decline(consultation, message)),
    async takeOver() {
      const { consultation } = session.store.getState();
      if (!consultation || !('media' in consultation)) return;
      await withDevices({ action: 'takeOver', media: consultation.media, step: 'devices' }, () =>
        session.takeOver(),
      );
    },
    async requestRecording(what) {
      await press({ action: 'recording' }, () => session.requestRecording(what));
    },
    async pauseRecording() {
      await press({ action: 'recording' }, () => session.pauseRecording());
    },
    async resumeRecording() {
      await press({ action: 'recording' }, () => session.resumeRecording());
    },
    async stopRecording() {
      await press({ action: 'recording' }, () => session.stopRecording());
    },
    async hangUp() {
      // It ends here at once, and the server is told until it has heard.
      await session.hangUp();
    },
    dismiss() {
      store.setState({ refusal: null, lastCall: null });
      leave();
    },
    async acceptNext() {
      if (underWay.has('accept')) return;
      if (session.store.getState().consultation) leave();
      await accept();
    },
    forgetRefusal: () => store.setState({ refusal: null }),
    async lendDevices(wanted) {
      lent = wanted;
      await followDevices();
    },
    record: (source) => recordings.then((open) => open.record(source)),
    releaseDevices() {
      if (opened === null) media.close();
    },
    retryMedia() {
      opened = null;
      void followDevices();
    },
    close() {
      closed = true;
      for (const release of releases.splice(0)) release();
      recordings.then((open) => open.close()).catch(() => {});
      session.close();
      endUpload?.();
      store.getState().tools?.end();
      media.close();
      outgoing.release();
    },
  };
}

/** A press that accepts, while it is not answered. */
export function acceptIn({ pending }: DeskState) {
  return pending?.action === 'accept' ? pending : null;
}

/** A pause is a part of it. Heard only in the window that has the call. */
function isRecorded(state: CalleeState): boolean {
  const { consultation } = state;
  if (!isHere(state) || !consultation || !('recording' in consultation)) return false;
  const { phase } = consultation.recording;
  return phase === 'on' || phase === 'paused';
}

function isHere({ consultation }: CalleeState): boolean {
  return consultation !== null && 'held' in consultation && consultation.held === 'here';
}
