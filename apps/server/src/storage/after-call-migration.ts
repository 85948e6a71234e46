import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';

/** What a consultation leaves behind: its timeline, notes, tags, the caller's feedback, the chat. */
export async function afterCall(db: Database): Promise<void> {
  const { schema } = db;

  await schema
    .alterTable('consultation')
    .addColumn('search_text', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await schema.alterTable('consultation').addColumn('erased_at', 'bigint').execute();
  await sql`update consultation set search_text = lower(name || ' ' || reason)`.execute(db);
  // The history as filtered, in its order, without sorting; unfiltered it reads the queue's index.
  await schema
    .createIndex('consultation_end_reason')
    .on('consultation')
    .columns(['callee_id', 'end_reason', 'joined_at', 'id'])
    .execute();
  await schema
    .createIndex('consultation_by_consultant')
    .on('consultation')
    .columns(['callee_id', 'consultant_id', 'joined_at', 'id'])
    .execute();

  await partOfConsultation(db, 'consultation_event')
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('party', 'text')
    .addPrimaryKeyConstraint('consultation_event_key', ['consultation_id', 'version'])
    .execute();

  await partOfConsultation(db, 'note')
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('saved_at', 'bigint', (column) => column.notNull())
    .addColumn('saved_by', 'text', (column) => column.notNull().references('consultant.id'))
    .addPrimaryKeyConstraint('note_key', ['consultation_id'])
    .execute();

  await schema
    .createTable('outcome_tag')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('callee_id', 'text', (column) => column.notNull().references('callee.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('retired_at', 'bigint')
    .execute();
  await schema
    .createIndex('outcome_tag_callee')
    .on('outcome_tag')
    .columns(['callee_id', 'position'])
    .execute();
  await partOfConsultation(db, 'consultation_tag')
    .addColumn('tag_id', 'text', (column) => column.notNull().references('outcome_tag.id'))
    .addPrimaryKeyConstraint('consultation_tag_key', ['consultation_id', 'tag_id'])
    .execute();
  await schema
    .createIndex('consultation_tag_tag')
    .on('consultation_tag')
    .columns(['tag_id', 'consultation_id'])
    .execute();

  await partOfConsultation(db, 'feedback')
    .addColumn('rating', 'integer', (column) => column.notNull())
    .addColumn('comment', 'text', (column) => column.notNull())
    .addColumn('given_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('feedback_key', ['consultation_id'])
    .execute();

  await partOfConsultation(db, 'chat_line')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('party', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('size_bytes', 'bigint')
    .addPrimaryKeyConstraint('chat_line_key', ['consultation_id', 'id'])
    .execute();
}

/** A table of what goes when its consultation goes. */
function partOfConsultation({ schema }: Pick<Kysely<unknown>, 'schema'>, name: string) {
  return schema
    .createTable(name)
    .addColumn('consultation_id', 'text', (column) =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    );
}
