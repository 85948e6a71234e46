import { afterEach, describe, expect, it, vi } from 'vitest';
import { createChat } from './chat.ts';
import type { Side, Transfer } from './contract.ts';
import { FILE_LIMIT, UNASKED_LIMIT } from './file-rules.ts';
import { createFiles } from './files.ts';
import { createKept } from './kept.ts';
import { createTwoLines } from './testing/two-lines.ts';

type Lines = ReturnType<typeof createTwoLines>;

function openPage(lines: Lines, side: Side) {
  const { line } = side === 'initiator' ? lines.ann : lines.dana;
  const chat = createChat({ line, side, kept: createKept(null), clock: Date.now });
  const files = createFiles({ line, chat });
  const ids = () => chat.store.getState().messages.map(({ id }) => id);
  return {
    chat,
    files,
    ids,
    /** The state of the file that was offered as the nth. */
    at: (index: number): Transfer | undefined =>
      files.store.getState().transfers[ids()[index] ?? ''],
    close() {
      chat.end();
      files.end();
    },
  };
}

function openBoth() {
  const lines = createTwoLines();
  const ann = openPage(lines, 'initiator');
  const dana = openPage(lines, 'answerer');
  lines.open();
  return { lines, ann, dana };
}

function fileOf(length: number, name = 'report.pdf'): { file: File; bytes: Uint8Array } {
  const bytes = new Uint8Array(length).map((_, index) => (index * 31 + (index >> 8)) % 256);
  return { file: new File([bytes], name), bytes };
}

/** A size that is not that of its content, as of a file nobody has to make. */
const sized = (file: File, size: number) => Object.defineProperty(file, 'size', { value: size });

/** Lets everything arrive until this holds. */
const until = (lines: Lines, holds: () => boolean) =>
  vi.waitFor(
    () => {
      lines.arrive();
      if (!holds()) throw new Error('not yet');
    },
    { timeout: 15_000, interval: 1 },
  );

async function contentOf(transfer: Transfer | undefined): Promise<Uint8Array> {
  if (transfer?.phase !== 'done' || !transfer.url) throw new Error('not there');
  return new Uint8Array(await (await fetch(transfer.url)).arrayBuffer());
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a file', () => {
  it('arrives byte for byte, and both see that it has', async () => {
    const { lines, ann, dana } = openBoth();
    const { file, bytes } = fileOf(700_001, '../evil/report.pdf');
    ann.files.offer([file]);
    await until(lines, () => dana.at(0)?.phase === 'done' && ann.at(0)?.phase === 'done');

    expect(dana.chat.store.getState().messages[0]).toMatchObject({
      text: 'report.pdf',
      fileBytes: 700_001,
    });
    expect(await contentOf(dana.at(0))).toEqual(bytes);
  });

  it('may be empty', async () => {
    const { lines, ann, dana } = openBoth();
    ann.files.offer([new File([], 'empty.txt')]);
    await until(lines, () => dana.at(0)?.phase === 'done' && ann.at(0)?.phase === 'done');
    expect(await contentOf(dana.at(0))).toHaveLength(0);
  });

  it('may be one of several at once', async () => {
    const { lines, ann, dana } = openBoth();
    const sent = [fileOf(300_000), fileOf(10), fileOf(600_000)];
    ann.files.offer(sent.map(({ file }) => file));
    await until(lines, () => [0, 1, 2].every((index) => dana.at(index)?.phase === 'done'));
    for (const [index, { bytes }] of sent.entries()) {
      expect(await contentOf(dana.at(index))).toEqual(bytes);
    }
  });

  it('is put together in order, whichever of its pieces is checked first', async () => {
    const digest = crypto.subtle.digest.bind(crypto.subtle);
    vi.spyOn(crypto.subtle, 'digest').mockImplementation(async (algorithm, data) => {
      const made = await digest(algorithm, data);
      if (data.byteLength > 1000) await new Promise((resolve) => setTimeout(resolve, 5));
      return made;
    });
    const { lines, ann, dana } = openBoth();
    const { file, bytes } = fileOf(1024 * 1024 + 10);
    ann.files.offer([file]);
    await until(lines, () => dana.at(0)?.phase === 'done');
    expect((await contentOf(dana.at(0))).slice(-20)).toEqual(bytes.slice(-20));
  });

  it('waits to be asked for when it is large', async () => {
    const { lines, ann, dana } = openBoth();
    const { file, bytes } = fileOf(UNASKED_LIMIT + 1);
    ann.files.offer([file]);
    await until(lines, () => dana.ids().length === 1);
    expect(ann.at(0)).toEqual({ phase: 'offered' });
    expect(dana.at(0)).toBeUndefined();

    dana.files.take(dana.ids()[0] ?? '');
    await until(lines, () => dana.at(0)?.phase === 'done');
    expect((await contentOf(dana.at(0))).length).toBe(bytes.length);
  });

  it('is refused before anything is said when it is over 100 MB', () => {
    const { ann } = openBoth();
    ann.files.offer([sized(new File([], 'film.mov'), FILE_LIMIT + 1)]);
    expect(ann.files.store.getState().refused).toEqual({ name: 'film.mov', why: 'too_large' });
    expect(ann.ids()).toEqual([]);
  });

  it('goes on after its last right piece when the connection is renewed', async () => {
    const { lines, ann, dana } = openBoth();
    const { file, bytes } = fileOf(2_000_000);
    let carried = 0;
    lines.lose((data) => {
      if (typeof data !== 'string') carried += data.length;
      return false;
    });
    ann.files.offer([file]);
    await until(lines, () => {
      const transfer = dana.at(0);
      return transfer?.phase === 'moving' && transfer.bytes > 500_000;
    });
    lines.close();
    lines.open();
    await until(lines, () => dana.at(0)?.phase === 'done' && ann.at(0)?.phase === 'done');

    expect(await contentOf(dana.at(0))).toEqual(bytes);
    expect(carried).toBeLessThan(3_000_000);
  });

  it('is asked for again where it was damaged on the way', async () => {
    const { lines, ann, dana } = openBoth();
    const { file, bytes } = fileOf(600_000);
    let slices = 0;
    lines.lose((data) => {
      if (typeof data !== 'string' && ++slices === 12) data[100] = (data[100] ?? 0) ^ 1;
      return false;
    });
    ann.files.offer([file]);
    await until(lines, () => dana.at(0)?.phase === 'done');
    expect(await contentOf(dana.at(0))).toEqual(bytes);
  });

  it('is given up when it arrives wrong again and again', async () => {
    const { lines, ann, dana } = openBoth();
    lines.lose((data) => {
      if (typeof data !== 'string') data[100] = (data[100] ?? 0) ^ 1;
      return false;
    });
    ann.files.offer([fileOf(1000).file]);
    await until(lines, () => dana.at(0)?.phase === 'failed' && ann.at(0)?.phase === 'cancelled');
    expect(dana.at(0)).toEqual({ phase: 'failed', why: 'damaged' });
  });

  it.each(['ann', 'dana'] as const)('can be cancelled by %s', async (who) => {
    const both = openBoth();
    const { lines, ann, dana } = both;
    ann.files.offer([fileOf(3_000_000).file]);
    await until(lines, () => dana.at(0)?.phase === 'moving');
    both[who].files.cancel(dana.ids()[0] ?? '');
    await until(lines, () => [ann, dana].every((page) => page.at(0)?.phase === 'cancelled'));
  });

  it('can be asked for again by a page that was loaded again', async () => {
    const { lines, ann, dana } = openBoth();
    const { file, bytes } = fileOf(1_000_000);
    ann.files.offer([file]);
    await until(lines, () => dana.at(0)?.phase === 'moving');
    lines.close();
    dana.close();
    const again = openPage(lines, 'answerer');
    lines.open();
    await until(lines, () => again.at(0)?.phase === 'done');
    expect(await contentOf(again.at(0))).toEqual(bytes);
  });

  it('is gone with the page of its sender, and whoever asks is told', async () => {
    const { lines, ann, dana } = openBoth();
    ann.files.offer([fileOf(1_000_000).file]);
    await until(lines, () => dana.at(0)?.phase === 'moving');
    lines.close();
    ann.close();
    openPage(lines, 'initiator');
    lines.open();
    await until(lines, () => dana.at(0)?.phase === 'failed');
    expect(dana.at(0)).toEqual({ phase: 'failed', why: 'gone' });
  });

  it('that cannot be read is told as such to both', async () => {
    const { lines, ann, dana } = openBoth();
    const { file } = fileOf(1000);
    file.slice = () => {
      throw new DOMException('changed on the disk', 'NotReadableError');
    };
    ann.files.offer([file]);
    await until(lines, () => dana.at(0)?.phase === 'failed' && ann.at(0)?.phase === 'failed');
    expect(ann.at(0)).toEqual({ phase: 'failed', why: 'unreadable' });
  });

  it('lets words overtake it', async () => {
    const { lines, ann, dana } = openBoth();
    ann.files.offer([fileOf(3_000_000).file]);
    await until(lines, () => dana.at(0)?.phase === 'moving');
    ann.chat.say('By the way');
    await until(lines, () => dana.ids().length === 2);
    expect(dana.at(0)?.phase).toBe('moving');
  });
});

describe('a hostile other side', () => {
  it('gets no file but those on offer, and puts none here that was not asked for', async () => {
    const { lines, ann } = openBoth();
    const id = '019353a0-0000-7000-8000-000000000001';
    for (const body of [
      null,
      7,
      { want: id, stream: 1, piece: 0 },
      { want: '../../etc/passwd', stream: 1, piece: 0 },
      { want: id, stream: -1, piece: 1e99 },
      { done: id },
      { gone: id },
      { cancel: id },
      { done: '__proto__' },
    ]) {
      lines.ann.receive(JSON.stringify(['files', body]));
    }
    lines.ann.receive(new Uint8Array(40));
    ann.files.offer([fileOf(10).file]);
    await until(lines, () => ann.at(0)?.phase === 'done');
    expect(Object.keys(ann.files.store.getState().transfers)).toEqual(ann.ids());
  });

  it('does not fill memory with files that nobody asked for', async () => {
    const { lines, ann, dana } = openBoth();
    for (let count = 0; count < 20; count++) {
      dana.chat.sayFile(`${count}.bin`, UNASKED_LIMIT);
      dana.chat.sayFile(`${count}.iso`, FILE_LIMIT * 1000);
    }
    await until(lines, () => ann.ids().length === 40);
    await until(lines, () => Object.keys(ann.files.store.getState().transfers).length > 0);
    expect(Object.keys(ann.files.store.getState().transfers).length).toBeLessThanOrEqual(5);
    ann.files.take(ann.ids()[1] ?? '');
    expect(ann.at(1)).toEqual({ phase: 'failed', why: 'too_large' });
  });
});
