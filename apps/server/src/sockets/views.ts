import type {
  CalleeSlug,
  CallerView,
  ConsultantView,
  ConsultationId,
  EndedView,
  IceSettings,
  RecordingView,
} from '@peerdesk/protocol';
import { callBackForMs } from '../consultation/call-back.ts';
import type { Ended, Held } from '../consultation/consultation.ts';
import type { Told } from '../consultation/queue.ts';

/** A waiting caller's own view. */
export function waitingView(
  { id, generation }: { readonly id: ConsultationId; readonly generation: number },
  told: Told,
  ice: IceSettings,
): CallerView {
  return { phase: 'waiting', id, generation, ...told, ice };
}

/** The caller's view of a call. @param at the server's clock */
export function callView(
  consultation: Held,
  { recording, at, ice }: { recording: RecordingView; at: number; ice: IceSettings },
): CallerView {
  const { id, generation, media } = consultation;
  return {
    phase: consultation.phase,
    id,
    generation,
    remoteName: consultation.consultant.name,
    media,
    startedAt: consultation.phase === 'active' ? consultation.startedAt : null,
    recording,
    at,
    ice,
  };
}

/** @param at the server's clock */
export function endedView(ended: Ended, at: number): EndedView {
  const { id, endReason, endMessage, startedAt } = ended;
  return {
    phase: 'ended',
    id,
    reason: endReason,
    message: endMessage,
    wasConnected: startedAt !== null,
    callBackForMs: callBackForMs(ended, at),
  };
}

/** What a window of the consultant shows. @param at the server's clock */
export function heldView(
  consultation: Held,
  {
    callee,
    held,
    recording,
    at,
    ice,
  }: {
    readonly callee: CalleeSlug;
    readonly held: 'here' | 'elsewhere' | 'nowhere';
    readonly recording: RecordingView;
    readonly at: number;
    readonly ice: IceSettings;
  },
): ConsultantView {
  const { id, generation, reason, media, locale, joinedAt, calledBackFrom } = consultation;
  return {
    phase: consultation.phase,
    id,
    callee,
    generation,
    remoteName: consultation.name,
    reason,
    media,
    locale,
    joinedAt,
    calledBackFrom,
    startedAt: consultation.phase === 'active' ? consultation.startedAt : null,
    present: consultation.callerAwaySince === null,
    held,
    recording,
    at,
    ice,
  };
}

export function endedHelpView(
  { id, name, endReason, startedAt, endedAt }: Ended,
  recording: RecordingView,
): ConsultantView {
  return {
    phase: 'ended',
    id,
    remoteName: name,
    reason: endReason,
    lastedMs: startedAt === null ? 0 : endedAt - startedAt,
    recording,
  };
}
