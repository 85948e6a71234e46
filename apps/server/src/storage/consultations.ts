import type {
  ConsultantId,
  ConsultationId,
  HelpedCaller,
  PreparedOffer,
  WaitingCaller,
} from '@peerdesk/protocol';
import type { Insertable, Selectable } from 'kysely';
import { v7 } from 'uuid';
import {
  type Consultation,
  type ConsultationEvent,
  dueAt,
  type Held,
  isHeld,
  type Patience,
  transition,
  type Waiting,
} from '../consultation/consultation.ts';
import type { Queued } from '../consultation/queue.ts';
import { Refusal } from '../consultation/refusal.ts';
import { type Trace, traceOf } from '../consultation/timeline.ts';
import { type Change, changeConditionally } from './conditional.ts';
import { type Database, isUniqueViolation } from './database.ts';
import { searchTextOf } from './search-text.ts';
import type { ConsultationTable } from './tables.ts';

type Row = Selectable<ConsultationTable>;

/** Enough to go on reading the queue from there. */
export interface QueuePosition extends Queued {
  readonly placedAt: number;
}

export type Consultations = ReturnType<typeof createConsultations>;

/** Handling times older than this say little about today. */
const RECENT_MS = 24 * 60 * 60 * 1000;
const RECENT_COUNT = 20;

/** Sorts after every id this process made before, also within a millisecond. */
export function newConsultationId(): ConsultationId {
  return v7() as ConsultationId;
}

/**
 * Consultations as rows: the queue is the waiting ones of a callee, by when they took their place.
 * Those of rooms are none of its business: `meetings.ts` has them until they are history.
 */
export function createConsultations(db: Database, patience: Patience) {
  async function byId(id: ConsultationId): Promise<Consultation | null> {
    const row = await db
      .selectFrom('consultation')
      .selectAll()
      .where('id', '=', id)
      .where('room_id', 'is', null)
      .executeTakeFirst();
    return row === undefined ? null : consultationIn(row);
  }

  /**
   * Saves if nobody else has changed it since it was loaded.
   *
   * @throws {Refusal} `already_consulting` when the consultant has another one at hand
   */
  async function save(
    before: Consultation,
    after: Consultation,
    trace: Trace | null,
  ): Promise<Consultation | null> {
    const saved = { ...after, version: before.version + 1 };
    const update = async (inside: Database) => {
      const { numUpdatedRows } = await inside
        .updateTable('consultation')
        .set(rowOf(saved, patience))
        .where('id', '=', before.id)
        .where('version', '=', before.version)
        .executeTakeFirst();
      return numUpdatedRows === 1n ? saved : null;
    };
    try {
      if (trace === null) return await update(db);
      return await db.transaction().execute(async (transaction) => {
        const done = await update(transaction);
        if (done !== null) await tell(transaction, saved, trace);
        return done;
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw new Refusal('already_consulting');
      throw error;
    }
  }

  const waitingAt = (calleeId: string) =>
    db.selectFrom('consultation').where('callee_id', '=', calleeId).where('phase', '=', 'waiting');

  const queueAt = (calleeId: string) => waitingAt(calleeId).orderBy('placed_at').orderBy('id');

  return {
    byId,

    /** @throws the database's unique violation when this attempt has joined, or called back, already */
    async insert(consultation: Waiting): Promise<void> {
      const { name, reason, joinedAt } = consultation;
      const row = { ...rowOf(consultation, patience), search_text: searchTextOf(name, reason) };
      await db.transaction().execute(async (transaction) => {
        await transaction.insertInto('consultation').values(row).execute();
        await tell(transaction, consultation, { event: 'joined', at: joinedAt, party: 'caller' });
      });
    },

    /** What was joined to go on with this one. */
    async calledBackFrom(lost: ConsultationId): Promise<Consultation | null> {
      const row = await db
        .selectFrom('consultation')
        .selectAll()
        .where('called_back_from', '=', lost)
        .executeTakeFirst();
      return row === undefined ? null : consultationIn(row);
    },

    async byAttempt(calleeId: string, attempt: string): Promise<Consultation | null> {
      const row = await db
        .selectFrom('consultation')
        .selectAll()
        .where('callee_id', '=', calleeId)
        .where('attempt', '=', attempt)
        .executeTakeFirst();
      return row === undefined ? null : consultationIn(row);
    },

    /**
     * @throws {Refusal} what the rule says, or `already_consulting`
     * @throws {Error} when there is no such consultation
     */
    change: (id: ConsultationId, event: ConsultationEvent): Promise<Change<Consultation>> =>
      changeConditionally({
        async load() {
          const consultation = await byId(id);
          if (consultation === null) throw new Error(`no consultation ${id}`);
          return consultation;
        },
        decide: (before) => transition(before, event),
        save: (before, decided) => save(before, decided, traceOf(before, decided, event)),
      }),

    /** The longest waiting caller whose browser is connected. */
    async next(calleeId: string): Promise<ConsultationId | null> {
      const row = await queueAt(calleeId)
        .select('id')
        .where('caller_away_since', 'is', null)
        .limit(1)
        .executeTakeFirst();
      return row?.id ?? null;
    },

    async waitingCount(calleeId: string): Promise<number> {
      const { count } = await waitingAt(calleeId)
        .select((select) => select.fn.countAll<number | string>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    /** How many callers of the queue are behind this one: none, and at once, for the last. */
    async countBehind({ calleeId, placedAt, id }: Waiting): Promise<number> {
      const { count } = await waitingAt(calleeId)
        .where((where) => where(where.refTuple('placed_at', 'id'), '>', where.tuple(placedAt, id)))
        .select((select) => select.fn.countAll<number | string>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    /** The longest wait first. @param after the last one of the page before */
    async queue(calleeId: string, limit: number, after?: QueuePosition): Promise<QueuePosition[]> {
      const page = queueAt(calleeId)
        .select(['id', 'placed_at as placedAt', 'caller_away_since as callerAwaySince'])
        .limit(limit);
      if (after === undefined) return page.execute();
      return page
        .where((where) =>
          where(where.refTuple('placed_at', 'id'), '>', where.tuple(after.placedAt, after.id)),
        )
        .execute();
    },

    /** As consoles see the queue, the longest wait first. */
    async waitingCallers(calleeId: string, limit: number): Promise<Omit<WaitingCaller, 'setup'>[]> {
      const rows = await queueAt(calleeId)
        .select(['id', 'name', 'reason', 'media', 'locale', 'joined_at'])
        .select(['called_back_from', 'caller_away_since'])
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        reason: row.reason,
        media: row.media,
        locale: row.locale,
        joinedAt: row.joined_at,
        calledBackFrom: row.called_back_from,
        present: row.caller_away_since === null,
      }));
    },

    /** Who is being helped at this desk, the longest first. */
    async helpedCallers(calleeId: string): Promise<HelpedCaller[]> {
      const rows = await db
        .selectFrom('consultation')
        .selectAll()
        .where('callee_id', '=', calleeId)
        .where('phase', 'in', ['connecting', 'active'])
        .where('room_id', 'is', null)
        .orderBy('accepted_at')
        .orderBy('id')
        .execute();
      return rows
        .map(consultationIn)
        .filter(isHeld)
        .map(({ id, name, phase, consultant, acceptedAt }) => ({
          id,
          name,
          phase,
          consultant: consultant.id,
          since: acceptedAt,
        }));
    },

    /** The consultation this consultant has, at whichever callee; there is one at most. */
    async atHandOf(consultant: ConsultantId): Promise<Held | null> {
      const row = await db
        .selectFrom('consultation')
        .selectAll()
        .where('consultant_id', '=', consultant)
        .where('phase', 'in', ['connecting', 'active'])
        .where('room_id', 'is', null)
        .executeTakeFirst();
      if (row === undefined) return null;
      const consultation = consultationIn(row);
      return isHeld(consultation) ? consultation : null;
    },

    /** What time has made due, the longest overdue first. */
    async due(now: number, limit: number): Promise<ConsultationId[]> {
      const rows = await db
        .selectFrom('consultation')
        .select('id')
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },

    /** How long the last consultations of this callee took, from accept to end, in milliseconds. */
    async recentHandlingMs(calleeId: string, now: number): Promise<number[]> {
      const rows = await db
        .selectFrom('consultation')
        .select(['accepted_at', 'ended_at'])
        .where('callee_id', '=', calleeId)
        .where('ended_at', '>', now - RECENT_MS)
        .where('started_at', 'is not', null)
        .where('room_id', 'is', null)
        .orderBy('ended_at', 'desc')
        .limit(RECENT_COUNT)
        .execute();
      return rows.flatMap(({ accepted_at, ended_at }) =>
        accepted_at === null || ended_at === null ? [] : [ended_at - accepted_at],
      );
    },

    /** The server has started: no browser is connected yet. All or none. */
    async restart(at: number): Promise<void> {
      await db.transaction().execute(async (transaction) => {
        const rows = await transaction
          .selectFrom('consultation')
          .selectAll()
          .where('phase', 'in', ['waiting', 'connecting', 'active'])
          .where('room_id', 'is', null)
          .execute();
        for (const row of rows) {
          const before = consultationIn(row);
          const event = { type: 'restarted', at } as const;
          const after = { ...transition(before, event), version: row.version + 1 };
          // One after the other: it is one connection, and the order of the rows is of no matter.
          await transaction
            .updateTable('consultation')
            .set(rowOf(after, patience))
            .where('id', '=', row.id)
            .execute();
          const trace = traceOf(before, after, event);
          if (trace !== null) await tell(transaction, after, trace);
        }
      });
    },
  };
}

/** Adds to the timeline what has just been saved, in the same transaction. */
async function tell(
  transaction: Database,
  { id, version }: Pick<Consultation, 'id' | 'version'>,
  { event, at, party }: Trace,
): Promise<void> {
  await transaction
    .insertInto('consultation_event')
    .values({ consultation_id: id, version, at, event, party })
    .execute();
}

function rowOf(consultation: Consultation, patience: Patience): Insertable<ConsultationTable> {
  const held = isHeld(consultation) ? consultation : null;
  const ended = consultation.phase === 'ended' ? consultation : null;
  const consultant = held?.consultant ?? ended?.consultant ?? null;
  return {
    id: consultation.id,
    callee_id: consultation.calleeId,
    version: consultation.version,
    phase: consultation.phase,
    name: consultation.name,
    reason: consultation.reason,
    media: consultation.media,
    locale: consultation.locale,
    attempt: consultation.attempt,
    joined_at: consultation.joinedAt,
    placed_at: consultation.placedAt,
    called_back_from: consultation.calledBackFrom,
    accepted_at: held?.acceptedAt ?? ended?.acceptedAt ?? null,
    started_at:
      consultation.phase === 'active' ? consultation.startedAt : (ended?.startedAt ?? null),
    ended_at: ended?.endedAt ?? null,
    end_reason: ended?.endReason ?? null,
    ended_by: ended?.endedBy ?? null,
    end_message: ended?.endMessage ?? '',
    consultant_id: consultant?.id ?? null,
    consultant_name: consultant?.name ?? null,
    generation: consultation.generation,
    failed_attempts: consultation.failedAttempts,
    caller_connected: held?.connected.caller ? 1 : 0,
    consultant_connected: held?.connected.consultant ? 1 : 0,
    prepared: preparedText(consultation),
    caller_away_since: consultation.callerAwaySince,
    consultant_away_since: held?.consultantAwaySince ?? null,
    parted_since: consultation.phase === 'active' ? consultation.partedSince : null,
    due_at: dueAt(consultation, patience),
  };
}

function preparedText(consultation: Consultation): string | null {
  if (consultation.phase !== 'waiting' && consultation.phase !== 'connecting') return null;
  return consultation.prepared === null ? null : JSON.stringify(consultation.prepared);
}

function consultationIn(row: Row): Consultation {
  const request = {
    id: row.id,
    calleeId: row.callee_id,
    version: row.version,
    name: row.name,
    reason: row.reason,
    media: row.media,
    locale: row.locale,
    attempt: row.attempt,
    joinedAt: row.joined_at,
    placedAt: row.placed_at,
    calledBackFrom: row.called_back_from,
    generation: row.generation,
    failedAttempts: row.failed_attempts,
    callerAwaySince: row.caller_away_since,
  };
  const prepared = () =>
    row.prepared === null ? null : (JSON.parse(row.prepared) as PreparedOffer);
  const accepted = () => ({
    consultant: {
      id: present(row, 'consultant_id'),
      name: present(row, 'consultant_name'),
    },
    acceptedAt: present(row, 'accepted_at'),
    consultantAwaySince: row.consultant_away_since,
    connected: { caller: row.caller_connected === 1, consultant: row.consultant_connected === 1 },
  });
  switch (row.phase) {
    case 'waiting':
      return { ...request, phase: row.phase, prepared: prepared() };
    case 'connecting':
      return { ...request, ...accepted(), phase: row.phase, prepared: prepared() };
    case 'active':
      return {
        ...request,
        ...accepted(),
        phase: row.phase,
        startedAt: present(row, 'started_at'),
        partedSince: row.parted_since,
      };
    case 'ended':
      return {
        ...request,
        phase: row.phase,
        endedAt: present(row, 'ended_at'),
        endReason: present(row, 'end_reason'),
        endedBy: row.ended_by,
        endMessage: row.end_message,
        consultant:
          row.consultant_id === null || row.consultant_name === null
            ? null
            : { id: row.consultant_id, name: row.consultant_name },
        acceptedAt: row.accepted_at,
        startedAt: row.started_at,
      };
    default:
      return row.phase satisfies never;
  }
}

/** @throws {Error} when the row lacks what its phase needs: somebody has edited the database by hand */
function present<Column extends keyof Row>(row: Row, column: Column): NonNullable<Row[Column]> {
  const value = row[column];
  if (value === null) throw new Error(`consultation ${row.id} is ${row.phase} without ${column}`);
  return value;
}
