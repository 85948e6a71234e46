import type { Ticket } from '@peerdesk/protocol';
import { createStore } from 'zustand/vanilla';
import type { Options } from './loader/options.ts';

export interface FeedbackState {
  readonly phase: 'writing' | 'sending' | 'sent';
  readonly rating: number | null;
  readonly comment: string;
  /** Sending was pressed without a rating. */
  readonly missing: boolean;
  /** Why the last press came to nothing. */
  readonly failure: 'unreachable' | 'too_late' | 'refused' | null;
}

export type FeedbackAnswer = 'sent' | NonNullable<FeedbackState['failure']>;

/** How the caller found it, until it is sent. */
export function createFeedback(send: (rating: number, comment: string) => Promise<FeedbackAnswer>) {
  const store = createStore<FeedbackState>(() => ({
    phase: 'writing',
    rating: null,
    comment: '',
    missing: false,
    failure: null,
  }));
  return {
    store,
    rate: (rating: number) => store.setState({ rating, missing: false }),
    write: (comment: string) => store.setState({ comment }),
    async send() {
      const { phase, rating, comment } = store.getState();
      if (phase !== 'writing') return;
      if (rating === null) return store.setState({ missing: true });
      store.setState({ phase: 'sending', failure: null });
      const answer = await send(rating, comment.trim());
      store.setState(answer === 'sent' ? { phase: 'sent' } : { phase: 'writing', failure: answer });
    },
  };
}

const REQUEST_TIMEOUT_MS = 15_000;

/** Never rejects: what went wrong is part of the answer. */
export async function sendFeedback(
  { server, callee }: Pick<Options, 'server' | 'callee'>,
  feedback: { readonly ticket: Ticket; readonly rating: number; readonly comment: string },
): Promise<FeedbackAnswer> {
  try {
    const response = await fetch(
      `${server}/api/v1/callees/${encodeURIComponent(callee)}/feedback`,
      {
        method: 'POST',
        credentials: 'omit',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(feedback),
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      },
    );
    if (response.ok) return 'sent';
    if (response.status === 410) return 'too_late';
    const { code } = (await response.json()) as { code?: unknown };
    // From another tab, or by a press whose answer was lost: it is there.
    if (code === 'feedback_given') return 'sent';
    return response.status >= 500 || response.status === 429 ? 'unreachable' : 'refused';
  } catch {
    return 'unreachable';
  }
}
