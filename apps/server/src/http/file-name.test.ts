import { describe, expect, it } from 'vitest';
import { contentDisposition, recordingFileName } from './file-name.ts';

const nameOf = (caller: string) =>
  recordingFileName({
    slug: 'acme-support',
    startedAt: Date.UTC(2026, 10, 25),
    caller,
    track: 'caller',
    extension: 'webm',
  });

describe('the name of a recording', () => {
  it.each([
    ['Ann', 'acme-support 2026-11-25 Ann caller.webm'],
    ['김민지', 'acme-support 2026-11-25 김민지 caller.webm'],
    ['', 'acme-support 2026-11-25 caller.webm'],
    ['../../etc/passwd', 'acme-support 2026-11-25 etc passwd caller.webm'],
    [
      'a"; filename=x\r\nSet-Cookie: y',
      'acme-support 2026-11-25 a filename x Set-Cookie y caller.webm',
    ],
    ['\ud800', 'acme-support 2026-11-25 caller.webm'],
  ])('says what it is, and is safe: %j', (caller, name) => {
    expect(nameOf(caller)).toBe(name);
  });

  it('is short enough for every file system, and cut between letters', () => {
    const long = nameOf(`a${'\u{20000}'.repeat(99)}`);
    expect(Buffer.byteLength(long)).toBeLessThan(255);
    const header = contentDisposition('attachment', long);
    expect(decodeURIComponent(header.split("UTF-8''")[1] ?? '')).toBe(long);
    expect(header).toMatch(/^[ -~]+$/);
  });
});
