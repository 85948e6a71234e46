import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Bytes,
  fileNameOf,
  PIECE_BYTES,
  pictureTypeOf,
  piecesIn,
  rangeOf,
  readSlice,
  sealed,
  slicesOf,
  unsealed,
} from './file-rules.ts';

const bytesOf = (...values: number[]): Bytes => new Uint8Array(values);

describe('a file in pieces', () => {
  it('is whole, without a gap or an overlap', () => {
    fc.assert(
      fc.property(fc.nat(5 * PIECE_BYTES), (fileBytes) => {
        let at = 0;
        for (let piece = 0; piece < piecesIn(fileBytes); piece++) {
          const [from, to] = rangeOf(piece, fileBytes);
          expect(from).toBe(at);
          expect(to).toBeGreaterThan(from);
          at = to;
        }
        expect(at).toBe(fileBytes);
      }),
    );
    expect(piecesIn(0)).toBe(0);
  });

  it('arrives as it was sent, and one wrong bit is noticed', async () => {
    const piece = crypto.getRandomValues(new Uint8Array(60_000));
    const block = await sealed(piece);
    const slices = [...slicesOf(block, 7, 3)].map((slice) => readSlice(slice));
    expect(slices.map((slice) => [slice?.stream, slice?.number])).toEqual([
      [7, 3],
      [7, 4],
    ]);
    const blob = new Blob(slices.map((slice) => slice?.bytes ?? ''));
    const arrived = new Uint8Array(await blob.arrayBuffer());
    expect(await unsealed(arrived)).toEqual(piece);

    arrived[50_000] = (arrived[50_000] ?? 0) ^ 1;
    expect(await unsealed(arrived)).toBeNull();
  });

  it('is not read from bytes that are no slice', () => {
    expect(readSlice(new Uint8Array(8))).toBeNull();
    expect(readSlice(new Uint8Array(1_000_000))).toBeNull();
  });
});

describe('the name of a file', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['견적서 최종.hwp', '견적서 최종.hwp'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\evil.exe', 'evil.exe'],
    ['.bashrc', 'bashrc'],
    ['..', 'file'],
    ['', 'file'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['a\u0000b\nc.txt', 'abc.txt'],
    ['what?<now>|.txt', 'what__now__.txt'],
    ['CON.txt', '_CON.txt'],
    ['trailing. . ', 'trailing'],
  ])('of %j is %j', (name, expected) => {
    expect(fileNameOf(name)).toBe(expected);
  });

  it('keeps its extension when it is too long, and is always one that can be saved', () => {
    expect(fileNameOf(`${'x'.repeat(400)}.pdf`)).toMatch(/^x{116}\.pdf$/);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 150 }), (name) => {
        const safe = fileNameOf(name);
        expect(safe).toMatch(/^[^/\\\p{Cc}<>:"|?*]{1,121}$/u);
        expect(fileNameOf(safe)).toBe(safe);
      }),
      { numRuns: 30 },
    );
  });
});

it('takes only pictures made of dots for pictures', () => {
  expect(pictureTypeOf(bytesOf(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1))).toBe(
    'image/png',
  );
  expect(pictureTypeOf(bytesOf(0xff, 0xd8, 0xff, 0xe0))).toBe('image/jpeg');
  expect(pictureTypeOf(new TextEncoder().encode('<svg onload="alert(1)">'))).toBeNull();
  expect(pictureTypeOf(bytesOf())).toBeNull();
});
