import type { EndReason, Party } from '@peerdesk/protocol';
import type { Consultant } from '../consultation/consultation.ts';
import { type Occupant, occupantsOf, type Room, type RoomHappening } from './room.ts';

/** Two who have seen each other in a room, one of them a consultant of its desk: a consultation. */
export interface Meeting {
  readonly consultant: Consultant;
  /** Whose place is the consultant's. */
  readonly holder: string;
  readonly guest: Occupant;
  readonly startedAt: number;
}

/** How a meeting ended, as consultations end. */
interface MeetingEnd {
  readonly reason: EndReason;
  readonly by: Party | null;
}

/** @returns null when nobody of the desk is one of the two; of two consultants the first one counts */
export function meetingIn(room: Room): Meeting | null {
  if (room.phase !== 'active') return null;
  const { first, second, startedAt } = room;
  const [own, guest] = first.consultant === null ? [second, first] : [first, second];
  const { consultant, holder } = own;
  return consultant && { consultant, holder, guest, startedAt };
}

/** The same two, in the same parts; through whatever renewals. */
export function isSameMeeting(one: Meeting, other: Meeting): boolean {
  return (
    one.holder === other.holder &&
    one.guest.holder === other.guest.holder &&
    one.consultant.id === other.consultant.id
  );
}

export function partyOf(meeting: Meeting, holder: string): Party {
  return meeting.holder === holder ? 'consultant' : 'caller';
}

/** Why it is over, by what has happened. */
export function meetingEnd(meeting: Meeting, after: Room, happening: RoomHappening): MeetingEnd {
  if ('holder' in happening) {
    return { reason: 'completed', by: partyOf(meeting, happening.holder) };
  }
  if (happening.type !== 'time-passed') return { reason: 'completed', by: 'consultant' };
  const isHere = (holder: string) => occupantsOf(after).some((other) => other.holder === holder);
  const reason = isHere(meeting.holder) ? 'caller_lost' : 'consultant_lost';
  return { reason, by: null };
}
