import type { ConsultationId, Feedback } from '@peerdesk/protocol';
import type { Database } from './database.ts';

export interface FeedbackStorage {
  of(id: ConsultationId): Promise<Feedback | null>;
  /** @returns what is kept: the first that was given */
  give(id: ConsultationId, feedback: Feedback): Promise<Feedback>;
}

export function createFeedback(db: Database, clock: () => number): FeedbackStorage {
  const of = async (id: ConsultationId): Promise<Feedback | null> => {
    const row = await db
      .selectFrom('feedback')
      .select(['rating', 'comment'])
      .where('consultation_id', '=', id)
      .executeTakeFirst();
    return row ?? null;
  };

  return {
    of,
    async give(id, { rating, comment }) {
      await db
        .insertInto('feedback')
        .values({ consultation_id: id, rating, comment, given_at: clock() })
        .onConflict((conflict) => conflict.column('consultation_id').doNothing())
        .execute();
      return (await of(id)) ?? { rating, comment };
    },
  };
}
