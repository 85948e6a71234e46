import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

export interface StoredFile {
  /** With its dot, as in `.js`. */
  readonly extension: string;
  readonly plain: Buffer;
  readonly gzip: Buffer | null;
  readonly brotli: Buffer | null;
  /** Of the plain bytes. */
  readonly digest: string;
}

/** @returns the file at a path such as `assets/index.js`; null if there is none */
export type StoredFiles = (path: string) => Promise<StoredFile | null>;

// A leading dot is how a path leaves its folder, and how a file says it is nobody's business.
const SEGMENT = /^[\w@-][\w@.-]*$/;
const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.svg', '.json', '.txt', '.wasm']);
const compress = promisify(gzip);

/**
 * The files of a built folder. Each is read and compressed once, and again only when it changes;
 * `.br` and `.gz` files beside it are taken as they are.
 */
export function openStoredFiles(folder: string): StoredFiles {
  const kept = new Map<string, { readonly version: string; readonly file: Promise<StoredFile> }>();

  return async (path) => {
    if (!path.split('/').every((segment) => SEGMENT.test(segment))) return null;
    const file = join(folder, path);
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) return null;
    const version = `${found.mtimeMs} ${found.size}`;
    const known = kept.get(path);
    if (known?.version === version) return known.file;
    const read = readStored(file);
    kept.set(path, { version, file: read });
    read.catch(() => kept.delete(path));
    return read;
  };
}

async function readStored(file: string): Promise<StoredFile> {
  const extension = extname(file);
  const plain = await readFile(file);
  const [gzipped, brotli] = await Promise.all([
    readFile(`${file}.gz`).catch(() => (COMPRESSIBLE.has(extension) ? compress(plain) : null)),
    readFile(`${file}.br`).catch(() => null),
  ]);
  const digest = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  return { extension, plain, gzip: gzipped, brotli, digest };
}

/** Sends it in the best encoding the browser takes, or 304 when the browser has it. */
export function sendStored(request: Request, response: Response, file: StoredFile): void {
  const { encoding, body } = bestOf(request, file);
  if (encoding) response.set('Content-Encoding', encoding);
  response.vary('Accept-Encoding');
  response.set('ETag', `"${file.digest}${encoding ? `-${encoding}` : ''}"`);
  response.type(file.extension).send(body);
}

function bestOf(request: Request, { plain, gzip: gzipped, brotli }: StoredFile) {
  if (brotli && request.acceptsEncodings('br')) return { encoding: 'br', body: brotli };
  if (gzipped && request.acceptsEncodings('gzip')) return { encoding: 'gzip', body: gzipped };
  return { encoding: null, body: plain };
}
