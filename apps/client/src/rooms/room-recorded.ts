import { NOT_RECORDED, type RecordingId, type RecordingView } from '@peerdesk/protocol';
import type { RoomStanding } from '@peerdesk/session';
import type { Recorded } from '../recording/recorder-rules.ts';

/**
 * What is known of the recording in a room.
 *
 * @param last the recording that this window has seen on or paused last
 */
export function recordedInRoom(standing: RoomStanding, last: RecordingId | null): Recorded | null {
  switch (standing.phase) {
    case 'connecting':
    case 'active':
      return inMeeting(standing.consultation?.recording ?? NOT_RECORDED, last);
    // The meeting is over, and what was recorded of it with it.
    case 'waiting':
    case 'asked':
    case 'knocking':
    case 'left':
    case 'out':
      return overFor(last);
    // Another window may go on with it.
    case 'entering':
    case 'moved':
    case 'refused':
      return null;
    default:
      return standing satisfies never;
  }
}

/** One in which nothing was asked for is another than the one that was recorded. */
function inMeeting(recording: RecordingView, last: RecordingId | null): Recorded | null {
  if (recording.phase === 'off' && recording.last === null) return overFor(last);
  return { here: true, recording };
}

function overFor(id: RecordingId | null): Recorded | null {
  if (id === null) return null;
  const last = { id, end: 'consultation_ended', undecided: false } as const;
  return { here: false, recording: { phase: 'off', last } };
}
