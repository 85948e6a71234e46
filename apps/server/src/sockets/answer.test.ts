import { EventEmitter, once } from 'node:events';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { answerCommands, type Command } from './answer.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { createTurns } from './turns.ts';

/** A connection on which what arrives is said by the test; everything that becomes of it, in order. */
function connect(commands: Readonly<Record<string, Command<object>>>) {
  const done: string[] = [];
  const turns = createTurns<object>();
  const listeners: ((name: string, ...args: unknown[]) => void)[] = [];
  const arrive = (name: string, ...args: unknown[]) => {
    for (const listen of listeners) listen(name, ...args);
  };
  answerCommands(
    { onAny: (listen) => listeners.push(listen), on() {}, disconnect() {} },
    commands,
    {
      signal: (raw) => void done.push(String(raw)),
      turns,
      limits: DEFAULT_LIMITS,
      log: pino({ enabled: false }),
    },
  );
  return {
    done,
    idle: () => turns.idle(),
    signal: (what: string) => arrive('signal', what),
    ask: (name: string) => arrive(name, {}, () => void done.push(`${name} is answered`)),
  };
}

it('lets a signal wait for the command before it, and for that one only', async () => {
  const door = new EventEmitter();
  const { done, idle, signal, ask } = connect({
    async slow() {
      await once(door, 'open');
      return {};
    },
    quick: async () => ({}),
  });
  signal('before');
  ask('slow');
  signal('after the slow one');
  ask('quick');
  signal('after the quick one');
  expect(done).toEqual(['before']);
  door.emit('open');
  await idle();
  expect(done).toEqual([
    'before',
    'slow is answered',
    'after the slow one',
    'quick is answered',
    'after the quick one',
  ]);
});

it('passes signals on before the answer where a command says so, and no others than its own', async () => {
  const { done, idle, signal, ask } = connect({
    quick: async () => ({}),
    async start(_raw, passOn) {
      passOn();
      done.push('the caller is told more');
      return {};
    },
  });
  ask('quick');
  signal('after the quick one');
  ask('start');
  signal('the answer');
  ask('quick');
  signal('after the last one');
  await idle();
  expect(done).toEqual([
    'quick is answered',
    'after the quick one',
    'the answer',
    'the caller is told more',
    'start is answered',
    'quick is answered',
    'after the last one',
  ]);
});
