import type {
  ConsultantView,
  ConsultationId,
  IceSettings,
  RecordingView,
} from '@peerdesk/protocol';

/** The call this window has. */
export interface Holding {
  readonly id: ConsultationId;
  /** The highest generation that was begun. */
  readonly generation: number;
}

/** What must be done about the call. */
export type CalleeStep =
  | { readonly do: 'begin'; readonly holding: Holding; readonly ice: IceSettings }
  /** The page was reloaded in the call, or was away while the call went on: bring it here. */
  | { readonly do: 'takeOver'; readonly consultation: ConsultationId }
  /** Signals of this generation may be lost; ask for the next. */
  | { readonly do: 'renew'; readonly generation: number }
  | { readonly do: 'end' };

/**
 * What a view asks of the call.
 *
 * @param holding null when this window has no call
 * @param fresh this window has just been opened, during this call, and has had none yet
 * @param unheard it is the first on a new connection and the call is not connected: what the caller
 *   sent meanwhile, or was sent, may be lost
 */
export function stepOf(
  view: ConsultantView | null,
  holding: Holding | null,
  fresh: boolean,
  unheard = false,
): CalleeStep | null {
  const end: CalleeStep | null = holding && { do: 'end' };
  if (!view) return end;
  switch (view.phase) {
    case 'connecting':
    case 'active':
      switch (view.held) {
        case 'here': {
          const { id, generation, ice } = view;
          const begun = holding?.id === id ? holding.generation : 0;
          if (generation > begun) return { do: 'begin', holding: { id, generation }, ice };
          return unheard ? { do: 'renew', generation } : null;
        }
        case 'elsewhere':
          return end;
        case 'nowhere':
          return holding?.id === view.id || (fresh && !holding)
            ? { do: 'takeOver', consultation: view.id }
            : null;
        default:
          return view.held satisfies never;
      }
    case 'waiting':
    case 'ended':
      return holding?.id === view.id ? end : null;
    default:
      return view satisfies never;
  }
}

/**
 * How a call looks when it has ended and the server has not said so.
 *
 * @param how this window `hung_up`, or was `away` for too long
 * @param now the server's clock
 */
export function endedOf(
  view: Extract<ConsultantView, { phase: 'connecting' | 'active' }>,
  how: 'hung_up' | 'away',
  now: number,
): ConsultantView {
  const { id, phase, remoteName, startedAt, recording } = view;
  const lastedMs = startedAt === null ? 0 : Math.max(0, now - startedAt);
  const lost = how === 'away' ? 'consultant_lost' : 'completed';
  return {
    phase: 'ended',
    id,
    remoteName,
    reason: phase === 'connecting' ? 'failed' : lost,
    lastedMs,
    recording: endedRecordingOf(recording),
  };
}

function endedRecordingOf(recording: RecordingView): RecordingView {
  if (recording.phase === 'off') return recording;
  const { id } = recording;
  return { phase: 'off', last: { id, end: 'consultation_ended', undecided: false } };
}

/** Less than this is the network's unsteadiness, not the clock's. */
const UNSTEADY_MS = 1000;

/**
 * Server clock minus this browser's clock. Kept while it is about the same, so that durations on
 * screen do not jump with every message.
 */
export function clockOffset(beforeMs: number, serverAt: number, now: number): number {
  const offsetMs = serverAt - now;
  return Math.abs(offsetMs - beforeMs) < UNSTEADY_MS ? beforeMs : offsetMs;
}
