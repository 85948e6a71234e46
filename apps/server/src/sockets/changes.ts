import type { ConsultationId } from '@peerdesk/protocol';
import type { Logger } from 'pino';
import type { Consultation, Happening } from '../consultation/consultation.ts';
import type { Consultations } from '../storage/consultations.ts';
import type { Recordings } from '../storage/recordings.ts';
import type { CalleeSocket } from './connections.ts';
import type { Presence } from './presence.ts';
import type { Publisher } from './publish.ts';
import type { Turns } from './turns.ts';

/**
 * Lets something happen to the consultation whose turn it is: decided by the rule, saved, told.
 *
 * @param actor the window of the consultant that asked for it: it gets the call, if it is one,
 *   and learns of it from the answer
 * @throws {Refusal} what the rule says
 */
export type Happen = (happening: Happening, actor?: CalleeSocket) => Promise<Consultation>;

export type Changes = ReturnType<typeof createChanges>;

/** The only way to change a consultation while the server runs. */
export function createChanges({
  consultations,
  recordings,
  presence,
  publisher,
  turns,
  clock,
  log,
}: {
  readonly consultations: Consultations;
  readonly recordings: Recordings;
  readonly presence: Presence;
  readonly publisher: Publisher;
  readonly turns: Turns<ConsultationId>;
  readonly clock: () => number;
  readonly log: Logger;
}) {
  async function decide(
    id: ConsultationId,
    happening: Happening,
    actor?: CalleeSocket,
  ): Promise<Consultation> {
    const at = clock();
    const change = await consultations.change(id, { ...happening, at });
    const { before, after } = change;
    if (after.phase === 'ended' && before !== after) await recordings.end(id, at);
    if (actor !== undefined) presence.hold(after, actor)?.emit('moved');
    if (before === after) return after;
    log.info({ consultation: id, event: happening.type, phase: after.phase }, 'consultation');
    await publisher.publish(change, actor ?? null);
    return after;
  }

  const turn = <Result>(id: ConsultationId, work: (happen: Happen) => Promise<Result>) =>
    turns.take(id, () => work((happening, actor) => decide(id, happening, actor)));

  return {
    /**
     * A turn with this consultation, in which nothing else happens to it: what is read in it is
     * still true when it ends.
     */
    turn,

    /** One thing happens to it. @throws {Refusal} what the rule says */
    change: (id: ConsultationId, happening: Happening) => turn(id, (happen) => happen(happening)),
  };
}
