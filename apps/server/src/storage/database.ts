import SQLite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
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
  const db: Database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) });
  return { db, sqlite, close: () => sqlite.close() };
}

/** Did a write fail because a row with that unique key exists already? SQLite's or PostgreSQL's word for it. */
export function isUniqueViolation(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === '23505';
}
