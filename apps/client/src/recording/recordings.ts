import type { ConsultantId } from '@peerdesk/protocol';
import type { CalleeSession } from '@peerdesk/session';
import type { ServerApi } from '../server-api.ts';
import { openOutbox } from './outbox.ts';
import { createRecorder, type RecordedCall, type Recorder } from './recorder.ts';
import { recordedIn } from './recorder-rules.ts';
import { createSender, MOOT_CODES, type Sender } from './sender.ts';

/** Everything that records in this window, and brings what was recorded to the server. */
export interface Recordings {
  /** Of the desk's calls. */
  readonly recorder: Recorder;
  /** Records another call, too, until these recordings or that recorder is closed. */
  readonly record: (source: RecordedCall) => Recorder;
  readonly sender: Sender;
  /** What is not on the server yet is kept for the next time. */
  close(): Promise<void>;
}

/** @throws when the browser keeps no data for this page: then nothing could be promised */
export async function openRecordings({
  session,
  outgoing,
  consultant,
  api,
}: {
  readonly session: CalleeSession;
  readonly outgoing: MediaStream;
  readonly consultant: ConsultantId;
  readonly api: ServerApi;
}): Promise<Recordings> {
  const outbox = await openOutbox();
  const arrived = async (recording: Parameters<ServerApi['recording']>[0]) => {
    const answer = await api.recording(recording);
    return answer.ok ? answer.value.segments : [];
  };
  const recorders: Recorder[] = [];
  const record = (source: RecordedCall) => {
    const recorder = createRecorder({
      source,
      outgoing,
      outbox,
      consultant,
      async nextSegment(recording) {
        const [there, here] = await Promise.all([arrived(recording), outbox.segments(consultant)]);
        const known = [...there, ...here.filter((segment) => segment.recording === recording)];
        return Math.max(-1, ...known.map(({ segment }) => segment)) + 1;
      },
    });
    recorders.push(recorder);
    return recorder;
  };
  const recorder = record({
    call: session.call,
    recorded: () => recordedIn(session.store.getState().consultation),
    subscribe: (listener) => session.store.subscribe(listener),
    clockOffsetMs: () => session.store.getState().clockOffsetMs,
  });
  const sender = createSender({
    outbox,
    consultant,
    seal: async ({ recording }, request) => {
      const answer = await api.sealSegment(recording, request);
      return answer.ok || MOOT_CODES.some((code) => code === answer.problem.code);
    },
    arrived: async ({ recording, track, segment }) =>
      (await arrived(recording)).find((view) => view.track === track && view.segment === segment) ??
      null,
  });
  return {
    recorder,
    record,
    sender,
    async close() {
      await Promise.all(recorders.map((each) => each.close()));
      sender.close();
      outbox.close();
    },
  };
}
