import type { ConsultationId, RoomId } from '@peerdesk/protocol';
import { isSameMeeting, type Meeting, meetingEnd, meetingIn } from '../room/meeting.ts';
import type { Room, RoomEvent } from '../room/room.ts';
import type { Change } from './conditional.ts';
import { newConsultationId } from './consultations.ts';
import type { Database } from './database.ts';
import type { Recordings } from './recordings.ts';
import { searchTextOf } from './search-text.ts';

/** What a meeting is kept as. */
export interface KeptMeeting {
  readonly id: ConsultationId;
  readonly calleeId: string;
}

export type Meetings = ReturnType<typeof createMeetings>;

/**
 * Meetings of a consultant in a room, kept as rows among the consultations: active while they
 * last, then ended, and from then on history like any other. The room decides; this follows.
 */
export function createMeetings(db: Database, recordings: Pick<Recordings, 'end'>) {
  const atHandOf = (room: RoomId) =>
    db
      .selectFrom('consultation')
      .select(['id', 'callee_id as calleeId', 'consultant_id as consultant'])
      .where('room_id', '=', room)
      .where('phase', '=', 'active')
      .executeTakeFirst();

  async function begin(room: Room, { consultant, guest, startedAt }: Meeting): Promise<void> {
    const id = newConsultationId();
    await db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('consultation')
        .values({
          id,
          callee_id: room.calleeId,
          room_id: room.id,
          version: 1,
          phase: 'active',
          name: guest.name,
          // What it is about is what the room is called.
          reason: room.title,
          media: 'video',
          locale: 'und',
          attempt: null,
          joined_at: startedAt,
          placed_at: startedAt,
          accepted_at: startedAt,
          started_at: startedAt,
          ended_at: null,
          end_reason: null,
          ended_by: null,
          end_message: '',
          consultant_id: consultant.id,
          consultant_name: consultant.name,
          generation: room.generation,
          failed_attempts: 0,
          caller_connected: 1,
          consultant_connected: 1,
          prepared: null,
          caller_away_since: null,
          consultant_away_since: null,
          parted_since: null,
          due_at: null,
          search_text: searchTextOf(guest.name, room.title),
          erased_at: null,
        })
        .execute();
      await transaction
        .insertInto('consultation_event')
        .values({ consultation_id: id, version: 1, at: startedAt, event: 'connected', party: null })
        .execute();
    });
  }

  async function end(
    id: ConsultationId,
    at: number,
    { reason, by }: ReturnType<typeof meetingEnd>,
  ): Promise<void> {
    await db.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('consultation')
        .set({ phase: 'ended', version: 2, ended_at: at, end_reason: reason, ended_by: by })
        .where('id', '=', id)
        .execute();
      await transaction
        .insertInto('consultation_event')
        .values({ consultation_id: id, version: 2, at, event: 'ended', party: by })
        .execute();
    });
    await recordings.end(id, at);
  }

  return {
    /** The one that goes on in this room; null when there is none. */
    async atHand(room: RoomId): Promise<KeptMeeting | null> {
      const row = await atHandOf(room);
      return row === undefined ? null : { id: row.id, calleeId: row.calleeId };
    },

    /** Where it took place; null for a consultation of the queue. */
    async roomOf(id: ConsultationId): Promise<RoomId | null> {
      const row = await db
        .selectFrom('consultation')
        .select('room_id')
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.room_id ?? null;
    },

    /** What has become of the room becomes of its meeting. In the room's turn; safe to repeat. */
    async follow({ before, after }: Change<Room>, event: RoomEvent): Promise<void> {
      const was = meetingIn(before);
      const is = meetingIn(after);
      if (was === null && is === null) return;
      const goesOn = was !== null && is !== null && isSameMeeting(was, is);
      const row = await atHandOf(after.id);
      if (row !== undefined && !goesOn) {
        await end(row.id, event.at, was ? meetingEnd(was, after, event) : LOST_SIGHT_OF);
      }
      if (is !== null && !(goesOn && row)) await begin(after, is);
    },

    /** The server was killed between what happened in a room and what it meant for its meeting. */
    async restart(byId: (room: RoomId) => Promise<Room | null>, at: number): Promise<void> {
      const rows = await db
        .selectFrom('consultation')
        .select(['id', 'room_id', 'consultant_id'])
        .where('room_id', 'is not', null)
        .where('phase', '=', 'active')
        .execute();
      for (const { id, room_id, consultant_id } of rows) {
        const room = room_id === null ? null : await byId(room_id);
        const meeting = room && meetingIn(room);
        if (meeting?.consultant.id !== consultant_id) await end(id, at, LOST_SIGHT_OF);
      }
    },
  };
}

const LOST_SIGHT_OF = { reason: 'completed', by: null } as const;
