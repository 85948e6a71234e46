import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Invitation, Problem, ServerApi } from '../server-api.ts';

export type InvitationState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'open'; readonly invitation: Invitation }
  | { readonly phase: 'broken'; readonly problem: Problem };

/** An invitation as its link leads to it; it is being read from the beginning. */
export function readInvitation(api: ServerApi, token: string): StoreApi<InvitationState> {
  const store = createStore<InvitationState>(() => ({ phase: 'loading' }));
  void api
    .invitation(token)
    .then((answer) =>
      store.setState(
        answer.ok
          ? { phase: 'open', invitation: answer.value }
          : { phase: 'broken', problem: answer.problem },
        true,
      ),
    );
  return store;
}
