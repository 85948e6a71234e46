import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { RecordingId } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { startBucket } from '../testing/bucket.ts';
import { tempFolder } from '../testing/whole-server.ts';
import { type FinishedFiles, keepInFolder, PlaceTrouble } from './finished-files.ts';
import { openBucket } from './recording-bucket.ts';
import { draftFile, openRecordingFolder, trackFile } from './recording-files.ts';

const ID = '0193b1f0-0000-7000-8000-000000000001' as RecordingId;
const OTHER = '0193b1f0-0000-7000-8000-000000000002' as RecordingId;

interface Opened {
  readonly place: FinishedFiles;
  /** Makes a file and has it kept. */
  readonly keep: (recording: RecordingId, bytes: Uint8Array) => Promise<void>;
}

const bytesOf = async (stream: Readable | null) => stream && buffer(stream);

function withDrafts(
  folder: string,
  make: (files: ReturnType<typeof openRecordingFolder>) => FinishedFiles,
): Opened {
  const files = openRecordingFolder(folder);
  const place = make(files);
  return {
    place,
    async keep(recording, bytes) {
      const draft = draftFile(recording, 'mixed');
      await files.create(draft);
      writeFileSync(files.pathOf(draft), bytes);
      await place.keep(trackFile(recording, 'mixed', 'audio/webm'), draft);
      expect(existsSync(files.pathOf(draft))).toBe(false);
    },
  };
}

const bucketOf = (settings: Readonly<Record<string, string>>) => {
  const { bucket } = readConfig({ ...settings }).recordings;
  if (bucket === null) throw new Error('no bucket');
  return bucket;
};

const PLACES = {
  'a folder': () => Promise.resolve(withDrafts(tempFolder(), keepInFolder)),
  'a bucket': async () => {
    const { settings } = await startBucket();
    return withDrafts(tempFolder(), (files) => openBucket(bucketOf(settings), files));
  },
};

describe.each(Object.entries(PLACES))('in %s', (_name, openPlace) => {
  it('a finished file is kept, read in parts, replaced and removed', async () => {
    const { place, keep } = await openPlace();
    const file = trackFile(ID, 'mixed', 'audio/webm');
    expect(await place.read(file, { start: 0, end: 9, of: 10 })).toBeNull();

    const first = randomBytes(3_000_000);
    await keep(ID, first);
    await keep(OTHER, Buffer.from('another'));
    const of = first.length;
    for (const [start, end] of [
      [0, of - 1],
      [0, 1],
      [1_000_000, 2_000_000],
      [of - 1, of - 1],
    ] as const) {
      const stream = await place.read(file, { start, end, of });
      expect((await bytesOf(stream))?.equals(first.subarray(start, end + 1))).toBe(true);
    }

    const second = randomBytes(100);
    await keep(ID, second);
    // Whoever still thinks that it is the first gets nothing, rather than a part of the second.
    expect(await place.read(file, { start: 0, end: 9, of })).toBeNull();
    const stream = await place.read(file, { start: 0, end: 99, of: 100 });
    expect(await bytesOf(stream)).toEqual(second);

    await place.removeAll(ID);
    await place.removeAll(ID);
    expect(await place.read(file, { start: 0, end: 99, of: 100 })).toBeNull();
    const other = trackFile(OTHER, 'mixed', 'audio/webm');
    const left = await place.read(other, { start: 0, end: 6, of: 7 });
    expect(String(await bytesOf(left))).toBe('another');
  });
});

describe('a bucket', () => {
  it('is proven without leaving anything in it', async () => {
    const { settings, keys } = await startBucket();
    const bucket = openBucket(bucketOf(settings), openRecordingFolder(tempFolder()));
    await bucket.prove();
    expect(bucket.trouble()).toBeNull();
    expect(keys()).toEqual([]);
  });

  it.each([
    [{ S3_SECRET_ACCESS_KEY: 'guessed' }, /403 SignatureDoesNotMatch: check S3_SECRET_ACCESS_KEY/],
    [{ S3_ACCESS_KEY_ID: 'nobody' }, /403 InvalidAccessKeyId: check S3_ACCESS_KEY_ID/],
    [{ S3_BUCKET: 'another' }, /404 NoSuchBucket: check S3_BUCKET/],
    [{ S3_ENDPOINT: 'http://127.0.0.1:1' }, /cannot be reached: connect ECONNREFUSED/],
  ])('with %j says what to look at, and no secret', async (wrong, words) => {
    const { settings } = await startBucket();
    const bucket = openBucket(
      bucketOf({ ...settings, ...wrong }),
      openRecordingFolder(tempFolder()),
    );
    const failed = bucket.prove();
    await expect(failed).rejects.toThrow(PlaceTrouble);
    await expect(failed).rejects.toThrow(words);
    expect(bucket.trouble()?.message).not.toContain('guessed');
    expect(JSON.stringify(bucket.trouble())).not.toContain('Credential');
  });
});
