import { createLocalMedia } from '@peerdesk/call';
import type { CalleeSlug, ConsultantId } from '@peerdesk/protocol';
import type {
  CalleeSession,
  CalleeSessionOptions,
  RoomSession,
  RoomSessionOptions,
} from '@peerdesk/session';
import { keepFresh } from '@peerdesk/ui';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Account, type AccountState, createAccount } from './account/account.ts';
import { followDesk } from './alarm/follow-desk.ts';
import type { Notifier } from './alarm/notifier.ts';
import type { Ringer } from './alarm/ringer.ts';
import { createDesk, type Desk } from './desk/desk.ts';
import { isConsulting } from './desk/desk-rules.ts';
import { createHistoryList, type HistoryList } from './history/history-list.ts';
import { createInbox, type Inbox } from './messages/inbox.ts';
import { createNotebook, type Notebook } from './notes/notebook.ts';
import type { PreferencesStore } from './preferences.ts';
import type { openRecordings } from './recording/recordings.ts';
import { createOwnPlace } from './rooms/own-place.ts';
import { createRoomCall } from './rooms/room-call.ts';
import { createRoomCalls, type RoomCalls } from './rooms/room-calls.ts';
import { createRoomList, type RoomList } from './rooms/room-list.ts';
import type { ServerApi } from './server-api.ts';

interface OpenDesk {
  readonly open: Desk | null;
  /** What was left for it. */
  readonly inbox: Inbox | null;
  readonly rooms: RoomList | null;
  /** The room this window is in. */
  readonly roomCalls: RoomCalls | null;
  /** Its consultations that have ended. */
  readonly history: HistoryList | null;
}

interface Person {
  readonly id: ConsultantId;
  readonly name: string;
}

/** How often the inbox is asked for; and who is in which room, while that is on the screen. */
const INBOX_MS = 30_000;
const ROOMS_MS = 5000;

const NO_DESK: OpenDesk = {
  open: null,
  inbox: null,
  rooms: null,
  roomCalls: null,
  history: null,
};

/** Everything behind the pages: they select from its stores and call its actions. */
export interface Console {
  readonly api: ServerApi;
  /** The address people use, as in `https://help.example.com`. */
  readonly origin: string;
  readonly preferences: PreferencesStore;
  readonly account: Account;
  readonly notifier: Notifier;
  readonly notebook: Notebook;
  /** The desk that is open; null while nobody is signed in, or who is answers for none. */
  readonly desk: StoreApi<OpenDesk>;
  /** Opens another desk of this consultant, and remembers it. */
  readonly openDesk: (slug: CalleeSlug) => void;
  readonly setAvailable: (available: boolean) => Promise<void>;
  /** Leaves this page's whole state behind, as after an update of the server. */
  readonly reload: () => void;
  readonly close: () => void;
}

export interface ConsoleParts {
  readonly api: ServerApi;
  readonly origin: string;
  readonly preferences: PreferencesStore;
  readonly ringer: Ringer;
  readonly notifier: Notifier;
  readonly page: Document;
  readonly openSession: (options: CalleeSessionOptions) => CalleeSession;
  readonly openRoomSession: (options: RoomSessionOptions) => RoomSession;
  readonly openRecordings: typeof openRecordings;
  readonly reload: () => void;
}

export function createConsole(parts: ConsoleParts): Console {
  const { api, origin, preferences, ringer, notifier, page, openSession, reload } = parts;
  const account = createAccount(api);
  const tabStorage = storageOf(() => page.defaultView?.sessionStorage);
  const ownPlace = createOwnPlace({
    browser: storageOf(() => page.defaultView?.localStorage),
    tab: tabStorage,
  });
  const desk = createStore<OpenDesk>(() => NO_DESK);
  const alarm = { preferences: preferences.store, ringer, notifier, page };
  let silence: (() => void) | null = null;

  const closeDesk = () => {
    silence?.();
    silence = null;
    const { open, inbox, rooms, roomCalls } = desk.getState();
    roomCalls?.close();
    open?.close();
    inbox?.close();
    rooms?.close();
    desk.setState(NO_DESK);
  };

  const openDesk = (slug: CalleeSlug, { id: consultant, name }: Person) => {
    if (desk.getState().open?.callee === slug) return;
    closeDesk();
    const open = createDesk({
      callee: slug,
      api,
      preferences,
      media: createLocalMedia(),
      openSession,
      openRecordings: (link) => parts.openRecordings({ ...link, consultant, api }),
      onSignedOut: () => account.signedOutByServer(),
    });
    const inbox = createInbox(api, slug);
    const rooms = createRoomList(api, slug, (refresh) => keepFresh(refresh, ROOMS_MS, page));
    const roomCalls = createRoomCalls({
      place: ownPlace,
      isConsulting: () => isConsulting(open.session.store.getState().consultation),
      openCall: (room) =>
        createRoomCall({
          room,
          name,
          place: ownPlace.secret,
          desk: open,
          api,
          openSession: parts.openRoomSession,
        }),
    });
    desk.setState({ open, inbox, rooms, roomCalls, history: createHistoryList(api, slug) });
    void inbox.refresh();
    silence = followDesk(open, { ...alarm, consultant });
  };

  const notebook = createNotebook({ api, storage: tabStorage });
  page.defaultView?.addEventListener('focus', notebook.refresh);
  page.defaultView?.addEventListener('pagehide', notebook.flush);

  const refreshInbox = () => void desk.getState().inbox?.refresh();
  const stopRefreshing = keepFresh(refreshInbox, INBOX_MS, page);
  page.defaultView?.addEventListener('focus', refreshInbox);

  const followAccount = (state: AccountState) => {
    const slug = deskToOpen(state, preferences.store.getState().lastDesk);
    if (slug === null) closeDesk();
    else if (state.phase === 'signed_in') openDesk(slug, state.me.consultant);
  };
  const release = account.store.subscribe(followAccount);

  const speak = ({ locale }: { readonly locale: string }) => {
    page.documentElement.lang = locale;
  };
  speak(preferences.store.getState());
  const releaseLanguage = preferences.store.subscribe(speak);

  // A page that was reloaded while available may ring only after its person has touched it.
  const unlock = () => ringer.unlock();
  page.addEventListener('pointerdown', unlock);
  page.addEventListener('keydown', unlock);

  return {
    api,
    origin,
    preferences,
    account,
    notifier,
    notebook,
    desk,
    openDesk(slug) {
      preferences.set({ lastDesk: slug });
      followAccount(account.store.getState());
    },
    async setAvailable(available) {
      ringer.unlock();
      await desk.getState().open?.setAvailable(available);
    },
    reload,
    close() {
      release();
      releaseLanguage();
      stopRefreshing();
      page.defaultView?.removeEventListener('focus', refreshInbox);
      page.defaultView?.removeEventListener('focus', notebook.refresh);
      page.defaultView?.removeEventListener('pagehide', notebook.flush);
      notebook.flush();
      page.removeEventListener('pointerdown', unlock);
      page.removeEventListener('keydown', unlock);
      closeDesk();
    },
  };
}

/** Reading the property throws where the browser forbids storage. */
function storageOf(read: () => Storage | undefined): Storage | null {
  try {
    return read() ?? null;
  } catch {
    return null;
  }
}

/** The desk that was open last, if this consultant still answers for it; else the first. */
function deskToOpen(state: AccountState, last: string | null): CalleeSlug | null {
  if (state.phase !== 'signed_in') return null;
  const { callees } = state.me;
  return (callees.find(({ slug }) => slug === last) ?? callees[0])?.slug ?? null;
}
