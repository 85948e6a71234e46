import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { afterCall } from './after-call-migration.ts';
import type { Database } from './database.ts';
import { addBucket, addRecordingFiles, addRecordings } from './recording-migrations.ts';
import { roomConsultation } from './room-consultation-migration.ts';

/** Once released, a migration is never edited: the next change is a new one. Names sort in order. */
const MIGRATIONS: Record<string, Migration> = {
  '0001_first_consultation': { up: firstConsultation },
  '0002_message': { up: message },
  '0003_room': { up: room },
  '0004_recording': { up: addRecordings },
  '0005_after_call': { up: afterCall },
  '0006_recording_file': { up: addRecordingFiles },
  '0007_parted': { up: parted },
  '0008_bucket': { up: addBucket },
  '0009_call_back': { up: callBack },
  '0010_room_consultation': { up: roomConsultation },
};

/**
 * Brings our tables to the present shape. Safe to repeat; the account library migrates its own.
 *
 * @throws what the database says, when a migration fails; nothing of that migration remains then
 */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** Instants are `bigint`: PostgreSQL's `integer` ends in 1970 when it counts milliseconds. */
async function firstConsultation(db: Database): Promise<void> {
  const { schema } = db;

  await schema
    .createTable('callee')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('slug', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('allowed_origins', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();

  await schema
    .createTable('consultant')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('available', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();

  await schema
    .createTable('callee_consultant')
    .addColumn('callee_id', 'text', (column) => column.notNull().references('callee.id'))
    .addColumn('consultant_id', 'text', (column) => column.notNull().references('consultant.id'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('callee_consultant_key', ['callee_id', 'consultant_id'])
    .execute();
  await schema
    .createIndex('callee_consultant_consultant')
    .on('callee_consultant')
    .column('consultant_id')
    .execute();

  await schema
    .createTable('invitation')
    .addColumn('token_hash', 'text', (column) => column.primaryKey())
    .addColumn('callee_id', 'text', (column) => column.notNull().references('callee.id'))
    .addColumn('invited_by', 'text', (column) => column.notNull().references('consultant.id'))
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .execute();

  await schema
    .createTable('consultation')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('callee_id', 'text', (column) => column.notNull().references('callee.id'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('phase', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('media', 'text', (column) => column.notNull())
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('attempt', 'text')
    .addColumn('joined_at', 'bigint', (column) => column.notNull())
    .addColumn('accepted_at', 'bigint')
    .addColumn('started_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('end_reason', 'text')
    .addColumn('ended_by', 'text')
    .addColumn('end_message', 'text', (column) => column.notNull())
    .addColumn('consultant_id', 'text', (column) => column.references('consultant.id'))
    .addColumn('consultant_name', 'text')
    .addColumn('generation', 'integer', (column) => column.notNull())
    .addColumn('failed_attempts', 'integer', (column) => column.notNull())
    .addColumn('caller_connected', 'integer', (column) => column.notNull())
    .addColumn('consultant_connected', 'integer', (column) => column.notNull())
    .addColumn('prepared', 'text')
    .addColumn('caller_away_since', 'bigint')
    .addColumn('consultant_away_since', 'bigint')
    .addColumn('due_at', 'bigint')
    .execute();

  // The queue, in its order, without sorting.
  await schema
    .createIndex('consultation_queue')
    .on('consultation')
    .columns(['callee_id', 'phase', 'joined_at', 'id'])
    .execute();
  // A press of the button joins once, however often its request arrives.
  await schema
    .createIndex('consultation_attempt')
    .unique()
    .on('consultation')
    .columns(['callee_id', 'attempt'])
    .execute();
  // One consultation at a time for each consultant, on however many nodes they press.
  await schema
    .createIndex('consultation_at_hand')
    .unique()
    .on('consultation')
    .column('consultant_id')
    .where(sql.ref('phase'), 'in', sql`('connecting', 'active')`)
    .execute();
  await schema
    .createIndex('consultation_consultant')
    .on('consultation')
    .columns(['consultant_id', 'phase'])
    .execute();
  // Most rows are ended and wait for nothing.
  await schema
    .createIndex('consultation_due')
    .on('consultation')
    .column('due_at')
    .where(sql.ref('due_at'), 'is not', null)
    .execute();
  await schema
    .createIndex('consultation_ended')
    .on('consultation')
    .columns(['callee_id', 'ended_at'])
    .execute();
}

async function message({ schema }: Database): Promise<void> {
  await schema
    .createTable('message')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('callee_id', 'text', (column) => column.notNull().references('callee.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('contact', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('attempt', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('handled_at', 'bigint')
    .addColumn('handled_by', 'text', (column) => column.references('consultant.id'))
    .execute();
  // A press of the button leaves one message, however often its request arrives.
  await schema
    .createIndex('message_attempt')
    .unique()
    .on('message')
    .columns(['callee_id', 'attempt'])
    .execute();
  await schema
    .createIndex('message_created')
    .on('message')
    .columns(['callee_id', 'created_at', 'id'])
    .execute();
  // Most messages have been handled: those that have not are counted for each new one.
  await schema
    .createIndex('message_unhandled')
    .on('message')
    .columns(['callee_id', 'created_at', 'id'])
    .where(sql.ref('handled_at'), 'is', null)
    .execute();
}

async function room({ schema }: Database): Promise<void> {
  await schema
    .createTable('room')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('callee_id', 'text', (column) => column.notNull().references('callee.id'))
    .addColumn('made_by', 'text', (column) => column.notNull().references('consultant.id'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('opens_at', 'bigint')
    .addColumn('closes_at', 'bigint')
    .addColumn('once', 'integer', (column) => column.notNull())
    .addColumn('knock', 'integer', (column) => column.notNull())
    .addColumn('generation', 'integer', (column) => column.notNull())
    .addColumn('met', 'integer', (column) => column.notNull())
    .addColumn('phase', 'text', (column) => column.notNull())
    .addColumn('first', 'text')
    .addColumn('second', 'text')
    .addColumn('first_connected', 'integer', (column) => column.notNull())
    .addColumn('second_connected', 'integer', (column) => column.notNull())
    .addColumn('started_at', 'bigint')
    .addColumn('close_reason', 'text')
    .addColumn('due_at', 'bigint')
    .execute();
  await schema
    .createIndex('room_created')
    .on('room')
    .columns(['callee_id', 'created_at', 'id'])
    .execute();
  // Most rooms are empty and wait for nothing.
  await schema
    .createIndex('room_due')
    .on('room')
    .column('due_at')
    .where(sql.ref('due_at'), 'is not', null)
    .execute();
}

async function parted({ schema }: Database): Promise<void> {
  await schema.alterTable('consultation').addColumn('parted_since', 'bigint').execute();
}

async function callBack(db: Database): Promise<void> {
  const { schema } = db;
  const table = () => schema.alterTable('consultation');
  await table()
    .addColumn('placed_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await table().addColumn('called_back_from', 'text').execute();
  await sql`update consultation set placed_at = joined_at`.execute(db);
  // A call that was lost is called back from once, on however many nodes they press.
  await schema
    .createIndex('consultation_called_back_from')
    .unique()
    .on('consultation')
    .column('called_back_from')
    .execute();
  await schema.dropIndex('consultation_queue').execute();
  await schema
    .createIndex('consultation_queue')
    .on('consultation')
    .columns(['callee_id', 'phase', 'placed_at', 'id'])
    .execute();
  // The history as it is without a filter, in its order, without sorting.
  await schema
    .createIndex('consultation_joined')
    .on('consultation')
    .columns(['callee_id', 'phase', 'joined_at', 'id'])
    .execute();
}
