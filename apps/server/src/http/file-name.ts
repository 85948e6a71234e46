import type { RecordingTrack } from '@peerdesk/protocol';

const TRACK_WORDS = { mixed: '', caller: ' caller', consultant: ' consultant' } satisfies Record<
  RecordingTrack,
  string
>;

/** In letters. Longer ones are cut by some file systems, which count bytes: up to four a letter. */
const MAX_NAME = 40;

/** A name that says what it is, and is safe on every file system: `acme-support 2026-11-25 Ann.webm`. */
export function recordingFileName({
  slug,
  startedAt,
  caller,
  track,
  extension,
}: {
  readonly slug: string;
  readonly startedAt: number;
  readonly caller: string;
  readonly track: RecordingTrack;
  readonly extension: string;
}): string {
  const day = new Date(startedAt).toISOString().slice(0, 10);
  const words = caller
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}\p{M} -]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  // Half a letter cannot be written into a header.
  const name = Array.from(words).slice(0, MAX_NAME).join('').trim();
  return `${slug} ${day}${name && ` ${name}`}${TRACK_WORDS[track]}.${extension}`;
}

/** @see https://www.rfc-editor.org/rfc/rfc6266 */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/[^\w .-]+/g, '_');
  // What encodeURIComponent leaves and RFC 8187 does not allow.
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
