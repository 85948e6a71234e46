import type { ConsultantId, ConsultationId, IceSettings, NextOffer } from '@peerdesk/protocol';
import type { Consultations } from '../storage/consultations.ts';
import type { CalleeSocket } from './connections.ts';

/**
 * Gives the consoles that may accept the next caller that caller's prepared offer beforehand, so that
 * an acceptance costs no trip to the server before the answer is made. It says where the caller's
 * browser is to be found, so nobody gets it who could not have it by one click.
 */
export function createNextOffers({
  consultations,
  iceSettings,
}: {
  readonly consultations: Consultations;
  readonly iceSettings: (consultation: ConsultationId, party: 'consultant') => IceSettings;
}) {
  /** What each window was given last; one that was given nothing is not in it. */
  const given = new WeakMap<CalleeSocket, string>();

  async function offerAt(calleeId: string): Promise<Omit<NextOffer, 'ice'> | null> {
    const id = await consultations.next(calleeId);
    const next = id === null ? null : await consultations.byId(id);
    if (next?.phase !== 'waiting' || next.prepared === null) return null;
    return { consultation: next.id, ...next.prepared };
  }

  return {
    /**
     * Something of this desk has changed.
     *
     * @param windows those that have it open @param available who wants callers
     */
    async tell(
      calleeId: string,
      windows: readonly CalleeSocket[],
      available: ReadonlySet<ConsultantId>,
    ): Promise<void> {
      const offer = available.size > 0 ? await offerAt(calleeId) : null;
      const key = offer && `${offer.consultation} ${offer.generation}`;
      for (const window of windows) {
        const { id } = window.data.consultant;
        const isFor =
          offer !== null && available.has(id) && (await consultations.atHandOf(id)) === null;
        if (isFor && key !== null) {
          if (given.get(window) === key) continue;
          given.set(window, key);
          const ice = iceSettings(offer.consultation, 'consultant');
          window.emit('nextOffered', { ...offer, ice });
        } else if (given.delete(window)) {
          window.emit('nextOffered', null);
        }
      }
    },
  };
}
