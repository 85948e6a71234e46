import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to the server that a test may break. */
export interface Cable {
  /** The server, by this line. */
  readonly origin: string;
  /**
   * - `refused`: every connection is broken off, and every new one too, as without a server
   * - `dark`: nothing comes through and nobody is told, as in a tunnel; what was sent arrives late
   */
  cut(how: 'refused' | 'dark'): void;
  /** Safe to repeat. */
  mend(): void;
  close(): void;
}

/** One connection: from the browser, and on to the server. */
interface Wire {
  readonly near: Socket;
  far: Socket | null;
}

/** Lays a line to a port of this machine; the server there may come and go. */
export async function layCable(port: number): Promise<Cable> {
  let state: 'whole' | 'refused' | 'dark' = 'whole';
  const wires = new Set<Wire>();

  const carry = (wire: Wire) => {
    wire.far ??= connectFor(wire);
    wire.near.pipe(wire.far).pipe(wire.near);
  };
  const connectFor = (wire: Wire) => {
    const far = connect(port, '127.0.0.1');
    endTogether(far, () => wire.near.destroy());
    return far;
  };
  const breakOff = ({ near, far }: Wire) => {
    near.destroy();
    far?.destroy();
  };
  const server = createServer((near) => {
    const wire: Wire = { near, far: null };
    wires.add(wire);
    endTogether(near, () => {
      wires.delete(wire);
      wire.far?.destroy();
    });
    if (state === 'whole') carry(wire);
    if (state === 'refused') breakOff(wire);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    cut(how) {
      state = how;
      for (const wire of wires) {
        if (how === 'refused') breakOff(wire);
        // Unread, not even the end of the other side is noticed.
        for (const end of [wire.near, wire.far]) end?.unpipe().pause();
      }
    },
    mend() {
      if (state === 'whole') return;
      state = 'whole';
      wires.forEach(carry);
    },
    close() {
      server.close();
      wires.forEach(breakOff);
    },
  };
}

/** A connection that ends or fails, ends for both; why is of no interest here. */
function endTogether(end: Socket, endOther: () => void): void {
  end.on('error', () => {});
  end.on('close', endOther);
}
