import type {
  Call,
  CallTools,
  CallToolsOptions,
  LocalMedia,
  LocalMediaState,
  Outgoing,
} from '@peerdesk/call';
import type {
  CallerSetup,
  CallerView,
  IceSettings,
  LeaveMessageRequest,
  Media,
  RefusalCode,
  Ticket,
} from '@peerdesk/protocol';
import type { CallerSession, CallerSessionOptions, CallerStanding, Link } from '@peerdesk/session';
import { type CallTexts, CONSENT_TEXT_VERSION } from '@peerdesk/ui';
import { createStore } from 'zustand/vanilla';
import type { CalleeKnown } from './callee-status.ts';
import {
  FRESH_MESSAGE,
  type MessageAnswer,
  type MessageField,
  type MessageState,
  newAttempt,
  wrongIn,
} from './left-message.ts';
import type { Options } from './loader/options.ts';
import type { Person } from './panel-contract.ts';
import { linkOf } from './place-link.ts';
import { settled } from './settled.ts';
import type { Standing } from './standing.ts';
import type { KeptPlace, Tickets } from './tickets.ts';
import { CONTACT_LENGTH, lineOf, MESSAGE_LENGTH, NAME_LENGTH, textOf } from './words.ts';

/** What the person has filled in. */
export interface Draft {
  readonly name: string;
  /** Why one calls; the text, when it becomes a message. */
  readonly reason: string;
  readonly media: Media;
  /** Where to answer a message. */
  readonly contact: string;
  /** Agrees ahead of time that what is said may be recorded. */
  readonly mayRecord: boolean;
}

export interface WidgetState {
  readonly panel: 'closed' | 'open' | 'minimised';
  readonly callee: CalleeKnown;
  readonly draft: Draft;
  /** What the own test has come to, if the consultant may know it. */
  readonly selfTest: CallerSetup['selfTest'] | null;
  /** Joining was pressed without a name, or while the microphone was not there yet. */
  readonly nameMissing: boolean;
  readonly joinPressed: boolean;
  readonly standing: Standing;
  readonly link: Link;
  /** When the two were first connected, in this browser's clock. */
  readonly startedAt: number | null;
  readonly session: CallerSession | null;
  /** After the end: what proves whose consultation it was. In this page only, and no longer. */
  readonly proof: Ticket | null;
  /** What only a call needs, once it has been fetched. */
  readonly callPart: CallPart | null;
  /** The call is on the screen: its first picture, at least. */
  readonly showsCall: boolean;
  /** There as soon as the call's screen may be drawn as a whole. */
  readonly tools: CallTools | null;
  /** The answer to being asked, or the withdrawal of it, on its way to the server. */
  readonly recordingWord: 'said' | 'pending' | 'failed';
}

/** The part of the code that only a call needs, and every word of one. */
export interface CallPart {
  readonly createCallTools: (options: CallToolsOptions) => CallTools;
  readonly shown: (opening: Call['opening']) => Promise<void>;
  readonly opened: (opening: Call['opening']) => Promise<void>;
  readonly words: CallTexts;
}

/** What the widget stands on; tests bring their own. */
export interface WidgetParts {
  readonly options: Pick<Options, 'server' | 'callee' | 'locale' | 'layout'>;
  readonly media: LocalMedia;
  readonly outgoing: Outgoing;
  readonly tickets: Tickets;
  readonly askCallee: () => Promise<CalleeKnown>;
  /** Calls back now and then while the page is to be seen, until what it returns is called. */
  readonly keepFresh: (refresh: () => void) => () => void;
  /** For a test call; null when the server cannot be asked. */
  readonly askIce: () => Promise<IceSettings | null>;
  /** Gives the panel the style of the test. */
  readonly dressTest: () => Promise<void>;
  readonly leaveMessage: (message: LeaveMessageRequest) => Promise<MessageAnswer>;
  /** The session's code is loaded while the person fills in the form. */
  readonly openSession: (options: CallerSessionOptions) => Promise<CallerSession>;
  /** Fetched during the wait, and the panel dressed for it. */
  readonly prepareCall: () => Promise<CallPart>;
  /** Erases what this tab keeps of a call, once its last screen has been left. */
  readonly forgetCall: () => void;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

const AT_FORM = {
  standing: { phase: 'form' },
  link: 'up',
  startedAt: null,
  session: null,
  proof: null,
  showsCall: false,
  tools: null,
  recordingWord: 'said',
  nameMissing: false,
  joinPressed: false,
} as const;

/** The caller's widget without a page: its state, and everything a person can do with it. */
export function createWidget(parts: WidgetParts) {
  const { options, media, outgoing, tickets } = parts;
  const store = createStore<WidgetState>(() => ({
    panel: 'closed',
    callee: { phase: 'asking' },
    draft: { name: '', reason: '', media: 'video', contact: '', mayRecord: false },
    selfTest: null,
    callPart: null,
    ...AT_FORM,
  }));
  const { getState: now, setState: set } = store;
  let unfollow: (() => void) | null = null;
  /** Whose call has its tools, or is about to. */
  let equipped: { readonly session: CallerSession } | null = null;
  let kept: KeptPlace | null = null;
  // Raised by every beginning and every giving up: what was under way before then comes too late.
  let latest = 0;
  let unrefresh: (() => void) | null = null;
  // A message that is sent again as it is, is the same message.
  let attempt: string | null = null;

  async function ask() {
    set({ callee: { phase: 'asking' } });
    set({ callee: await parts.askCallee() });
  }

  /** Looks again whether anyone is there, without a word of it. */
  async function refresh() {
    const { callee } = now();
    if (callee.phase === 'asking') return;
    const fresh = await parts.askCallee();
    // A hiccup takes nothing away that is known, and who asks aloud has the last word.
    if (fresh.phase === 'known' && now().callee === callee) set({ callee: fresh });
  }

  store.subscribe(({ panel, standing }) => {
    if (panel === 'open' && standing.phase === 'form') {
      unrefresh ??= parts.keepFresh(() => void refresh());
    } else {
      unrefresh?.();
      unrefresh = null;
    }
  });

  const setMessage = (message: MessageState) => set({ standing: { phase: 'message', message } });

  function keep(place: KeptPlace | null) {
    kept = place;
    if (place) tickets.keep(place);
    else tickets.forget();
  }

  async function begin(
    request: CallerSessionOptions['request'],
    wanted: Media,
    onRefused: () => void,
  ) {
    const beginning = ++latest;
    let proof = 'ticket' in request ? request.ticket : null;
    set({ ...AT_FORM, standing: { phase: 'joining' } });
    const session = await parts.openSession({
      server: options.server,
      callee: options.callee,
      request,
      localStream: () => outgoing.stream,
      onTicket(ticket) {
        proof = ticket ?? proof;
        const { draft, panel } = now();
        keep(ticket && placeOf(ticket, { ...draft, media: wanted }, panel === 'minimised'));
      },
    });
    // Left while the session's code was being loaded.
    if (beginning !== latest) return session.hangUp();
    const follow = () => {
      const { standing, link } = session.store.getState();
      if (standing.phase === 'refused' && isWorthless(standing.code)) return onRefused();
      set({ standing, link, startedAt: startedAtIn(standing, now().startedAt, parts.clock()) });
      // The server is back, and the panel can have its name.
      if (standing.phase !== 'joining' && now().callee.phase === 'unreachable') void ask();
      if (standing.phase === 'connecting' || standing.phase === 'active') void giveTools();
      if (!isOver(standing)) return;
      if (standing.phase === 'ended') {
        set({ proof });
        if (kept && standing.callBackForMs > 0) keep({ ...kept, small: false, ended: 'lost' });
      }
      // The pill has nothing to say of that.
      if (now().panel === 'minimised') set({ panel: 'open' });
      now().tools?.end();
      if (standing.phase === 'moved') takeTools();
      media.close();
    };
    set({ session });
    unfollow = session.store.subscribe(follow);
    follow();
  }

  async function prepareCall(): Promise<CallPart> {
    const callPart = now().callPart ?? (await parts.prepareCall());
    set({ callPart });
    return callPart;
  }

  async function giveTools() {
    const { panel, standing, session } = now();
    // The person has waited for this, or is asked something: it must not be behind a pill.
    const isAsked = 'recording' in standing && standing.recording.phase === 'asked';
    if (panel === 'minimised' && (standing.phase === 'connecting' || isAsked))
      set({ panel: 'open' });
    if (!session || session === equipped?.session) return;
    const mine = { session };
    equipped = mine;
    const keptAs = 'id' in standing ? standing.id : null;
    const { call } = session;
    const isOn = () => mine === equipped && session === now().session && isGoingOn(now().standing);
    try {
      const part = await prepareCall();
      await part.shown(call.opening);
      if (isOn()) set({ showsCall: true });
      await part.opened(call.opening);
      if (isOn()) set({ tools: part.createCallTools({ call, media, outgoing, keptAs }) });
    } catch {
      // Their code is out of reach; the next word of the server is the next attempt.
      equipped = null;
    }
  }

  /** They are at an end, and whoever takes the call back needs others. */
  function takeTools() {
    equipped = null;
    set({ showsCall: false, tools: null });
  }

  /** Gives the session up in this page; the place itself is not touched. */
  function leaveSession() {
    unfollow?.();
    unfollow = null;
    now().session?.close();
    now().tools?.end();
  }

  function toForm() {
    latest++;
    leaveSession();
    parts.forgetCall();
    // Now, not when the screen is next drawn: the page may be loaded again before that.
    if (kept?.ended || tickets.ofThisTab()?.ended) keep(null);
    set({ ...AT_FORM });
  }

  /** Joins without a form; whoever is on the way to their place waits for the camera, but not for long. */
  async function goStraight(
    request: CallerSessionOptions['request'],
    wanted: Media,
    onRefused: () => void,
  ) {
    set({ ...AT_FORM, standing: { phase: 'joining' } });
    const beginning = ++latest;
    await settled(media.open(wanted));
    if (beginning === latest) await begin(request, wanted, onRefused);
  }

  /** Takes a kept place up again. A ticket that is worthless leads to the form, without a word. */
  async function resume(place: KeptPlace) {
    kept = place;
    const { draft } = now();
    set({ draft: { ...draft, media: place.media, name: draft.name || place.name } });
    const request = { ticket: place.ticket };
    const onRefused = () => {
      keep(null);
      toForm();
      if (now().panel === 'open') void media.open(now().draft.media);
      else media.close();
    };
    // Nobody is to be seen at the end of a call.
    if (place.ended) await begin(request, place.media, onRefused);
    else await goStraight(request, place.media, onRefused);
  }

  /** What the person has said, as a request to join. */
  function requestOf({ name, reason, media: wanted }: Draft) {
    return {
      name: lineOf(name),
      reason: textOf(reason),
      media: wanted,
      locale: options.locale,
      ...recordingConsentIn(now(), options.locale),
    };
  }

  return {
    store,
    options,
    media,
    outgoing,
    placeKey: tickets.key,
    locale: options.locale,
    askIce: parts.askIce,
    dressTest: parts.dressTest,
    shareTest: (selfTest: WidgetState['selfTest']) => set({ selfTest }),

    /** Opens the panel where the person left it. */
    open() {
      if (now().panel === 'open') return;
      const { standing, panel } = now();
      set({ panel: 'open' });
      remember(false);
      if (panel === 'minimised' || standing.phase !== 'form') return;
      void ask();
      const place = tickets.ofThisTab() ?? tickets.ofThisBrowser();
      if (place) void resume(place);
      else void media.open(now().draft.media);
    },

    /**
     * Takes this tab's place up by itself, small if it was small.
     *
     * @param isReload false on another page of the site, or on coming back to it
     */
    takeUp(isReload = true) {
      const place = tickets.ofThisTab();
      if (!place || now().standing.phase !== 'form') return;
      // Who has gone on to another page has left the end of the call behind.
      if (place.ended === 'over' && !isReload) return tickets.forget();
      set({ panel: place.small ? 'minimised' : 'open' });
      void ask();
      void resume(place);
    },

    /** Closes the panel; while something is going on it is only made small, never lost. */
    close() {
      if (now().panel === 'closed') return;
      if (isGoingOn(now().standing)) {
        if (options.layout === 'page') return;
        // What is said now is to be read later.
        now().tools?.chat.show(false);
        set({ panel: 'minimised' });
        return remember(true);
      }
      media.close();
      // How a message fares that is on its way is said when the panel is opened again.
      if (!isSending(now().standing)) toForm();
      set({ panel: 'closed' });
    },

    /** The panel's name and whether anyone is there could not be learnt: once more. */
    askAgain: () => void ask(),

    edit(change: Partial<Draft>) {
      const { standing, nameMissing } = now();
      const draft = { ...now().draft, ...change };
      attempt = null;
      set({ draft, nameMissing: nameMissing && lineOf(draft.name) === '' });
      if (standing.phase === 'message' && standing.message.phase === 'writing') {
        const { message } = standing;
        setMessage({ ...message, wrong: message.wrong.filter((field) => !(field in change)) });
      }
      if (change.media !== undefined) void media.open(change.media);
    },

    identify(person: Person) {
      const { draft } = now();
      const name = draft.name || lineIn(person.name, NAME_LENGTH);
      const contact = draft.contact || lineIn(person.email, CONTACT_LENGTH);
      set({ draft: { ...draft, name, contact } });
    },

    /** Where this consultation can be had in another browser, with its place if there is one. */
    link: () => linkOf(options, kept),

    /** The call is near. Out of reach now, its code is tried again when it begins. */
    prepareCall: () => void prepareCall().catch(() => {}),

    /** Asks for the camera and microphone again. */
    retryMedia: () => void media.open(now().draft.media),

    async join() {
      const { draft, joinPressed } = now();
      if (lineOf(draft.name) === '') return set({ nameMissing: true });
      if (joinPressed) return;
      set({ joinPressed: true });
      if (media.store.getState().phase !== 'open') await media.open(draft.media);
      if (now().standing.phase !== 'form' || !now().joinPressed) return;
      set({ joinPressed: false });
      if (!mayJoin(media.store.getState())) return;
      await begin(requestOf(draft), draft.media, toForm);
    },

    /** From a lost call back into the queue. What was said on joining need not be said again. */
    async callBack() {
      const { proof, draft } = now();
      if (!proof) return;
      leaveSession();
      parts.forgetCall();
      // To being recorded as well, and only the server knows whether that was taken back.
      const { name, recordingConsent: _said, ...request } = requestOf(draft);
      await goStraight({ ...request, ...(name && { name }), lost: proof }, draft.media, toForm);
    },

    /** From the form to a message. Nobody is seen or heard while writing. */
    writeMessage() {
      media.close();
      set({ joinPressed: false, nameMissing: false });
      setMessage(FRESH_MESSAGE);
    },

    /** @returns the first field that has to be corrected */
    async sendMessage(): Promise<MessageField | null> {
      const { standing, draft } = now();
      if (standing.phase !== 'message' || standing.message.phase !== 'writing') return null;
      const message = messageOf(draft);
      const wrong = wrongIn(message);
      if (wrong.length > 0) {
        setMessage({ ...FRESH_MESSAGE, wrong });
        return wrong[0] ?? null;
      }
      setMessage({ phase: 'sending' });
      attempt ??= newAttempt();
      const answer = await parts.leaveMessage({ ...message, locale: options.locale, attempt });
      if (answer.phase === 'sent') {
        attempt = null;
        set({ draft: { ...now().draft, reason: '' } });
      }
      setMessage(answer);
      return answer.phase === 'sent' ? null : (answer.wrong[0] ?? null);
    },

    /** Leaves the queue, or the call. */
    hangUp() {
      const { session, standing } = now();
      if (session) return session.hangUp();
      if (standing.phase !== 'joining') return;
      keep(null);
      toForm();
    },

    async answerRecording(consented: boolean) {
      const { standing, session } = now();
      if (!session || !('recording' in standing) || standing.recording.phase !== 'asked') return;
      const { id: recording } = standing.recording;
      const { locale } = options;
      await sayOfRecording(() =>
        session.answerRecording({
          recording,
          consented,
          textVersion: CONSENT_TEXT_VERSION,
          locale,
        }),
      );
    },

    /** Withdraws the consent. */
    async stopRecording() {
      const { session } = now();
      if (session) await sayOfRecording(() => session.stopRecording());
    },

    /** Brings the consultation back from another tab. */
    async takeBack() {
      const { session } = now();
      if (!session) return;
      if (kept) await settled(media.open(kept.media));
      session.takeBack();
    },

    /** From the end, a refusal or a message back to the form. */
    startAgain() {
      toForm();
      void (now().callee.phase === 'known' ? refresh() : ask());
      void media.open(now().draft.media);
    },
  };

  /** One word at a time, and it is told when it did not arrive. */
  async function sayOfRecording(say: () => Promise<string | null>) {
    if (now().recordingWord === 'pending') return;
    set({ recordingWord: 'pending' });
    const refusal = await say();
    // It is over already: then there is nothing left to be said.
    const isMoot = refusal === null || refusal === 'not_recording';
    set({ recordingWord: isMoot ? 'said' : 'failed' });
  }

  function remember(small: boolean) {
    if (kept && isGoingOn(now().standing)) keep({ ...kept, small });
  }
}

/** What the form's answer to being recorded is worth, where the callee asks for it there. */
function recordingConsentIn({ callee, draft }: WidgetState, locale: string) {
  if (callee.phase !== 'known' || callee.status.recordings !== 'ask_when_joining') return {};
  const said = { consented: draft.mayRecord, textVersion: CONSENT_TEXT_VERSION, locale };
  return { recordingConsent: { ...said, media: 'voice' as const } };
}

export type Widget = ReturnType<typeof createWidget>;

/** A browser that cannot make calls holds the place for the one that takes it over. */
function mayJoin(media: LocalMediaState): boolean {
  return (
    media.phase === 'open' || (media.phase === 'trouble' && media.trouble.code === 'unsupported')
  );
}

function placeOf(ticket: Ticket, draft: Draft, small: boolean): KeptPlace {
  return { ticket, media: draft.media, name: lineOf(draft.name), small };
}

/** What a page says of the person may be anything. */
function lineIn(value: unknown, max: number): string {
  return typeof value === 'string' ? lineOf(value, max) : '';
}

function messageOf({ name, contact, reason }: Draft) {
  return {
    name: lineOf(name),
    contact: lineOf(contact, CONTACT_LENGTH),
    text: textOf(reason, MESSAGE_LENGTH),
  };
}

function isSending(standing: Standing): boolean {
  return standing.phase === 'message' && standing.message.phase === 'sending';
}

/** Nothing of the ticket is left on the server. */
function isWorthless(code: RefusalCode): boolean {
  return code === 'invalid_ticket' || code === 'consultation_ended';
}

/** Closing the panel must not cost anyone this. */
export function isGoingOn({ phase }: Standing): boolean {
  switch (phase) {
    case 'joining':
    case 'waiting':
    case 'connecting':
    case 'active':
      return true;
    case 'form':
    case 'message':
    case 'ended':
    case 'moved':
    case 'refused':
      return false;
    default:
      return phase satisfies never;
  }
}

/** Nobody is to be seen or heard from here any more. */
function isOver({ phase }: CallerStanding): boolean {
  return phase === 'ended' || phase === 'moved' || phase === 'refused';
}

/** The beginning of the call by this browser's clock; kept, so that the duration does not jump. */
function startedAtIn(
  standing: CallerStanding | CallerView,
  before: number | null,
  now: number,
): number | null {
  if (standing.phase !== 'connecting' && standing.phase !== 'active') return null;
  if (before !== null || standing.startedAt === null) return before;
  return now - (standing.at - standing.startedAt);
}
