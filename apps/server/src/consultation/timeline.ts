import type { Party, TimelineEventName } from '@peerdesk/protocol';
import { type Consultation, type ConsultationEvent, isHeld } from './consultation.ts';

/** What a change leaves in the timeline. */
export interface Trace {
  readonly event: TimelineEventName;
  readonly at: number;
  /** Whose doing it was; null: nobody's, but time's or the server's. */
  readonly party: Party | null;
}

/** A caller whose network flaps for days must not fill the disk. */
const FLAPS_TOLD = 2000;

/** @returns what is worth telling of a change that was decided; null for what only machines care about */
export function traceOf(
  before: Consultation,
  after: Consultation,
  event: ConsultationEvent,
): Trace | null {
  if (before === after) return null;
  const { at } = event;
  switch (event.type) {
    case 'prepared':
      return null;
    case 'accepted':
      return { event: 'accepted', at, party: 'consultant' };
    case 'declined':
      return { event: 'ended', at, party: 'consultant' };
    case 'connected':
      if (after.phase !== 'active') return null;
      if (before.phase !== 'active') return { event: 'connected', at, party: null };
      return after.connected.caller && after.connected.consultant
        ? { event: 'reconnected', at, party: null }
        : null;
    case 'renewed':
      return { event: 'renewed', at, party: null };
    case 'hung-up':
      return { event: 'ended', at, party: event.party };
    case 'dropped':
    case 'returned':
      if (isAway(before, event.party) === isAway(after, event.party)) return null;
      return before.version > FLAPS_TOLD ? null : { event: event.type, at, party: event.party };
    case 'restarted':
      return isHeld(after) ? { event: 'restarted', at, party: null } : null;
    case 'time-passed':
      return { event: after.phase === 'ended' ? 'ended' : 'requeued', at, party: null };
    default:
      return event satisfies never;
  }
}

function isAway(consultation: Consultation, party: Party): boolean {
  if (party === 'caller') return consultation.callerAwaySince !== null;
  return isHeld(consultation) && consultation.consultantAwaySince !== null;
}
