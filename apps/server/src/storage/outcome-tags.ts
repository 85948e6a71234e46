import type { ConsultationId, OutcomeTag } from '@peerdesk/protocol';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from './database.ts';

/** A tag as settings give it: without an id it is a new one. */
export interface WantedTag {
  readonly id?: string | undefined;
  readonly name: string;
}

export interface OutcomeTags {
  /** Those that can be chosen, in the callee's order. */
  of(calleeId: string): Promise<OutcomeTag[]>;
  /**
   * From now on these can be chosen, in this order. Those left out stay with the consultations
   * that have them; a new one with the name of such a one is the same again. Safe to repeat.
   */
  set(calleeId: string, wanted: readonly WantedTag[]): Promise<OutcomeTag[]>;
  /**
   * The tags of a consultation are these now; what its callee does not have is left out.
   *
   * @returns what it has now
   */
  choose(id: ConsultationId, calleeId: string, tags: readonly string[]): Promise<OutcomeTag[]>;
  /** By consultation, each in the callee's order. */
  ofMany(ids: readonly ConsultationId[]): Promise<ReadonlyMap<ConsultationId, OutcomeTag[]>>;
}

export function createOutcomeTags(db: Database, clock: () => number): OutcomeTags {
  return {
    of: (calleeId) => choosable(db, calleeId),

    set: (calleeId, wanted) =>
      db.transaction().execute(async (transaction) => {
        const known = await transaction
          .selectFrom('outcome_tag')
          .select(['id', 'name'])
          .where('callee_id', '=', calleeId)
          .execute();
        const named = new Set(wanted.map(({ id }) => id));
        const same = ({ id, name }: WantedTag) =>
          known.find((tag) => tag.id === id) ??
          known.find((tag) => !named.has(tag.id) && isSameName(tag.name, name));
        await transaction
          .updateTable('outcome_tag')
          .set({ retired_at: clock() })
          .where('callee_id', '=', calleeId)
          .where('retired_at', 'is', null)
          .execute();
        for (const [position, tag] of wanted.entries()) {
          const { name } = tag;
          const id = same(tag)?.id ?? uuidv7();
          await transaction
            .insertInto('outcome_tag')
            .values({ id, callee_id: calleeId, name, position, retired_at: null })
            .onConflict((conflict) =>
              conflict.column('id').doUpdateSet({ name, position, retired_at: null }),
            )
            .execute();
        }
        return choosable(transaction, calleeId);
      }),

    choose: (id, calleeId, tags) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom('consultation_tag')
          .where('consultation_id', '=', id)
          .execute();
        const known =
          tags.length === 0
            ? []
            : await transaction
                .selectFrom('outcome_tag')
                .select('id')
                .where('callee_id', '=', calleeId)
                .where('id', 'in', [...tags])
                .execute();
        if (known.length > 0) {
          await transaction
            .insertInto('consultation_tag')
            .values(known.map((tag) => ({ consultation_id: id, tag_id: tag.id })))
            .execute();
        }
        return (await tagsOf(transaction, [id])).get(id) ?? [];
      }),

    ofMany: (ids) => tagsOf(db, ids),
  };
}

/** Is it the same word to whoever reads it? */
export function isSameName(one: string, other: string): boolean {
  return one.normalize('NFKC').toLowerCase() === other.normalize('NFKC').toLowerCase();
}

function choosable(db: Database, calleeId: string): Promise<OutcomeTag[]> {
  return db
    .selectFrom('outcome_tag')
    .select(['id', 'name'])
    .where('callee_id', '=', calleeId)
    .where('retired_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

async function tagsOf(db: Database, ids: readonly ConsultationId[]) {
  const found = new Map<ConsultationId, OutcomeTag[]>();
  if (ids.length === 0) return found;
  const rows = await db
    .selectFrom('consultation_tag')
    .innerJoin('outcome_tag', 'outcome_tag.id', 'consultation_tag.tag_id')
    .select(['consultation_tag.consultation_id', 'outcome_tag.id', 'outcome_tag.name'])
    .where('consultation_tag.consultation_id', 'in', [...ids])
    .orderBy('outcome_tag.position')
    .orderBy('outcome_tag.id')
    .execute();
  for (const { consultation_id, id, name } of rows) {
    const tags = found.get(consultation_id) ?? [];
    tags.push({ id, name });
    found.set(consultation_id, tags);
  }
  return found;
}
