import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordingId, RecordingTrack, RecordingType } from '@peerdesk/protocol';

/** A file of a recording. Made by {@link segmentFile} and {@link trackFile} only: no name comes from outside. */
export interface RecordingFile {
  readonly recording: RecordingId;
  readonly name: string;
}

/** More than may be stored. What fitted is stored. */
export class TooManyBytes extends Error {
  override readonly name = 'TooManyBytes';
}

/** The bytes are not those that were announced. Nothing of them is stored. */
export class WrongChecksum extends Error {
  override readonly name = 'WrongChecksum';
}

/** Where the bytes of recordings are while they arrive and are joined: on the disk of the server. */
export interface RecordingFiles {
  /** How many bytes more this place can take. */
  freeBytes(): Promise<number>;
  /** Makes an empty file, unless it is there. */
  create(file: RecordingFile): Promise<void>;
  /** @returns null when there is none */
  size(file: RecordingFile): Promise<number | null>;
  /**
   * Writes on from the offset, which must be the file's size. What was written before the source
   * broke stays, unless a checksum was to be kept.
   *
   * @returns the new size
   * @throws {TooManyBytes} @throws {WrongChecksum} @throws what the source or the disk says
   */
  append(
    file: RecordingFile,
    source: AsyncIterable<Uint8Array>,
    options: {
      readonly offset: number;
      /** The most the file may have. */
      readonly limit: number;
      readonly checksum: Checksum | null;
    },
  ): Promise<number>;
  /** Empties it, so that it can be sent again. */
  empty(file: RecordingFile): Promise<void>;
  /** Of all of it, as lower-case hex; and it is on the disk, whatever happens to the power. */
  sha256(file: RecordingFile): Promise<string>;
  /** Where the joiner finds it, or writes it. */
  pathOf(file: RecordingFile): string;
  /** One file takes the place of another, at once. */
  replace(made: RecordingFile, by: RecordingFile): Promise<void>;
  remove(file: RecordingFile): Promise<void>;
  /** All files of a recording. Safe to repeat. */
  removeAll(recording: RecordingId): Promise<void>;
  /** A recording whose files have all gone elsewhere leaves no empty folder. */
  tidy(recording: RecordingId): Promise<void>;
  /** The recordings that have files. */
  recordings(): Promise<RecordingId[]>;
}

export interface Checksum {
  readonly algorithm: 'sha1' | 'sha256';
  readonly digest: Uint8Array;
}

const EXTENSIONS = {
  'audio/webm': 'webm',
  'video/webm': 'webm',
  'audio/mp4': 'm4a',
  'video/mp4': 'mp4',
} satisfies Record<RecordingType, string>;

export const extensionOf = (type: RecordingType): string => EXTENSIONS[type];

export const segmentFile = (
  recording: RecordingId,
  track: RecordingTrack,
  segment: number,
): RecordingFile => ({ recording, name: `${track}-${segment}.part` });

export const trackFile = (
  recording: RecordingId,
  track: RecordingTrack,
  type: RecordingType,
): RecordingFile => ({ recording, name: `${track}.${extensionOf(type)}` });

/** A finished file while it is being made. */
export const draftFile = (recording: RecordingId, track: RecordingTrack): RecordingFile => ({
  recording,
  name: `${track}.draft`,
});

/** A folder of the data folder, with one folder for each recording. */
export function openRecordingFolder(folder: string): RecordingFiles {
  const pathOf = ({ recording, name }: RecordingFile) => join(folder, recording, name);

  return {
    pathOf,

    async freeBytes() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },

    async create(file) {
      await mkdir(join(folder, file.recording), { recursive: true, mode: 0o700 });
      const handle = await open(pathOf(file), 'a', 0o600);
      await handle.close();
    },

    async size(file) {
      try {
        return (await stat(pathOf(file))).size;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },

    async append(file, source, { offset, limit, checksum }) {
      const handle = await open(pathOf(file), 'r+');
      const hash = checksum && createHash(checksum.algorithm);
      let size = offset;
      let isWhole = false;
      try {
        for await (const bytes of source) {
          if (size + bytes.length > limit) throw new TooManyBytes(`${limit} is the most`);
          hash?.update(bytes);
          await handle.write(bytes, 0, bytes.length, size);
          size += bytes.length;
        }
        if (hash && checksum && !hash.digest().equals(checksum.digest)) {
          throw new WrongChecksum('these are other bytes');
        }
        isWhole = true;
        return size;
      } finally {
        // Half of what has a checksum cannot be checked.
        if (!isWhole && checksum) await handle.truncate(offset);
        await handle.close();
      }
    },

    async empty(file) {
      const handle = await open(pathOf(file), 'r+');
      await handle.truncate(0);
      await handle.close();
    },

    async sha256(file) {
      const handle = await open(pathOf(file), 'r+');
      try {
        await handle.sync();
        const hash = createHash('sha256');
        for await (const bytes of handle.createReadStream({ autoClose: false })) {
          hash.update(bytes as Buffer);
        }
        return hash.digest('hex');
      } finally {
        await handle.close();
      }
    },

    async replace(made, by) {
      await rename(pathOf(by), pathOf(made));
    },

    remove: (file) => rm(pathOf(file), { force: true }),
    removeAll: (recording) => rm(join(folder, recording), { recursive: true, force: true }),

    async tidy(recording) {
      try {
        await rmdir(join(folder, recording));
      } catch (error) {
        if (!isMissing(error) && !isNotEmpty(error)) throw error;
      }
    },

    async recordings() {
      try {
        return (await readdir(folder)) as RecordingId[];
      } catch (error) {
        if (isMissing(error)) return [];
        throw error;
      }
    },
  };
}

const isNotEmpty = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOTEMPTY';
const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';
