import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  Answer,
  CalleeSettings,
  Me,
  NewConsultant,
  NewDesk,
  Problem,
  ServerApi,
} from '../server-api.ts';

/** Who is at this console. */
export type AccountState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'unreachable' }
  /** No account exists yet: the first one is made here. */
  | { readonly phase: 'setup'; readonly setupCodeNeeded: boolean }
  /** `byServer`: the person was signed in a moment ago, and the server knows nothing of it any more. */
  | { readonly phase: 'signed_out'; readonly byServer: boolean }
  | { readonly phase: 'signed_in'; readonly me: Me };

export interface Account {
  readonly store: StoreApi<AccountState>;
  /** Asks the server who is here. */
  readonly load: () => Promise<void>;
  /** @returns null when done, else why not; so do the others */
  readonly createFirst: (desk: NewDesk) => Promise<Problem | null>;
  readonly signIn: (email: string, password: string) => Promise<Problem | null>;
  readonly signOut: () => Promise<Problem | null>;
  /** Without a new consultant, the one who is signed in joins the desk. */
  readonly acceptInvitation: (
    token: string,
    consultant: NewConsultant | null,
  ) => Promise<Problem | null>;
  /** The server refused this browser's sign-in. */
  readonly signedOutByServer: () => void;
  /** A desk's settings have been changed. */
  readonly calleeChanged: (callee: CalleeSettings) => void;
}

export function createAccount(api: ServerApi): Account {
  const store = createStore<AccountState>(() => ({ phase: 'loading' }));
  const set = (state: AccountState) => store.setState(state, true);

  const enter = (answer: Answer<{ readonly me: Me }>): Problem | null => {
    if (!answer.ok) return answer.problem;
    set({ phase: 'signed_in', me: answer.value.me });
    return null;
  };

  const readMe = async (): Promise<Problem | null> => {
    const me = await api.me();
    return enter(me.ok ? { ok: true, value: { me: me.value } } : me);
  };

  return {
    store,
    async load() {
      set({ phase: 'loading' });
      const [setup, signedIn] = await Promise.all([api.setup(), api.signedIn()]);
      if (!setup.ok || !signedIn.ok) return set({ phase: 'unreachable' });
      const { needed, setupCodeNeeded } = setup.value;
      if (needed) return set({ phase: 'setup', setupCodeNeeded });
      if (!signedIn.value) return set({ phase: 'signed_out', byServer: false });
      const problem = await readMe();
      if (problem?.code === 'not_signed_in') return set({ phase: 'signed_out', byServer: false });
      if (problem) set({ phase: 'unreachable' });
    },
    async createFirst(desk) {
      return enter(await api.createFirst(desk));
    },
    async signIn(email, password) {
      const answer = await api.signIn(email, password);
      return answer.ok ? readMe() : answer.problem;
    },
    async signOut() {
      const answer = await api.signOut();
      if (!answer.ok && answer.problem.code !== 'not_signed_in') return answer.problem;
      set({ phase: 'signed_out', byServer: false });
      return null;
    },
    async acceptInvitation(token, consultant) {
      return enter(await api.acceptInvitation(token, consultant));
    },
    signedOutByServer() {
      if (store.getState().phase === 'signed_in') set({ phase: 'signed_out', byServer: true });
    },
    calleeChanged(callee) {
      const state = store.getState();
      if (state.phase !== 'signed_in') return;
      const callees = state.me.callees.map((known) =>
        known.slug === callee.slug ? callee : known,
      );
      set({ ...state, me: { ...state.me, callees } });
    },
  };
}
