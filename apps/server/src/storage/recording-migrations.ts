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
