import type { Ack, RefusalCode, Reply } from '@peerdesk/protocol';
import type { Outcome } from './contract.ts';

/** How long an acknowledgement may take. */
const ANSWER_MS = 10_000;
/** Before the same is asked again of a server that is busy or at fault. */
const AGAIN_MS = 1000;

type CommandFunction = (request: never, ack: never) => void;

/** What a command carries. */
export type RequestOf<Command> = Command extends (request: infer Request, ack: never) => void
  ? Request
  : never;

/** What a command's acknowledgement carries. */
export type AnswerOf<Command> = Command extends CommandFunction
  ? Parameters<Command>[1] extends Ack<infer Answer>
    ? Answer
    : never
  : never;

/** The connection as far as asking is concerned. */
export interface Asking {
  /**
   * Emits once. Rejects when the acknowledgement is late or the connection goes.
   *
   * @param take is given the answer before anything that arrived after it is handled. A promise
   *   comes too late for that: with long polling several messages arrive in one task.
   */
  emit(
    name: string,
    request: unknown,
    timeoutMs: number,
    take?: (answer: unknown) => void,
  ): Promise<unknown>;
  /** Null: commands may be sent now. Resolves when they may be; also when that will never be again. */
  ready(): Promise<void> | null;
}

/** Refusals that say nothing about the request: the same may succeed a little later. */
export const isPassing = (code: RefusalCode): boolean =>
  code === 'internal' || code === 'rate_limited';

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/**
 * Asks once, and takes no for an answer: for the press of a button.
 *
 * @param take is given the reply in its order among the facts; for what changes what they mean
 * @param onSent it is on its way, also when it is repeated; what is told now arrives behind it
 * @returns null when the server was not within reach for ten seconds
 */
export async function askOnce<Answer extends object>(
  asking: Asking,
  name: string,
  request: unknown,
  take?: (reply: Reply<Answer>) => void,
  onSent?: () => void,
): Promise<Reply<Answer> | null> {
  const deadline = Date.now() + ANSWER_MS;
  for (;;) {
    // A press is on its way before the screen shows that it was pressed.
    const ready = asking.ready();
    if (ready) await Promise.race([ready, pause(Math.max(0, deadline - Date.now()))]);
    if (Date.now() >= deadline) return null;
    const answering = answer<Answer>(asking, name, request, deadline - Date.now(), take);
    onSent?.();
    const reply = await answering;
    if (reply) return reply;
  }
}

/**
 * Asks until there is an answer, over as many connections as it takes: every command is safe to
 * repeat.
 *
 * @param wanted asked before every attempt; once it says no, there is no more asking
 * @returns null when it is no longer wanted
 */
export async function askUntilAnswered<Answer extends object>(
  asking: Asking,
  name: string,
  request: unknown,
  wanted: () => boolean,
): Promise<Reply<Answer> | null> {
  for (;;) {
    await asking.ready();
    if (!wanted()) return null;
    const reply = await answer<Answer>(asking, name, request, ANSWER_MS);
    if (reply && (reply.ok || !isPassing(reply.error.code))) return reply;
    await pause(reply ? AGAIN_MS : 0);
  }
}

async function answer<Answer extends object>(
  asking: Asking,
  name: string,
  request: unknown,
  timeoutMs: number,
  take?: (reply: Reply<Answer>) => void,
): Promise<Reply<Answer> | null> {
  try {
    const reply = await asking.emit(name, request, timeoutMs, (taken) =>
      take?.(taken as Reply<Answer>),
    );
    return reply as Reply<Answer>;
  } catch {
    return null;
  }
}

/** @param reply null when the server was out of reach */
export const outcomeOf = (reply: Reply | null): Awaited<Outcome> => {
  if (!reply) return 'unreachable';
  return reply.ok ? null : reply.error.code;
};
