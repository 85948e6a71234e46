import type { CalleeSlug, ConsultantId } from '@peerdesk/protocol';
import type { Selectable } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from './database.ts';
import type { CalleeTable } from './tables.ts';

/** A desk that can be called. */
export interface Callee {
  readonly id: string;
  readonly slug: CalleeSlug;
  readonly name: string;
  /** Origins whose pages may call; empty: any. */
  readonly allowedOrigins: readonly string[];
}

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
  update(
    calleeId: string,
    change: { name?: string | undefined; allowedOrigins?: readonly string[] | undefined },
  ): Promise<void>;
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
        await transaction
          .insertInto('callee')
          .values({ id, slug, name, allowed_origins: '[]', created_at: clock() })
          .execute();
        await createCallees(transaction, clock).addConsultant(id, consultant);
        return { id, slug, name, allowedOrigins: [] };
      });
    },

    async update(calleeId, { name, allowedOrigins }) {
      if (name === undefined && allowedOrigins === undefined) return;
      await db
        .updateTable('callee')
        .set({
          ...(name !== undefined && { name }),
          ...(allowedOrigins && { allowed_origins: JSON.stringify(allowedOrigins) }),
        })
        .where('id', '=', calleeId)
        .execute();
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

function calleeOf(row: Selectable<CalleeTable>): Callee {
  return {
    id: row.id,
    slug: row.slug as CalleeSlug,
    name: row.name,
    allowedOrigins: JSON.parse(row.allowed_origins) as string[],
  };
}
