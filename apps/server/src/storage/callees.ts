import type { CalleeSlug, ConsultantId, RecordingSettings } from '@peerdesk/protocol';
import type { Selectable, Updateable } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from './database.ts';
import type { CalleeTable } from './tables.ts';

/** A desk that can be called. */
export interface Callee extends RecordingSettings {
  readonly id: string;
  readonly slug: CalleeSlug;
  readonly name: string;
  /** Origins whose pages may call; empty: any. */
  readonly allowedOrigins: readonly string[];
}

/** What is left out stays as it is. */
export type CalleeChange = {
  readonly [field in keyof RecordingSettings | 'name' | 'allowedOrigins']?:
    | Callee[field]
    | undefined;
};

export interface Callees {
  bySlug(slug: string): Promise<Callee | null>;
  byId(id: string): Promise<Callee | null>;
  /** The oldest callee; `/demo` calls it. */
  first(): Promise<Callee | null>;
  /** The callees that a consultant answers for, oldest first. */
  of(consultant: ConsultantId): Promise<Callee[]>;
  consultantsOf(
    calleeId: string,
  ): Promise<{ id: ConsultantId; name: string; available: boolean }[]>;
  answersFor(consultant: ConsultantId, calleeId: string): Promise<boolean>;
  setAvailable(consultant: ConsultantId, available: boolean): Promise<void>;
  /** Makes a callee and its first consultant. The slug must be free. */
  create(callee: { slug: CalleeSlug; name: string }, consultant: Consultant): Promise<Callee>;
  update(calleeId: string, change: CalleeChange): Promise<void>;
  /** From now on this person answers for the callee. Safe to repeat. */
  addConsultant(calleeId: string, consultant: Consultant): Promise<void>;
}

export interface Consultant {
  readonly id: ConsultantId;
  readonly name: string;
}

export function createCallees(db: Database, clock: () => number): Callees {
  const oneBy = async (column: 'slug' | 'id', value: string): Promise<Callee | null> => {
    const row = await db
      .selectFrom('callee')
      .selectAll()
      .where(column, '=', value)
      .executeTakeFirst();
    return row ? calleeOf(row) : null;
  };

  return {
    bySlug: (slug) => oneBy('slug', slug),
    byId: (id) => oneBy('id', id),

    async first() {
      const row = await db
        .selectFrom('callee')
        .selectAll()
        .orderBy('created_at')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      return row ? calleeOf(row) : null;
    },

    async of(consultant) {
      const rows = await db
        .selectFrom('callee')
        .innerJoin('callee_consultant', 'callee_consultant.callee_id', 'callee.id')
        .selectAll('callee')
        .where('callee_consultant.consultant_id', '=', consultant)
        .orderBy('callee.created_at')
        .orderBy('callee.id')
        .execute();
      return rows.map(calleeOf);
    },

    async consultantsOf(calleeId) {
      const rows = await db
        .selectFrom('consultant')
        .innerJoin('callee_consultant', 'callee_consultant.consultant_id', 'consultant.id')
        .select(['consultant.id', 'consultant.name', 'consultant.available'])
        .where('callee_consultant.callee_id', '=', calleeId)
        .orderBy('callee_consultant.created_at')
        .orderBy('consultant.id')
        .execute();
      return rows.map(({ id, name, available }) => ({ id, name, available: available === 1 }));
    },

    async answersFor(consultant, calleeId) {
      const row = await db
        .selectFrom('callee_consultant')
        .select('callee_id')
        .where('callee_id', '=', calleeId)
        .where('consultant_id', '=', consultant)
        .executeTakeFirst();
      return row !== undefined;
    },

    async setAvailable(consultant, available) {
      await db
        .updateTable('consultant')
        .set({ available: available ? 1 : 0 })
        .where('id', '=', consultant)
        .execute();
    },

    create({ slug, name }, consultant) {
      const id = uuidv7();
      return db.transaction().execute(async (transaction) => {
        const row = await transaction
          .insertInto('callee')
          .values({ id, slug, name, allowed_origins: '[]', created_at: clock() })
          .returningAll()
          .executeTakeFirstOrThrow();
        await createCallees(transaction, clock).addConsultant(id, consultant);
        return calleeOf(row);
      });
    },

    async update(calleeId, change) {
      const columns = columnsOf(change);
      if (Object.keys(columns).length === 0) return;
      await db.updateTable('callee').set(columns).where('id', '=', calleeId).execute();
    },

    async addConsultant(calleeId, { id, name }) {
      await db
        .insertInto('consultant')
        .values({ id, name, available: 0 })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      await db
        .insertInto('callee_consultant')
        .values({ callee_id: calleeId, consultant_id: id, created_at: clock() })
        .onConflict((conflict) => conflict.columns(['callee_id', 'consultant_id']).doNothing())
        .execute();
    },
  };
}

function columnsOf(change: CalleeChange): Updateable<CalleeTable> {
  const { name, allowedOrigins, recordings, onWithdrawal, recordingDays, personalDataDays } =
    change;
  return {
    ...(name !== undefined && { name }),
    ...(allowedOrigins && { allowed_origins: JSON.stringify(allowedOrigins) }),
    ...(recordings && { recordings }),
    ...(onWithdrawal && { on_withdrawal: onWithdrawal }),
    ...(recordingDays !== undefined && { recording_days: recordingDays }),
    ...(personalDataDays !== undefined && { personal_data_days: personalDataDays }),
  };
}

function calleeOf(row: Selectable<CalleeTable>): Callee {
  return {
    id: row.id,
    slug: row.slug as CalleeSlug,
    name: row.name,
    allowedOrigins: JSON.parse(row.allowed_origins) as string[],
    recordings: row.recordings,
    onWithdrawal: row.on_withdrawal,
    recordingDays: row.recording_days,
    personalDataDays: row.personal_data_days,
  };
}
