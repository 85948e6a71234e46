import type { Ack, Reply } from '@peerdesk/protocol';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { Refusal } from '../consultation/refusal.ts';
import { createBucket } from './bucket.ts';
import type { Limits } from './limits.ts';
import type { Turns } from './turns.ts';

type AnswerOf<Listener> = Listener extends (request: never, ack: Ack<infer Value>) => void
  ? Value
  : never;

/**
 * A command's handler, from what arrived to its answer.
 *
 * @param passOn lets the signals that came after it go before it is answered; safe to repeat
 * @throws {Refusal} an expected "no"
 */
export type Command<Value extends object> = (raw: unknown, passOn: () => void) => Promise<Value>;

/** A handler for every acknowledged command of the protocol: the compiler keeps it complete. */
export type CommandTable<Commands> = {
  readonly [Name in Exclude<keyof Commands, 'signal'>]: Command<AnswerOf<Commands[Name]>>;
};

/** What a command needs of a connection. */
interface Connection {
  onAny(listener: (name: string, ...args: unknown[]) => void): unknown;
  on(name: 'error', listener: () => void): unknown;
  disconnect(close: boolean): unknown;
}

/** Who goes on after so many refusals for being too fast is not listening. */
const REFUSALS_IN_A_ROW = 300;

/** A field's path may be made of the sender's own keys. */
const FIELD_LENGTH = 100;

/** Parses, then handles. */
export function command<Schema extends z.ZodType, Value extends object>(
  schema: Schema,
  handle: (request: z.output<Schema>, passOn: () => void) => Promise<Value>,
): Command<Value> {
  return async (raw, passOn) => handle(parse(schema, raw), passOn);
}

/** @throws {Refusal} `invalid_payload`, naming the field */
export function parse<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.').slice(0, FIELD_LENGTH);
  throw new Refusal('invalid_payload', `${field || 'payload'}: ${issue?.message ?? 'invalid'}`);
}

/**
 * Answers a connection's commands one after the other, in the order they came. Whatever arrives,
 * nothing is thrown, and whoever asked for an acknowledgement gets one.
 */
export function answerCommands(
  connection: Connection,
  commands: Readonly<Record<string, Command<object>>>,
  {
    signal,
    turns,
    limits,
    log,
  }: {
    readonly signal: (raw: unknown) => void;
    readonly turns: Turns<object>;
    readonly limits: Limits;
    readonly log: Logger;
  },
): void {
  const takeCommand = createBucket(limits.commands);
  const takeSignal = createBucket(limits.signals);
  let refusals = 0;
  /** Signals since the last command: what becomes of them may depend on it. */
  let following: unknown[] = [];

  function passOn(signals: unknown[]): void {
    for (const raw of signals.splice(0)) signal(raw);
  }

  async function answer(name: string, raw: unknown, after: unknown[]): Promise<Reply> {
    try {
      const handle = Object.hasOwn(commands, name) ? commands[name] : undefined;
      if (handle === undefined) throw new Refusal('invalid_payload', 'there is no such command');
      return { ok: true, ...(await handle(raw, () => passOn(after))) };
    } catch (error) {
      if (error instanceof Refusal) return refused(error);
      log.error({ err: error, command: name }, 'a command failed');
      return refused(new Refusal('internal'));
    }
  }

  // A client may send an event of this name, and an `error` nobody listens to ends the process.
  connection.on('error', () => {});

  connection.onAny((name, ...args) => {
    if (name === 'signal') {
      if (!takeSignal()) return;
      if (!turns.isBusy(connection)) return signal(args[0]);
      following.push(args[0]);
      const those = following;
      if (those.length === 1) void turns.take(connection, async () => passOn(those));
      return;
    }
    const last = args.at(-1);
    const reply = typeof last === 'function' ? (last as Ack) : () => {};
    if (!takeCommand()) {
      refusals += 1;
      reply(refused(new Refusal('rate_limited')));
      if (refusals > REFUSALS_IN_A_ROW) connection.disconnect(true);
      return;
    }
    refusals = 0;
    const raw = typeof args[0] === 'function' ? undefined : args[0];
    following = [];
    const after = following;
    void turns.take(connection, async () => reply(await answer(name, raw, after)));
  });
}

function refused({ code, message, ended }: Refusal): Reply {
  return { ok: false, error: { code, message, ...(ended && { ended }) } };
}
