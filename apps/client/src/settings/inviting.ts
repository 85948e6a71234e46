import type { CalleeSlug } from '@peerdesk/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { InvitationLink, Problem, ServerApi } from '../server-api.ts';

type InvitingState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'made'; readonly link: InvitationLink }
  | { readonly phase: 'refused'; readonly problem: Problem };

export interface Inviting {
  readonly store: StoreApi<InvitingState>;
  /** Each press makes a new link, for another person. */
  readonly invite: () => Promise<void>;
}

export function createInviting(api: ServerApi, slug: CalleeSlug): Inviting {
  const store = createStore<InvitingState>(() => ({ phase: 'idle' }));
  return {
    store,
    async invite() {
      store.setState({ phase: 'asking' }, true);
      const answer = await api.invite(slug);
      store.setState(
        answer.ok
          ? { phase: 'made', link: answer.value }
          : { phase: 'refused', problem: answer.problem },
        true,
      );
    },
  };
}
