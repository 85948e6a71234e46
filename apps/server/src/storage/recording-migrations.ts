import { sql } from 'kysely';
import type { Database } from './database.ts';

export async function addRecordings({ schema }: Database): Promise<void> {
  for (const [column, standard] of [
    ['recordings', 'ask_each_time'],
    ['on_withdrawal', 'ask'],
  ] as const) {
    await schema
      .alterTable('callee')
      .addColumn(column, 'text', (text) => text.notNull().defaultTo(standard))
      .execute();
  }
  await schema.alterTable('callee').addColumn('recording_days', 'integer').execute();
  await schema.alterTable('callee').addColumn('personal_data_days', 'integer').execute();

  await schema
    .createTable('recording')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('consultation_id', 'text', (column) =>
      column.notNull().references('consultation.id'),
    )
    .addColumn('callee_id', 'text', (column) => column.notNull().references('callee.id'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('phase', 'text', (column) => column.notNull())
    .addColumn('media', 'text', (column) => column.notNull())
    .addColumn('requested_by', 'text', (column) => column.notNull().references('consultant.id'))
    .addColumn('requested_at', 'bigint', (column) => column.notNull())
    .addColumn('consent', 'text')
    .addColumn('withdrawn_at', 'bigint')
    .addColumn('started_at', 'bigint')
    .addColumn('since', 'bigint')
    .addColumn('stretches', 'text', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('end_reason', 'text')
    .addColumn('fate', 'text')
    .execute();
  await schema
    .createIndex('recording_consultation')
    .on('recording')
    .columns(['consultation_id', 'id'])
    .execute();
  await schema
    .createIndex('recording_ended')
    .on('recording')
    .columns(['callee_id', 'ended_at'])
    .execute();
  // One at a time, on however many nodes they press.
  await schema
    .createIndex('recording_at_hand')
    .unique()
    .on('recording')
    .column('consultation_id')
    .where(sql.ref('phase'), 'in', sql`('asked', 'on', 'paused')`)
    .execute();

  await schema
    .createTable('joining_consent')
    .addColumn('consultation_id', 'text', (column) =>
      column.primaryKey().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('consented', 'integer', (column) => column.notNull())
    .addColumn('media', 'text', (column) => column.notNull())
    .addColumn('text_version', 'text', (column) => column.notNull())
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
}

export async function addRecordingFiles({ schema }: Database): Promise<void> {
  await schema.alterTable('recording').addColumn('outcome', 'text').execute();
  await schema
    .createIndex('recording_open')
    .on('recording')
    .column('phase')
    .where(sql.ref('outcome'), 'is', null)
    .execute();

  await schema
    .createTable('recording_segment')
    .addColumn('recording_id', 'text', (column) =>
      column.notNull().references('recording.id').onDelete('cascade'),
    )
    .addColumn('track', 'text', (column) => column.notNull())
    .addColumn('segment', 'integer', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('length', 'bigint')
    .addColumn('arrived_at', 'bigint', (column) => column.notNull())
    .addColumn('sealed', 'integer', (column) => column.notNull())
    .addColumn('last', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('recording_segment_key', ['recording_id', 'track', 'segment'])
    .execute();

  await schema
    .createTable('recording_track')
    .addColumn('recording_id', 'text', (column) =>
      column.notNull().references('recording.id').onDelete('cascade'),
    )
    .addColumn('track', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('duration_ms', 'bigint', (column) => column.notNull())
    .addColumn('gaps', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('recording_track_key', ['recording_id', 'track'])
    .execute();

  await schema
    .createTable('audit')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('callee_id', 'text', (column) => column.notNull().references('callee.id'))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('consultant_id', 'text', (column) => column.references('consultant.id'))
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('audit_callee').on('audit').columns(['callee_id', 'id']).execute();
}

export async function addBucket({ schema }: Database): Promise<void> {
  await schema
    .alterTable('recording_track')
    .addColumn('place', 'text', (column) => column.notNull().defaultTo('folder'))
    .execute();
  await schema
    .createTable('removed_recording')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .execute();
}
