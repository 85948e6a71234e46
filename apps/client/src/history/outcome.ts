import type { PastConsultation } from '@peerdesk/protocol';
import type { HistoryTexts } from '../texts/after-call-texts.ts';

/** How it ended, in two words. */
export function outcomeIn(
  words: HistoryTexts,
  { endReason, startedAt }: Pick<PastConsultation, 'endReason' | 'startedAt'>,
): string {
  const pathLost = endReason === 'failed' && startedAt !== null;
  return pathLost ? words.pathLost : words.endReason[endReason];
}
