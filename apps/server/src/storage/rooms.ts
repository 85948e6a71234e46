import type { ConsultantId, RoomId, RoomTerms } from '@peerdesk/protocol';
import type { Insertable, Selectable } from 'kysely';
import { v7 } from 'uuid';
import {
  dueAt,
  isCall,
  type Occupant,
  type Room,
  type RoomEvent,
  transition,
} from '../room/room.ts';
import { type Change, changeConditionally } from './conditional.ts';
import type { Database } from './database.ts';
import type { RoomTable } from './tables.ts';

type Row = Selectable<RoomTable>;

export type Rooms = ReturnType<typeof createRooms>;

/** A room, and the name of the consultant who made it. */
interface ListedRoom {
  readonly room: Room;
  readonly madeBy: string;
}

const LISTED = 200;

/** Rooms as rows, with who is in them. */
export function createRooms(db: Database, graceMs: number) {
  async function byId(id: RoomId): Promise<Room | null> {
    const row = await db.selectFrom('room').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : roomIn(row);
  }

  async function save(before: Room, decided: Room): Promise<Room | null> {
    const saved = { ...decided, version: before.version + 1 };
    const { numUpdatedRows } = await db
      .updateTable('room')
      .set(rowOf(saved, graceMs))
      .where('id', '=', before.id)
      .where('version', '=', before.version)
      .executeTakeFirst();
    return numUpdatedRows === 1n ? saved : null;
  }

  const listedAt = (calleeId: string) =>
    db
      .selectFrom('room')
      .innerJoin('consultant', 'consultant.id', 'room.made_by')
      .selectAll('room')
      .select('consultant.name as madeByName')
      .where('room.callee_id', '=', calleeId);

  return {
    byId,

    async make(
      terms: RoomTerms & { readonly calleeId: string; readonly madeBy: ConsultantId },
      at: number,
    ): Promise<Room> {
      const room: Room = {
        ...terms,
        phase: 'empty',
        id: v7() as RoomId,
        createdAt: at,
        version: 1,
        generation: 0,
        met: false,
      };
      await db.insertInto('room').values(rowOf(room, graceMs)).execute();
      return room;
    },

    /** The newest first. */
    async list(calleeId: string): Promise<ListedRoom[]> {
      const rows = await listedAt(calleeId)
        .orderBy('room.created_at', 'desc')
        .orderBy('room.id', 'desc')
        .limit(LISTED)
        .execute();
      return rows.map(listedIn);
    },

    /** @returns null when the callee has no such room */
    async listed(calleeId: string, id: string): Promise<ListedRoom | null> {
      const row = await listedAt(calleeId)
        .where('room.id', '=', id as RoomId)
        .executeTakeFirst();
      return row === undefined ? null : listedIn(row);
    },

    /** What it is called is no business of who is in it, so it is changed beside the rule. */
    async rename(id: RoomId, title: string): Promise<void> {
      await db
        .updateTable('room')
        .set((set) => ({ title, version: set('version', '+', 1) }))
        .where('id', '=', id)
        .execute();
    },

    /**
     * @throws {Refusal} what the rule says
     * @throws {Error} when there is no such room
     */
    change: (id: RoomId, event: RoomEvent): Promise<Change<Room>> =>
      changeConditionally({
        async load() {
          const room = await byId(id);
          if (room === null) throw new Error(`no room ${id}`);
          return room;
        },
        decide: (before) => transition(before, event),
        save,
      }),

    /** What time has made due, the longest overdue first. */
    async due(now: number, limit: number): Promise<RoomId[]> {
      const rows = await db
        .selectFrom('room')
        .select('id')
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },

    /** The server has started: no browser is connected yet. All or none. @returns those with somebody in */
    restart: (at: number): Promise<Room[]> =>
      db.transaction().execute(async (transaction) => {
        const rooms = createRooms(transaction, graceMs);
        const rows = await transaction
          .selectFrom('room')
          .select('id')
          .where('phase', 'in', ['waiting', 'knocking', 'connecting', 'active'])
          .execute();
        // One after the other: it is one connection, and the order is of no matter.
        const occupied: Room[] = [];
        for (const { id } of rows) {
          occupied.push((await rooms.change(id, { type: 'restarted', at })).after);
        }
        return occupied;
      }),
  };
}

function listedIn({ madeByName, ...row }: Row & { readonly madeByName: string }): ListedRoom {
  return { room: roomIn(row), madeBy: madeByName };
}

function rowOf(room: Room, graceMs: number): Insertable<RoomTable> {
  const call = isCall(room) ? room : null;
  return {
    id: room.id,
    callee_id: room.calleeId,
    made_by: room.madeBy,
    created_at: room.createdAt,
    version: room.version,
    title: room.title,
    opens_at: room.opensAt,
    closes_at: room.closesAt,
    once: room.once ? 1 : 0,
    knock: room.knock ? 1 : 0,
    generation: room.generation,
    met: room.met ? 1 : 0,
    phase: room.phase,
    first: 'first' in room ? JSON.stringify(room.first) : null,
    second: 'second' in room ? JSON.stringify(room.second) : null,
    first_connected: call?.connected.first ? 1 : 0,
    second_connected: call?.connected.second ? 1 : 0,
    started_at: room.phase === 'active' ? room.startedAt : null,
    close_reason: room.phase === 'closed' ? room.reason : null,
    due_at: dueAt(room, graceMs),
  };
}

function roomIn(row: Row): Room {
  const walls = {
    id: row.id,
    calleeId: row.callee_id,
    madeBy: row.made_by,
    createdAt: row.created_at,
    version: row.version,
    title: row.title,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    once: row.once === 1,
    knock: row.knock === 1,
    generation: row.generation,
    met: row.met === 1,
  };
  const occupant = (column: 'first' | 'second') => {
    const known = JSON.parse(present(row, column)) as Omit<Occupant, 'consultant'> &
      Partial<Occupant>;
    // Who came in before it was asked was nobody in particular.
    return { ...known, consultant: known.consultant ?? null };
  };
  const pair = () => ({ ...walls, first: occupant('first'), second: occupant('second') });
  const connected = { first: row.first_connected === 1, second: row.second_connected === 1 };
  switch (row.phase) {
    case 'empty':
      return { ...walls, phase: row.phase };
    case 'waiting':
      return { ...walls, phase: row.phase, first: occupant('first') };
    case 'knocking':
      return { ...pair(), phase: row.phase };
    case 'connecting':
      return { ...pair(), phase: row.phase, connected };
    case 'active':
      return { ...pair(), phase: row.phase, connected, startedAt: present(row, 'started_at') };
    case 'closed':
      return { ...walls, phase: row.phase, reason: present(row, 'close_reason') };
    default:
      return row.phase satisfies never;
  }
}

/** @throws {Error} when the row lacks what its phase needs: somebody has edited the database by hand */
function present<Column extends keyof Row>(row: Row, column: Column): NonNullable<Row[Column]> {
  const value = row[column];
  if (value === null) throw new Error(`room ${row.id} is ${row.phase} without ${column}`);
  return value;
}
