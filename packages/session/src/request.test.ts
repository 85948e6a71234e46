import { expect, it } from 'vitest';
import { type Asking, askOnce } from './request.ts';

function connection(ready: Promise<void> | null) {
  const sent: string[] = [];
  const asking: Asking = {
    ready: () => ready,
    async emit(name) {
      sent.push(name);
      return { ok: true };
    },
  };
  return { asking, sent };
}

it('sends what is asked by a press within it, before the screen can show that it was pressed', async () => {
  const { asking, sent } = connection(null);
  const answered = askOnce(asking, 'startConsulting', {});
  expect(sent).toEqual(['startConsulting']);
  expect(await answered).toEqual({ ok: true });
});

it('sends it once there is a connection, where there is none', async () => {
  let connect: (() => void) | undefined;
  const { asking, sent } = connection(
    new Promise((resolve) => {
      connect = resolve;
    }),
  );
  const answered = askOnce(asking, 'startConsulting', {});
  expect(sent).toEqual([]);
  connect?.();
  expect(await answered).toEqual({ ok: true });
  expect(sent).toEqual(['startConsulting']);
});
