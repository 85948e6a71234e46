import type { ChatLine, ConsultationId } from '@peerdesk/protocol';
import type { Selectable } from 'kysely';
import type { ChatLineTable } from './after-call-tables.ts';
import type { Database } from './database.ts';

export interface Chats {
  /** As it was said, the earliest first. */
  of(id: ConsultationId): Promise<ChatLine[]>;
  /**
   * Keeps lines, each once; those that are there already stay as they are.
   *
   * @returns false when there are too many: none of these has been kept then
   */
  add(id: ConsultationId, lines: readonly ChatLine[]): Promise<boolean>;
}

/** More than two people type in a day: beyond it, somebody is filling the disk. */
const MAX_LINES = 5000;

export function createChats(db: Database): Chats {
  return {
    async of(id) {
      const rows = await db
        .selectFrom('chat_line')
        .selectAll()
        .where('consultation_id', '=', id)
        .orderBy('at')
        .orderBy('id')
        .execute();
      return rows.map(lineOf);
    },

    async add(id, lines) {
      if (lines.length === 0) return true;
      const { count } = await db
        .selectFrom('chat_line')
        .select((select) => select.fn.countAll<number | string>().as('count'))
        .where('consultation_id', '=', id)
        .executeTakeFirstOrThrow();
      if (Number(count) + lines.length > MAX_LINES) return false;
      await db
        .insertInto('chat_line')
        .values(
          lines.map((line) => ({
            consultation_id: id,
            id: line.id,
            at: line.at,
            party: line.party,
            kind: line.kind,
            text: line.kind === 'text' ? line.text : line.name,
            size_bytes: line.kind === 'file' ? line.sizeBytes : null,
          })),
        )
        .onConflict((conflict) => conflict.columns(['consultation_id', 'id']).doNothing())
        .execute();
      return true;
    },
  };
}

function lineOf({ id, at, party, kind, text, size_bytes }: Selectable<ChatLineTable>): ChatLine {
  return kind === 'text'
    ? { id, at, party, kind, text }
    : { id, at, party, kind, name: text, sizeBytes: size_bytes ?? 0 };
}
