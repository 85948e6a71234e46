import type {
  AnswerRecordingRequest,
  ConsultantId,
  ConsultationId,
  Party,
  RecordingMedia,
} from '@peerdesk/protocol';
import type { Logger } from 'pino';
import {
  type Recording,
  type RecordingHappening,
  requestRecording,
  standingConsent,
} from '../consultation/recording.ts';
import { Refusal } from '../consultation/refusal.ts';
import type { Callees } from '../storage/callees.ts';
import { newRecordingId, type Recordings } from '../storage/recordings.ts';

/** Who can be recorded: the two of a consultation, or of a meeting in a room, whose turn it is. */
export interface Recordable<Key> {
  /** A turn with it, in which nothing else happens to it. */
  readonly turn: <Result>(key: Key, work: () => Promise<Result>) => Promise<Result>;
  /** What the recording will belong to; null unless the two have been connected. */
  readonly active: (
    key: Key,
  ) => Promise<{ readonly id: ConsultationId; readonly calleeId: string } | null>;
  /** The recording has changed: both are told. */
  readonly tell: (key: Key) => Promise<void>;
}

/** What the parties ask about recording, each in its turn, told to both. */
export function createRecordingCommands<Key>({
  callees,
  recordings,
  hasRoomForRecording,
  recordable,
  clock,
  log,
}: {
  readonly callees: Callees;
  readonly recordings: Recordings;
  readonly hasRoomForRecording: () => Promise<boolean>;
  readonly recordable: Recordable<Key>;
  readonly clock: () => number;
  readonly log: Logger;
}) {
  /** @throws {Refusal} `not_in_call` unless the two have been connected */
  async function activeOne(key: Key) {
    const active = await recordable.active(key);
    if (active === null) throw new Refusal('not_in_call');
    return active;
  }

  async function calleeOf({ calleeId }: { readonly calleeId: string }) {
    const callee = await callees.byId(calleeId);
    if (callee === null) throw new Error(`no callee ${calleeId}`);
    return callee;
  }

  async function tell(key: Key, { consultationId, id, phase }: Recording): Promise<void> {
    log.info({ consultation: consultationId, recording: id, phase }, 'recording');
    await recordable.tell(key);
  }

  /** @throws {Refusal} what the rule says; `not_recording` when nothing was ever asked */
  async function happen(
    key: Key,
    recording: Recording | null,
    happening: RecordingHappening,
  ): Promise<void> {
    if (recording === null) throw new Refusal('not_recording');
    const { before, after } = await recordings.change(recording.id, { ...happening, at: clock() });
    if (before !== after) await tell(key, after);
  }

  return {
    /** @throws {Refusal} `not_in_call`, `recordings_off`, `already_recording`, `disk_full` */
    request: (key: Key, requestedBy: ConsultantId, media: RecordingMedia) =>
      recordable.turn(key, async () => {
        const { id, calleeId } = await activeOne(key);
        const before = await recordings.of(id);
        const last = before.at(-1);
        if (last !== undefined && last.phase !== 'over') {
          if (last.media === media) return {};
          throw new Refusal('already_recording');
        }
        const recording = requestRecording(
          {
            id: newRecordingId(),
            consultationId: id,
            calleeId,
            media,
            requestedBy,
            requestedAt: clock(),
          },
          await calleeOf({ calleeId }),
          standingConsent(await recordings.joiningConsentOf(id), before),
        );
        if (!(await hasRoomForRecording())) throw new Refusal('disk_full');
        await recordings.insert(recording);
        await tell(key, recording);
        return {};
      }),

    /** @throws {Refusal} `not_in_call`, `not_recording`, `already_recording` */
    answer: (key: Key, { recording: asked, ...answer }: AnswerRecordingRequest) =>
      recordable.turn(key, async () => {
        const { id } = await activeOne(key);
        const last = await recordings.latestOf(id);
        if (last?.id !== asked) throw new Refusal('not_recording');
        await happen(key, last, { type: 'answered', answer });
        return {};
      }),

    /** @throws {Refusal} `not_in_call`, `not_recording` */
    change: (key: Key, type: 'paused' | 'resumed') =>
      recordable.turn(key, async () => {
        const { id } = await activeOne(key);
        await happen(key, await recordings.latestOf(id), { type });
        return {};
      }),

    /** @throws {Refusal} `not_in_call`, `not_recording` */
    stop: (key: Key, party: Party) =>
      recordable.turn(key, async () => {
        const active = await activeOne(key);
        const { onWithdrawal } = await calleeOf(active);
        await happen(key, await recordings.latestOf(active.id), {
          type: 'stopped',
          party,
          onWithdrawal,
        });
        return {};
      }),
  };
}

export type RecordingCommands<Key> = ReturnType<typeof createRecordingCommands<Key>>;
