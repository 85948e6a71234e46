import type { PastConsultation } from '@peerdesk/protocol';

type Times = Pick<PastConsultation, 'joinedAt' | 'acceptedAt' | 'startedAt' | 'endedAt'>;

/** How long the caller waited: until somebody accepted, or until the end. */
export function waitedMs({ joinedAt, acceptedAt, endedAt }: Times): number {
  return (acceptedAt ?? endedAt) - joinedAt;
}

/** How long the two were connected; null if never. */
export function lastedMs({ startedAt, endedAt }: Times): number | null {
  return startedAt === null ? null : endedAt - startedAt;
}
