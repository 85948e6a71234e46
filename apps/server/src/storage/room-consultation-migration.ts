import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Meetings of a consultant in a room are consultations, too; beside the one at hand at the desk. */
export async function roomConsultation({ schema }: Database): Promise<void> {
  await schema
    .alterTable('consultation')
    .addColumn('room_id', 'text', (column) => column.references('room.id'))
    .execute();
  await schema
    .createIndex('consultation_room_at_hand')
    .unique()
    .on('consultation')
    .column('room_id')
    .where(sql.ref('phase'), '=', sql`'active'`)
    .execute();
  await schema.dropIndex('consultation_at_hand').execute();
  await schema
    .createIndex('consultation_at_hand')
    .unique()
    .on('consultation')
    .column('consultant_id')
    .where(sql.ref('phase'), 'in', sql`('connecting', 'active')`)
    .where(sql.ref('room_id'), 'is', null)
    .execute();
}
