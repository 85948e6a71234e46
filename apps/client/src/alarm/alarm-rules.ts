import type { ConsultationId, WaitingCaller } from '@peerdesk/protocol';

/** All that decides whether to make oneself heard. */
export interface Scene {
  readonly linkUp: boolean;
  readonly available: boolean;
  /** In a call or a room, in whichever window. */
  readonly consulting: boolean;
  readonly waiting: readonly WaitingCaller[];
  readonly soundOn: boolean;
  /** The person looks at this page. */
  readonly focused: boolean;
}

export interface Alarm {
  /** One sound, repeated, however many wait. */
  readonly ring: boolean;
  /** Callers to show a desktop notification for, one each. */
  readonly announce: readonly WaitingCaller[];
  /** Callers whose notification has nothing to say any more. */
  readonly withdraw: readonly ConsultationId[];
}

/**
 * What to do now.
 *
 * @param previous null when the page has just been opened: who waited before is no news
 */
export function alarmOf(previous: Scene | null, present: Scene): Alarm {
  const wanted = present.linkUp && present.available && !present.consulting;
  const before = new Set(previous?.waiting.map(({ id }) => id));
  const now = new Set(present.waiting.map(({ id }) => id));
  return {
    ring: wanted && present.soundOn && present.waiting.some((caller) => caller.present),
    announce:
      previous && wanted && !present.focused
        ? present.waiting.filter((caller) => caller.present && !before.has(caller.id))
        : [],
    withdraw: present.consulting ? [...before] : [...before].filter((id) => !now.has(id)),
  };
}

/** `(3) Peerdesk`, so that a tab in the background tells how many wait. */
export function titleOf(waitingCount: number): string {
  return waitingCount > 0 ? `(${waitingCount}) Peerdesk` : 'Peerdesk';
}
