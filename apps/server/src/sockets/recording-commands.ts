import type {
  AnswerRecordingRequest,
  ConsultantId,
  ConsultationId,
  Party,
  RecordingMedia,
} from '@peerdesk/protocol';
import type { Logger } from 'pino';
import type { Held } from '../consultation/consultation.ts';
import {
  type Recording,
  type RecordingHappening,
  requestRecording,
} from '../consultation/recording.ts';
import { Refusal } from '../consultation/refusal.ts';
import type { Callees } from '../storage/callees.ts';
import type { Consultations } from '../storage/consultations.ts';
import { newRecordingId, type Recordings } from '../storage/recordings.ts';
import type { Changes } from './changes.ts';
import type { Publisher } from './publish.ts';

/** What the parties ask about recording, each in the consultation's turn, told to both. */
export function createRecordingCommands({
  callees,
  consultations,
  recordings,
  hasRoomForRecording,
  changes,
  publisher,
  clock,
  log,
}: {
  readonly callees: Callees;
  readonly consultations: Consultations;
  readonly recordings: Recordings;
  readonly hasRoomForRecording: () => Promise<boolean>;
  readonly changes: Changes;
  readonly publisher: Publisher;
  readonly clock: () => number;
  readonly log: Logger;
}) {
  /** @throws {Refusal} `not_in_call` unless the two have been connected */
  async function activeOne(id: ConsultationId): Promise<Held> {
    const consultation = await consultations.byId(id);
    if (consultation?.phase !== 'active') throw new Refusal('not_in_call');
    return consultation;
  }

  async function calleeOf({ calleeId }: Held) {
    const callee = await callees.byId(calleeId);
    if (callee === null) throw new Error(`no callee ${calleeId}`);
    return callee;
  }

  async function tell(consultation: Held, { id, phase }: Recording): Promise<void> {
    log.info({ consultation: consultation.id, recording: id, phase }, 'recording');
    await publisher.tellRecording(consultation);
  }

  /** @throws {Refusal} what the rule says; `not_recording` when nothing was ever asked */
  async function happen(
    consultation: Held,
    recording: Recording | null,
    happening: RecordingHappening,
  ): Promise<void> {
    if (recording === null) throw new Refusal('not_recording');
    const { before, after } = await recordings.change(recording.id, { ...happening, at: clock() });
    if (before !== after) await tell(consultation, after);
  }

  return {
    /** @throws {Refusal} `not_in_call`, `recordings_off`, `already_recording`, `disk_full` */
    request: (id: ConsultationId, requestedBy: ConsultantId, media: RecordingMedia) =>
      changes.turn(id, async () => {
        const consultation = await activeOne(id);
        const last = await recordings.latestOf(id);
        if (last !== null && last.phase !== 'over') {
          if (last.media === media) return {};
          throw new Refusal('already_recording');
        }
        const recording = requestRecording(
          {
            id: newRecordingId(),
            consultationId: id,
            calleeId: consultation.calleeId,
            media,
            requestedBy,
            requestedAt: clock(),
          },
          await calleeOf(consultation),
          await recordings.joiningConsentOf(id),
        );
        if (!(await hasRoomForRecording())) throw new Refusal('disk_full');
        await recordings.insert(recording);
        await tell(consultation, recording);
        return {};
      }),

    /** @throws {Refusal} `not_in_call`, `not_recording`, `already_recording` */
    answer: (id: ConsultationId, { recording: asked, ...answer }: AnswerRecordingRequest) =>
      changes.turn(id, async () => {
        const consultation = await activeOne(id);
        const last = await recordings.latestOf(id);
        if (last?.id !== asked) throw new Refusal('not_recording');
        await happen(consultation, last, { type: 'answered', answer });
        return {};
      }),

    /** @throws {Refusal} `not_in_call`, `not_recording` */
    change: (id: ConsultationId, type: 'paused' | 'resumed') =>
      changes.turn(id, async () => {
        await happen(await activeOne(id), await recordings.latestOf(id), { type });
        return {};
      }),

    /** @throws {Refusal} `not_in_call`, `not_recording` */
    stop: (id: ConsultationId, party: Party) =>
      changes.turn(id, async () => {
        const consultation = await activeOne(id);
        const { onWithdrawal } = await calleeOf(consultation);
        await happen(consultation, await recordings.latestOf(id), {
          type: 'stopped',
          party,
          onWithdrawal,
        });
        return {};
      }),
  };
}
