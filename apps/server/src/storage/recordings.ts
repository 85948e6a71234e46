import type { ConsultationId, RecordingId } from '@peerdesk/protocol';
import type { Insertable, Selectable } from 'kysely';
import { v7 } from 'uuid';
import {
  type Asked,
  type GivenConsent,
  type Recording,
  type RecordingEvent,
  type Running,
  recordingAfter,
  type SaidJoining,
  type Stretch,
} from '../consultation/recording.ts';
import { type Change, changeConditionally } from './conditional.ts';
import type { Database } from './database.ts';
import type { RecordingTable } from './recording-tables.ts';

type Row = Selectable<RecordingTable>;

export type Recordings = ReturnType<typeof createRecordings>;

export function newRecordingId(): RecordingId {
  return v7() as RecordingId;
}

/** Recordings as rows: what was asked, consented to and recorded when. The files are elsewhere. */
export function createRecordings(db: Database) {
  async function byId(id: RecordingId): Promise<Recording | null> {
    const row = await db
      .selectFrom('recording')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : recordingIn(row);
  }

  async function latestOf(consultation: ConsultationId): Promise<Recording | null> {
    const row = await db
      .selectFrom('recording')
      .selectAll()
      .where('consultation_id', '=', consultation)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : recordingIn(row);
  }

  /**
   * @throws {Refusal} what the rule says
   * @throws {Error} when there is no such recording
   */
  const change = (id: RecordingId, event: RecordingEvent): Promise<Change<Recording>> =>
    changeConditionally({
      async load() {
        const recording = await byId(id);
        if (recording === null) throw new Error(`no recording ${id}`);
        return recording;
      },
      decide: (before) => recordingAfter(before, event),
      async save(before, decided) {
        const after = { ...decided, version: before.version + 1 };
        const { numUpdatedRows } = await db
          .updateTable('recording')
          .set(rowOf(after))
          .where('id', '=', id)
          .where('version', '=', before.version)
          .executeTakeFirst();
        return numUpdatedRows === 1n ? after : null;
      },
    });

  return {
    byId,
    latestOf,
    change,

    async insert(recording: Asked | Running): Promise<void> {
      await db.insertInto('recording').values(rowOf(recording)).execute();
    },

    /** The name of whom the consultant spoke with; empty once erased. */
    async callerOf({ consultationId }: Pick<Recording, 'consultationId'>): Promise<string> {
      const row = await db
        .selectFrom('consultation')
        .select('name')
        .where('id', '=', consultationId)
        .executeTakeFirst();
      return row?.name ?? '';
    },

    /** The oldest first. */
    async of(consultation: ConsultationId): Promise<Recording[]> {
      const rows = await db
        .selectFrom('recording')
        .selectAll()
        .where('consultation_id', '=', consultation)
        .orderBy('id')
        .execute();
      return rows.map(recordingIn);
    },

    /** The consultation is over, and so is what was asked or recorded in it. Safe to repeat. */
    async end(consultation: ConsultationId, at: number): Promise<void> {
      const last = await latestOf(consultation);
      if (last !== null) await change(last.id, { type: 'consultation-ended', at });
    },

    /** The server was killed between the end of a consultation and that of its recording. */
    async restart(): Promise<void> {
      const rows = await db
        .selectFrom('recording')
        .innerJoin('consultation', 'consultation.id', 'recording.consultation_id')
        .select(['recording.id', 'consultation.ended_at'])
        .where('recording.phase', '!=', 'over')
        .where('consultation.phase', '=', 'ended')
        .execute();
      for (const { id, ended_at } of rows) {
        if (ended_at !== null) await change(id, { type: 'consultation-ended', at: ended_at });
      }
    },

    /** Keeps what a caller said while joining; the first word counts. */
    async noteJoiningConsent(
      consultation: ConsultationId,
      { consented, media, textVersion, locale, at }: SaidJoining,
    ): Promise<void> {
      await db
        .insertInto('joining_consent')
        .values({
          consultation_id: consultation,
          consented: consented ? 1 : 0,
          media,
          text_version: textVersion,
          locale,
          at,
        })
        .onConflict((conflict) => conflict.column('consultation_id').doNothing())
        .execute();
    },

    async joiningConsentOf(consultation: ConsultationId): Promise<SaidJoining | null> {
      const row = await db
        .selectFrom('joining_consent')
        .selectAll()
        .where('consultation_id', '=', consultation)
        .executeTakeFirst();
      if (row === undefined) return null;
      const { consented, media, text_version, locale, at } = row;
      return { consented: consented === 1, media, textVersion: text_version, locale, at };
    },
  };
}

function rowOf(recording: Recording): Insertable<RecordingTable> {
  const running = recording.phase === 'on' || recording.phase === 'paused' ? recording : null;
  const over = recording.phase === 'over' ? recording : null;
  const consent = running?.consent ?? over?.consent ?? null;
  return {
    id: recording.id,
    consultation_id: recording.consultationId,
    callee_id: recording.calleeId,
    version: recording.version,
    phase: recording.phase,
    media: recording.media,
    requested_by: recording.requestedBy,
    requested_at: recording.requestedAt,
    consent: consent === null ? null : JSON.stringify(consent),
    withdrawn_at: over?.withdrawnAt ?? null,
    started_at: running?.startedAt ?? over?.startedAt ?? null,
    since: running?.since ?? null,
    stretches: JSON.stringify(running?.stretches ?? over?.stretches ?? []),
    ended_at: over?.endedAt ?? null,
    end_reason: over?.end ?? null,
    fate: over?.fate ?? null,
  };
}

function recordingIn(row: Row): Recording {
  const request = {
    id: row.id,
    consultationId: row.consultation_id,
    calleeId: row.callee_id,
    version: row.version,
    media: row.media,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
  };
  const stretches = JSON.parse(row.stretches) as Stretch[];
  switch (row.phase) {
    case 'asked':
      return { ...request, phase: row.phase };
    case 'on':
    case 'paused':
      return {
        ...request,
        phase: row.phase,
        consent: JSON.parse(present(row, 'consent')) as GivenConsent,
        startedAt: present(row, 'started_at'),
        since: present(row, 'since'),
        stretches,
      };
    case 'over':
      return {
        ...request,
        phase: row.phase,
        end: present(row, 'end_reason'),
        endedAt: present(row, 'ended_at'),
        consent: row.consent === null ? null : (JSON.parse(row.consent) as GivenConsent),
        withdrawnAt: row.withdrawn_at,
        startedAt: row.started_at,
        stretches,
        fate: present(row, 'fate'),
      };
    default:
      return row.phase satisfies never;
  }
}

/** @throws {Error} when the row lacks what its phase needs: somebody has edited the database by hand */
function present<Column extends keyof Row>(row: Row, column: Column): NonNullable<Row[Column]> {
  const value = row[column];
  if (value === null) throw new Error(`recording ${row.id} is ${row.phase} without ${column}`);
  return value;
}
