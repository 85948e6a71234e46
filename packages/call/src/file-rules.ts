/** Bytes of one file. */
export const FILE_LIMIT = 100 * 1024 * 1024;
/** Files up to this size are fetched without being asked for, until so many bytes have been. */
export const UNASKED_LIMIT = 10 * 1024 * 1024;
export const UNASKED_TOTAL = 50 * 1024 * 1024;
/**
 * A file is checked piece by piece: WebCrypto digests only what it is given whole, and whoever is
 * interrupted goes on after the last piece that was right. One piece is all that is in memory.
 */
export const PIECE_BYTES = 256 * 1024;
/** SHA-256 of a piece goes before it. */
export const DIGEST_BYTES = 32;
/** What is sent at once; small enough for every browser, and for words to get in between. */
export const SLICE_BYTES = 32 * 1024;
/** The stream, then the number of the slice in it. */
const HEADER_BYTES = 8;
const NAME_LENGTH = 120;

export type Bytes = Uint8Array<ArrayBuffer>;

export const piecesIn = (fileBytes: number): number => Math.ceil(fileBytes / PIECE_BYTES);

/** From and to in the file, for a piece. */
export function rangeOf(piece: number, fileBytes: number): readonly [from: number, to: number] {
  return [piece * PIECE_BYTES, Math.min((piece + 1) * PIECE_BYTES, fileBytes)];
}

/** A piece as it is sent: its digest, then its bytes. */
export async function sealed(piece: Bytes): Promise<Bytes> {
  const block = new Uint8Array(DIGEST_BYTES + piece.length);
  block.set(await digestOf(piece));
  block.set(piece, DIGEST_BYTES);
  return block;
}

/** @returns the piece in a block, null when its digest is that of another */
export async function unsealed(block: Bytes): Promise<Bytes | null> {
  const piece = block.subarray(DIGEST_BYTES);
  const digest = await digestOf(piece);
  return digest.every((byte, index) => byte === block[index]) ? piece : null;
}

async function digestOf(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** A block in slices, each with its stream and number. */
export function* slicesOf(block: Bytes, stream: number, from: number): Generator<Bytes> {
  for (let at = 0, number = from; at < block.length; at += SLICE_BYTES, number++) {
    const bytes = block.subarray(at, at + SLICE_BYTES);
    const slice = new Uint8Array(HEADER_BYTES + bytes.length);
    const header = new DataView(slice.buffer);
    header.setUint32(0, stream);
    header.setUint32(4, number);
    slice.set(bytes, HEADER_BYTES);
    yield slice;
  }
}

export interface Slice {
  readonly stream: number;
  readonly number: number;
  readonly bytes: Bytes;
}

/** @returns null for bytes that are no slice */
export function readSlice(bytes: Bytes): Slice | null {
  if (bytes.length <= HEADER_BYTES || bytes.length > HEADER_BYTES + SLICE_BYTES) return null;
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  return {
    stream: header.getUint32(0),
    number: header.getUint32(4),
    bytes: bytes.subarray(HEADER_BYTES),
  };
}

/** Names that Windows takes for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** A file's name to show and to save by: no folders, nothing unseen, of a length that fits. */
export function fileNameOf(name: string): string {
  const line = name
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu, '')
    .replace(/^.*[/\\]/, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .replace(DEVICE, '_$&');
  if (line === '') return 'file';
  if (line.length <= NAME_LENGTH) return line;
  const extension = /\.[\p{L}\p{N}]{1,10}$/u.exec(line)?.[0] ?? '';
  const stem = line.slice(0, NAME_LENGTH - extension.length).replace(/\p{Surrogate}/gu, '');
  return stem.trimEnd() + extension;
}

const PICTURES: readonly (readonly [type: string, ...signature: number[]])[] = [
  ['image/png', 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  ['image/jpeg', 0xff, 0xd8, 0xff],
  ['image/gif', 0x47, 0x49, 0x46, 0x38],
];

/**
 * The type of a picture made of dots, by its first bytes: what its sender says of it is not
 * believed, and a drawing (SVG) may hold anything.
 */
export function pictureTypeOf(bytes: Bytes): string | null {
  const found = PICTURES.find(([, ...signature]) =>
    signature.every((byte, index) => bytes[index] === byte),
  );
  return found?.[0] ?? null;
}
