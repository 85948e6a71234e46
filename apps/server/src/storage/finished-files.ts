import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { RecordingId, RecordingTrack } from '@peerdesk/protocol';
import { RECORDING_TYPES } from '@peerdesk/protocol';
import { type RecordingFile, type RecordingFiles, trackFile } from './recording-files.ts';

/** Where a finished file is. */
export type Place = 'folder' | 'bucket';

/** A part of a file: first and last byte, both included, of so many. */
export interface Part {
  readonly start: number;
  readonly end: number;
  readonly of: number;
}

/** Where the files are that have been made of recordings. */
export interface FinishedFiles {
  /**
   * Takes a file over from where it was made; what was there under its name is replaced, at once
   * or not at all.
   */
  keep(file: RecordingFile, draft: RecordingFile): Promise<void>;
  /** @returns null when there is no such file of that many bytes */
  read(file: RecordingFile, part: Part): Promise<Readable | null>;
  /** All there may be of a recording. Safe to repeat. */
  removeAll(recording: RecordingId): Promise<void>;
}

/** The place for new files, and all places where there may be older ones. */
export interface FinishedPlaces {
  readonly folder: FinishedFiles;
  /** Null: none has been set up. */
  readonly bucket: (FinishedFiles & { readonly prove: () => Promise<void> }) | null;
}

/** A place that cannot be used at the moment. What is to go there is kept, and tried again. */
export class PlaceTrouble extends Error {
  override readonly name = 'PlaceTrouble';
}

const TRACKS: readonly RecordingTrack[] = ['mixed', 'caller', 'consultant'];

/** Every finished file that a recording may have. */
export const finishedFilesOf = (recording: RecordingId): RecordingFile[] =>
  TRACKS.flatMap((track) => RECORDING_TYPES.map((type) => trackFile(recording, track, type)));

/** Beside the segments they were made of. */
export function keepInFolder(files: RecordingFiles): FinishedFiles {
  return {
    keep: (file, draft) => files.replace(file, draft),

    async read(file, { start, end, of }) {
      try {
        const handle = await open(files.pathOf(file), 'r');
        const { size } = await handle.stat();
        if (size === of) return handle.createReadStream({ start, end });
        await handle.close();
        return null;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },

    removeAll: (recording) => files.removeAll(recording),
  };
}
