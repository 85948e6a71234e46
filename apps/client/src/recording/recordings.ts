import type { ConsultantId } from '@peerdesk/protocol';
import type { CalleeSession } from '@peerdesk/session';
import type { ServerApi } from '../server-api.ts';
import { openOutbox } from './outbox.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { createSender, MOOT_CODES, type Sender } from './sender.ts';

/** Everything that records in this window, and brings what was recorded to the server. */
export interface Recordings {
  readonly recorder: Recorder;
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
  const recorder = createRecorder({
    session,
    outgoing,
    outbox,
    consultant,
    async nextSegment(recording) {
      const [there, here] = await Promise.all([arrived(recording), outbox.segments(consultant)]);
      const known = [...there, ...here.filter((segment) => segment.recording === recording)];
      return Math.max(-1, ...known.map(({ segment }) => segment)) + 1;
    },
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
    sender,
    async close() {
      await recorder.close();
      sender.close();
      outbox.close();
    },
  };
}
