import { createLine } from '../line.ts';

/** Ann's and Dana's ends of a line without browsers: the test opens, closes and loses. */
export function createTwoLines() {
  const ann = createLine();
  const dana = createLine();
  /** What is on its way, oldest first. */
  const underWay: (() => void)[] = [];
  let lost: ((data: string | Uint8Array<ArrayBuffer>) => boolean) | null = null;

  const towards = (other: typeof ann) => {
    const carry = (data: string | Uint8Array<ArrayBuffer>) => {
      if (!lost?.(data)) underWay.push(() => other.receive(data));
    };
    return {
      send(data: string) {
        carry(data);
        return true;
      },
      write(data: Uint8Array<ArrayBuffer>, done: () => void) {
        carry(data.slice());
        queueMicrotask(done);
      },
    };
  };
  return {
    ann,
    dana,
    open() {
      ann.open(towards(dana));
      dana.open(towards(ann));
    },
    /** What was on its way is lost. */
    close() {
      underWay.length = 0;
      ann.close();
      dana.close();
    },
    /** From now on these are lost, or whatever else happens to them. */
    lose(which: NonNullable<typeof lost>) {
      lost = which;
    },
    /** All of it arrives, and what is answered to it. */
    arrive() {
      for (let next = underWay.shift(); next; next = underWay.shift()) next();
    },
  };
}
