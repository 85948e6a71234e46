import type {
  ConsultantId,
  ConsultationId,
  EndReason,
  PastConsultation,
  TimelineEntry,
} from '@peerdesk/protocol';
import { type ExpressionBuilder, sql } from 'kysely';
import type { Database } from './database.ts';
import type { OutcomeTags } from './outcome-tags.ts';
import { patternsOf } from './search-text.ts';
import type { Tables } from './tables.ts';

/** Which consultations of a callee are meant; what is left out does not matter. */
export interface HistoryFilter {
  /** Words of the caller's name, the reason or the notes. */
  readonly search?: string | undefined;
  /** Joined at or after; epoch milliseconds. */
  readonly from?: number | undefined;
  /** Joined before. */
  readonly to?: number | undefined;
  readonly reason?: EndReason | undefined;
  /** An outcome tag's id. */
  readonly tag?: string | undefined;
  readonly consultant?: ConsultantId | undefined;
  readonly recording?: boolean | undefined;
}

/** The last row of a page: the next begins behind it. */
export interface HistoryPosition {
  readonly joinedAt: number;
  readonly id: ConsultationId;
}

/** With what only one consultation's page and an export show. */
export interface WholePast extends PastConsultation {
  readonly endMessage: string;
  readonly notes: string;
  readonly comment: string;
}

export interface History {
  /** The latest to have joined first. */
  page(
    calleeId: string,
    filter: HistoryFilter,
    limit: number,
    after?: HistoryPosition,
  ): Promise<WholePast[]>;
  /** One that has ended. */
  past(id: ConsultationId): Promise<WholePast | null>;
  /** Whose it is, in whatever phase; null when there is no such consultation. */
  calleeOf(
    id: ConsultationId,
  ): Promise<{ calleeId: string; phase: 'going-on' | 'ended' | 'erased' } | null>;
  timeline(id: ConsultationId): Promise<TimelineEntry[]>;
}

/** A recording of the consultation that was begun, and not thrown away. */
function recorded(outer: ExpressionBuilder<Tables, 'consultation'>) {
  return outer
    .selectFrom('recording')
    .select('recording.id')
    .whereRef('recording.consultation_id', '=', 'consultation.id')
    .where('recording.started_at', 'is not', null)
    .where((where) =>
      where.or([where('recording.fate', 'is', null), where('recording.fate', '!=', 'discarded')]),
    );
}

export function createHistory(db: Database, tags: Pick<OutcomeTags, 'ofMany'>): History {
  const select = () =>
    db
      .selectFrom('consultation')
      .leftJoin('feedback', 'feedback.consultation_id', 'consultation.id')
      .leftJoin('note', 'note.consultation_id', 'consultation.id')
      .selectAll('consultation')
      .select(['feedback.rating', 'feedback.comment', 'note.text as notes'])
      .select((outer) => outer.exists(recorded(outer)).as('recorded'));

  type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

  const pastOf = async (rows: readonly Row[]): Promise<WholePast[]> => {
    const chosen = await tags.ofMany(rows.map(({ id }) => id));
    return rows.flatMap((row) => {
      if (row.ended_at === null || row.end_reason === null) return [];
      return {
        id: row.id,
        name: row.name,
        reason: row.reason,
        media: row.media,
        locale: row.locale,
        joinedAt: row.joined_at,
        calledBackFrom: row.called_back_from,
        acceptedAt: row.accepted_at,
        startedAt: row.started_at,
        endedAt: row.ended_at,
        endReason: row.end_reason,
        endedBy: row.ended_by,
        endMessage: row.end_message,
        consultant:
          row.consultant_id === null || row.consultant_name === null
            ? null
            : { id: row.consultant_id, name: row.consultant_name },
        tags: chosen.get(row.id) ?? [],
        rating: row.rating,
        comment: row.comment ?? '',
        notes: row.notes ?? '',
        hasRecording: Boolean(row.recorded),
        inRoom: row.room_id !== null,
        erasedAt: row.erased_at,
      };
    });
  };

  return {
    async page(calleeId, filter, limit, after) {
      let query = select()
        .where('consultation.callee_id', '=', calleeId)
        .where('consultation.phase', '=', 'ended')
        .orderBy('consultation.joined_at', 'desc')
        .orderBy('consultation.id', 'desc')
        .limit(limit);
      const { search = '', from, to, reason, tag, consultant, recording } = filter;
      if (from !== undefined) query = query.where('consultation.joined_at', '>=', from);
      if (to !== undefined) query = query.where('consultation.joined_at', '<', to);
      if (reason !== undefined) query = query.where('consultation.end_reason', '=', reason);
      if (consultant !== undefined) {
        query = query.where('consultation.consultant_id', '=', consultant);
      }
      if (tag !== undefined) {
        query = query.where('consultation.id', 'in', (inner) =>
          inner.selectFrom('consultation_tag').select('consultation_id').where('tag_id', '=', tag),
        );
      }
      if (recording !== undefined) {
        query = query.where((outer) => {
          const has = outer.exists(recorded(outer));
          return recording ? has : outer.not(has);
        });
      }
      for (const pattern of patternsOf(search)) {
        query = query.where(
          sql<boolean>`${sql.ref('consultation.search_text')} like ${pattern} escape '\\'`,
        );
      }
      if (after !== undefined) {
        query = query.where((where) =>
          where(
            where.refTuple('consultation.joined_at', 'consultation.id'),
            '<',
            where.tuple(after.joinedAt, after.id),
          ),
        );
      }
      return pastOf(await query.execute());
    },

    async past(id) {
      const row = await select().where('consultation.id', '=', id).executeTakeFirst();
      if (row === undefined) return null;
      const [past] = await pastOf([row]);
      return past ?? null;
    },

    async calleeOf(id) {
      const row = await db
        .selectFrom('consultation')
        .select(['callee_id', 'phase', 'erased_at'])
        .where('id', '=', id)
        .executeTakeFirst();
      if (row === undefined) return null;
      const phase =
        row.phase !== 'ended' ? 'going-on' : row.erased_at === null ? 'ended' : 'erased';
      return { calleeId: row.callee_id, phase };
    },

    timeline: (id) =>
      db
        .selectFrom('consultation_event')
        .select(['at', 'event', 'party'])
        .where('consultation_id', '=', id)
        .orderBy('version')
        .execute(),
  };
}
