import type { Call, CallState } from '@peerdesk/call';
import type { ConsultantId, RecordingId, RecordingMedia, RecordingTrack } from '@peerdesk/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Outbox, SegmentKey } from './outbox.ts';
import { createRecordedPicture, type RecordedPicture } from './picture.ts';
import { isOver, type Recorded, wantedOf } from './recorder-rules.ts';
import { recordingTypeOf } from './recording-type.ts';
import { type Segment, startSegment } from './segment.ts';
import { createRecordedSound, RECORDED_TRACKS, type RecordedSound } from './sound.ts';
import { holdWriting } from './writing.ts';

export type RecorderState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'recording'; readonly sound: RecordedSound }
  /** This browser cannot record, or has no room to keep what it records. */
  | { readonly phase: 'trouble'; readonly code: 'unsupported' | 'browser_full' };

/** A call that may be recorded: one of the desk, or one in a room. */
export interface RecordedCall {
  readonly call: Call;
  readonly recorded: () => Recorded | null;
  /** Calls back when it may have changed, until what it returns is called. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Server clock minus this browser's clock, in milliseconds. */
  readonly clockOffsetMs: () => number;
}

/** Records the call in this window whenever it is said that it is recorded. */
export interface Recorder {
  readonly store: StoreApi<RecorderState>;
  /** Resolves when all that was recorded is kept. Safe to repeat. */
  close(): Promise<void>;
}

export interface RecorderParts {
  readonly source: RecordedCall;
  /** What the consultant sends. */
  readonly outgoing: MediaStream;
  readonly outbox: Outbox;
  readonly consultant: ConsultantId;
  /** The first segment's number that the server does not know of this recording; 0 when out of reach. */
  readonly nextSegment: (recording: RecordingId) => Promise<number>;
}

/** A recording that this window has begun to record, through its pauses. */
interface Run {
  readonly id: RecordingId;
  readonly sound: RecordedSound;
  picture: RecordedPicture | null;
  /** Null while paused. */
  segment: Segment | null;
  /** The number of the last segment begun. */
  number: Promise<number>;
  readonly release: () => void;
}

const keyOf = (id: RecordingId, track: RecordingTrack, segment: number): SegmentKey => ({
  recording: id,
  track,
  segment,
});

export function createRecorder(parts: RecorderParts): Recorder {
  const { source, outgoing, outbox, consultant } = parts;
  const store = createStore<RecorderState>(() => ({ phase: 'idle' }));
  let run: Run | null = null;
  // Nothing is heard by it. A browser takes its time to start one, and the first words would be lost.
  let soon: RecordedSound | null = null;
  let closed = false;
  let turn = Promise.resolve();

  const serverNow = () => Date.now() + source.clockOffsetMs();
  const fail = (code: 'unsupported' | 'browser_full') =>
    store.setState({ phase: 'trouble', code }, true);

  async function begin(id: RecordingId, media: RecordingMedia): Promise<void> {
    const typeOf = (track: RecordingTrack) =>
      recordingTypeOf(track === 'mixed' ? media : 'voice', navigator.vendor, (type) =>
        MediaRecorder.isTypeSupported(type),
      );
    const types = {
      mixed: typeOf('mixed'),
      caller: typeOf('caller'),
      consultant: typeOf('consultant'),
    };
    if (!types.mixed || !types.caller) return fail('unsupported');

    const before = run;
    run ??= {
      id,
      sound: soon ?? createRecordedSound(),
      picture: null,
      segment: null,
      number: parts.nextSegment(id).then((next) => next - 1),
      release: holdWriting(id),
    };
    const { sound } = run;
    soon = null;
    if (media === 'picture') run.picture ??= createRecordedPicture();
    hearAndSee(source.call.store.getState());
    const streams = run.picture
      ? {
          ...sound.streams,
          mixed: new MediaStream([...sound.streams.mixed.getTracks(), run.picture.track]),
        }
      : sound.streams;
    const startedAt = serverNow();
    const number = run.number.then((last) => last + 1);
    run.number = number;
    // What is recorded meanwhile waits for its place.
    const begun = (async () => {
      const segment = await number;
      if (before) await settle(id, segment - 1, false);
      for (const track of RECORDED_TRACKS) {
        const type = types[track] ?? '';
        await outbox.begin({ ...keyOf(id, track, segment), consultant, type, startedAt });
      }
    })();
    // Told where it is waited for.
    begun.catch(() => {});
    run.segment = startSegment(
      streams,
      (track) => types[track] ?? '',
      async (track, bytes) => {
        try {
          await begun;
          await outbox.append(keyOf(id, track, await number), bytes);
        } catch {
          fail('browser_full');
        }
      },
    );
    store.setState({ phase: 'recording', sound }, true);
  }

  /** Ends the segment at hand. @param last null: it is paused, and that is not known yet */
  async function endSegment(last: boolean | null): Promise<void> {
    if (!run) return;
    const { id, segment } = run;
    const number = await run.number;
    run.segment = null;
    await segment?.stop();
    for (const track of RECORDED_TRACKS) {
      await outbox.change(keyOf(id, track, number), { ended: true, last });
    }
  }

  async function settle(id: RecordingId, segment: number, last: boolean): Promise<void> {
    for (const track of RECORDED_TRACKS) await outbox.change(keyOf(id, track, segment), { last });
  }

  async function finish(): Promise<void> {
    if (!run) return;
    const { id, sound } = run;
    await endSegment(isOver(source.recorded(), id));
    run.picture?.close();
    sound.close();
    run.release();
    run = null;
    store.setState({ phase: 'idle' }, true);
  }

  /** It was not to be. */
  function forgo(): void {
    soon?.close();
    soon = null;
  }

  /** Brings what is recorded into line with what should be. */
  async function follow(): Promise<void> {
    const wanted = closed ? { phase: 'nothing' as const } : wantedOf(source.recorded());
    if (run && !('id' in wanted && wanted.id === run.id)) await finish();
    if (wanted.phase === 'soon') soon ??= createRecordedSound();
    else if (wanted.phase !== 'on') forgo();
    if (wanted.phase === 'on' && !run?.segment) await begin(wanted.id, wanted.media);
    if (wanted.phase === 'paused' && run?.segment) await endSegment(null);
  }

  const look = () => {
    turn = turn.then(follow).catch(() => fail('browser_full'));
  };

  /** A new generation brings a new stream; until it comes, there is silence. */
  function hearAndSee(call: CallState) {
    const remote = call.phase === 'connected' ? call.remote : null;
    run?.sound.hear('caller', remote);
    run?.sound.hear('consultant', outgoing);
    run?.picture?.show('caller', remote);
    run?.picture?.show('consultant', outgoing);
  }

  const releases = [source.subscribe(look), source.call.store.subscribe(hearAndSee)];
  look();
  return {
    store,
    async close() {
      closed = true;
      for (const release of releases.splice(0)) release();
      look();
      await turn;
    },
  };
}
