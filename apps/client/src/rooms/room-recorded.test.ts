import {
  type ConsultationId,
  NOT_RECORDED,
  type RecordingId,
  type RecordingView,
} from '@peerdesk/protocol';
import type { RoomStanding } from '@peerdesk/session';
import { describe, expect, it } from 'vitest';
import { isOver, wantedOf } from '../recording/recorder-rules.ts';
import { recordedInRoom } from './room-recorded.ts';

const id = 'a-recording' as RecordingId;

function inMeeting(recording: RecordingView | null): RoomStanding {
  return {
    phase: 'active',
    place: 'first',
    meeting: 1,
    generation: 1,
    remoteName: 'Ann',
    startedAt: 1,
    at: 1,
    ice: { iceServers: [], iceTransportPolicy: 'all' },
    consultation: recording && {
      id: 'a-consultation' as ConsultationId,
      party: 'consultant',
      recording,
    },
  };
}

describe('what is recorded in a room', () => {
  it('is what the meeting in it says', () => {
    const on = inMeeting({ phase: 'on', id, media: 'voice', since: 1, recordedMs: 0 });
    expect(wantedOf(recordedInRoom(on, null))).toEqual({ phase: 'on', id, media: 'voice' });
    const asked = inMeeting({ phase: 'asked', id, media: 'voice', since: 1 });
    expect(wantedOf(recordedInRoom(asked, null))).toEqual({ phase: 'soon' });
    const paused = inMeeting({ phase: 'paused', id, media: 'voice', since: 1, recordedMs: 0 });
    expect(wantedOf(recordedInRoom(paused, id))).toEqual({ phase: 'paused', id });
    expect(isOver(recordedInRoom(paused, id), id)).toBe(false);
  });

  it('is over when the meeting is, however that came', () => {
    for (const standing of [
      { phase: 'waiting' },
      { phase: 'left' },
      { phase: 'out', reason: 'revoked' },
      inMeeting(null),
      inMeeting(NOT_RECORDED),
    ] as const) {
      const recorded = recordedInRoom(standing, id);
      expect([wantedOf(recorded).phase, isOver(recorded, id)]).toEqual(['nothing', true]);
    }
    expect(recordedInRoom({ phase: 'waiting' }, null)).toBeNull();
  });

  it('may go on in another window, or in this one when it is back', () => {
    for (const standing of [{ phase: 'moved' }, { phase: 'entering' }] as const) {
      const recorded = recordedInRoom(standing, id);
      expect([wantedOf(recorded).phase, isOver(recorded, id)]).toEqual(['nothing', false]);
    }
  });
});
