import SQLite from 'better-sqlite3';
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely';
import type { Tables } from './tables.ts';

/** Everything goes through the query builder, so that PostgreSQL needs no second storage. */
export type Database = Kysely<Tables>;

export interface OpenDatabase {
  readonly db: Database;
  /** The same connection, for a library that wants its own tables in this file. */
  readonly sqlite: SQLite.Database;
  /** Safe to repeat. Queries made afterwards reject. */
  close(): void;
}

/**
 * Opens the database file, making it if need be.
 *
 * A committed change survives the loss of power: `synchronous=FULL` waits for the disk.
 *
 * @param file a path, or `:memory:`
 * @throws {SQLite.SqliteError} when the file cannot be opened or is no database
 */
export function openDatabase(file: string): OpenDatabase {
  const sqlite = new SQLite(file);
  sqlite.pragma('busy_timeout = 5000');
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  const dialect = new SqliteDialect({ database: preparingOnce(sqlite) });
  const db: Database = new Kysely<Tables>({ dialect });
  return { db, sqlite, close: () => sqlite.close() };
}

/** More than the product has; only lists of different lengths make more. */
const KEPT_STATEMENTS = 500;

/** To prepare a statement takes longer than to run it: the same text is prepared once. */
function preparingOnce(sqlite: SQLite.Database): SqliteDatabase {
  const prepared = new Map<string, SQLite.Statement>();
  return {
    prepare(text) {
      const known = prepared.get(text);
      if (known) return known;
      const [oldest] = prepared.keys();
      if (oldest !== undefined && prepared.size >= KEPT_STATEMENTS) prepared.delete(oldest);
      const statement = sqlite.prepare(text);
      prepared.set(text, statement);
      return statement;
    },
    close: () => sqlite.close(),
  };
}

/** Did a write fail because a row with that unique key exists already? SQLite's or PostgreSQL's word for it. */
export function isUniqueViolation(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === '23505';
}
