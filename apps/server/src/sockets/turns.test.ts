import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createTurns } from './turns.ts';

describe('turns', () => {
  it('are taken one after the other for a key, whatever becomes of each, and at once for others', async () => {
    const turns = createTurns<string>();
    const order: string[] = [];
    const gate = new EventEmitter();
    const first = turns.take('ann', async () => {
      order.push('first begins');
      await once(gate, 'open');
      order.push('first ends');
      throw new Error('no luck');
    });
    const second = turns.take('ann', async () => order.push('second'));
    await turns.take('bob', async () => order.push('another key'));
    expect(order).toEqual(['first begins', 'another key']);

    gate.emit('open');

    await expect(first).rejects.toThrow('no luck');
    await second;
    expect(order).toEqual(['first begins', 'another key', 'first ends', 'second']);
  });

  it('begin only when whoever awaited the one before has gone on', async () => {
    const turns = createTurns<string>();
    const order: string[] = [];
    const answering = (async () => {
      await turns.take('ann', async () => {});
      for (let step = 0; step < 50; step += 1) await Promise.resolve();
      order.push('answered');
    })();
    await turns.take('ann', async () => order.push('next turn'));
    await answering;
    expect(order).toEqual(['answered', 'next turn']);
  });

  it('are idle when all have been taken, also those that come meanwhile', async () => {
    const turns = createTurns<string>();
    let done = 0;
    void turns.take('ann', async () => {
      void turns.take('ann', async () => {
        done += 1;
      });
      done += 1;
    });
    await turns.idle();
    expect(done).toBe(2);
  });
});
