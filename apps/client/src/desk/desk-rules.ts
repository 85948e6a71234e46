import type { Opening } from '@peerdesk/call';
import type {
  ConsultantId,
  ConsultantView,
  DeskView,
  Media,
  WaitingCaller,
} from '@peerdesk/protocol';

/** What fills the main area. */
export type Page = 'queue' | 'call' | 'elsewhere' | 'ended';

/** A caller who could not be connected is back in the queue, and so is the page. */
export function pageOf(consultation: ConsultantView | null): Page {
  if (!consultation || consultation.phase === 'waiting') return 'queue';
  if (consultation.phase === 'ended') return 'ended';
  return consultation.held === 'here' ? 'call' : 'elsewhere';
}

/**
 * What is on the screen: a call that was just accepted is shown with its first picture, and until
 * then the queue stays. `face`: a call, and the queue is not taken down yet, which is work as well.
 */
export function shownPage(consultation: ConsultantView | null, opening: Opening): Page | 'face' {
  if (isMeeting(consultation, opening)) return 'queue';
  const page = pageOf(consultation);
  return page === 'call' && opening === 'face' ? 'face' : page;
}

/** A caller is accepted, and the two browsers are just finding each other. */
export function isMeeting(consultation: ConsultantView | null, opening: Opening): boolean {
  return (
    consultation?.phase === 'connecting' && pageOf(consultation) === 'call' && opening === 'apart'
  );
}

/** In a consultation that has not ended, in whichever window. */
export function isConsulting(consultation: ConsultantView | null): boolean {
  const page = pageOf(consultation);
  return page === 'call' || page === 'elsewhere';
}

/** Has a place in a room, in whichever window: no caller is told that this one is there. */
export function isInRoom(desk: DeskView | null, consultant: ConsultantId): boolean {
  return desk?.consultants.some(({ id, inRoom }) => id === consultant && inRoom) ?? false;
}

/** Ended by nobody in the middle of a call: the caller may go on with it. */
export function wasLost({
  reason,
  lastedMs,
}: Extract<ConsultantView, { phase: 'ended' }>): boolean {
  switch (reason) {
    case 'caller_lost':
    case 'consultant_lost':
      return true;
    case 'failed':
      return lastedMs > 0;
    case 'completed':
    case 'left_queue':
    case 'declined':
    case 'abandoned':
      return false;
    default:
      return reason satisfies never;
  }
}

/** Since when the longest wait is; whoever has called back is first without having waited. */
export function longestWaitSince(desk: DeskView | null): number | null {
  if (!desk || desk.waiting.length === 0) return null;
  return Math.min(...desk.waiting.map(({ joinedAt }) => joinedAt));
}

/** Whom `Accept next caller` takes: the longest waiting one whose browser is there. */
export function nextOf(desk: DeskView | null): WaitingCaller | null {
  return desk?.waiting.find((caller) => caller.present) ?? null;
}

export interface MediaNeed {
  readonly available: boolean;
  readonly consultation: ConsultantView | null;
  /** What the caller who is being accepted, or taken over, asked for. */
  readonly accepting: Media | null;
  /** The camera stays off until a caller is accepted. */
  readonly cameraWaits: boolean;
}

/**
 * Which devices are open. They are opened before accepting, so that faces appear at once, and
 * are off the moment the call ends: going back to the queue opens them again.
 *
 * @returns null: none
 */
export function mediaWanted(need: MediaNeed): Media | null {
  const { available, consultation, accepting, cameraWaits } = need;
  if (accepting) return accepting;
  const page = pageOf(consultation);
  switch (page) {
    case 'call':
      return consultation && 'media' in consultation ? consultation.media : null;
    case 'queue':
      if (!available) return null;
      return cameraWaits ? 'audio' : 'video';
    case 'elsewhere':
    case 'ended':
      return null;
    default:
      return page satisfies never;
  }
}
