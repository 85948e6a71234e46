import type { IceSettings, Media, PathTrouble, Signal } from '@peerdesk/protocol';
import type { StoreApi } from 'zustand/vanilla';
import type { EffectNotice, Effects } from './effects/effect-types.ts';
import type { Device, LocalMediaState } from './media-types.ts';
import type { CreatePeer } from './peer-contract.ts';
import type { Quality } from './quality-types.ts';

/** Holds the camera and microphone from preview to hang-up. Only `media.ts` talks to getUserMedia. */
export interface LocalMedia {
  readonly store: StoreApi<LocalMediaState>;
  /** Asks the browser for what `media` needs; safe to repeat; the last request wins. Never rejects: trouble is state. */
  open(media: Media): Promise<void>;
  /** Swaps to another device of the list, keeping the other one. Never rejects. */
  choose(choice: { readonly cameraId?: string; readonly microphoneId?: string }): Promise<void>;
  /** A phone's other camera: the one that looks away, and back. Never rejects. */
  flipCamera(): Promise<void>;
  /** Muted stays muted through every change of microphone, until `close`. */
  turnMicrophone(on: boolean): void;
  /** Off, the picture is black at once, and soon the camera's light is out; on, it is opened again. Never rejects. */
  turnCamera(on: boolean): Promise<void>;
  /** Stops every track, also those granted after this. */
  close(): void;
}

/** Which of the two: the caller, or the first in a room, initiates every generation, always. */
export type Side = 'initiator' | 'answerer';

/**
 * What this party sends, in one stream for as long as the page has calls; empty while the devices
 * are off. Devices that come later, are lost, or are changed in the middle of a call are swapped
 * within it, in the same generation.
 */
export interface Outgoing {
  readonly stream: MediaStream;
  readonly effects: Effects;
  /** Sends this in the camera's place, its sound beside the voice; null ends it. The tracks stay their owner's. */
  showScreen(screen: MediaStream | null): void;
  /** Safe to repeat. */
  release(): void;
}

/**
 * `trouble` says why the generations until now found no path, while the next ones are tried. `remote`
 * is another stream in each generation: whoever plays or records it follows the store.
 */
export type CallState =
  | { readonly phase: 'idle' }
  | ({ readonly phase: 'connecting' } & OnItsWay)
  | { readonly phase: 'connected'; readonly generation: number; readonly remote: MediaStream }
  | ({ readonly phase: 'reconnecting' } & OnItsWay)
  | { readonly phase: 'ended' };

interface OnItsWay {
  readonly generation: number;
  readonly trouble?: PathTrouble;
  /** Nothing has come of it; a player that has it already shows the first of it at once. */
  readonly remote?: MediaStream;
}

/**
 * How much of a call's screen may be drawn: the first picture of the other is what counts when a
 * call begins, and it is made by the same machine that draws the screen.
 *
 * - `apart`: nothing; what has been on the screen stays there, and stands still;
 * - `face`: the other is to be seen, and shown; the rest follows in a moment;
 * - `whole`: everything, as soon as the picture can be spared from it, or is not to be expected soon.
 */
export type Opening = 'apart' | 'face' | 'whole';

/**
 * A call between two people over whatever carries signals: a queue's consultation, a room, or
 * an in-page pair. Knows no socket, no queue and no React. Lives through generations: a broken
 * connection is never healed; both sides build a new peer in the next one.
 */
export interface Call {
  /** Stays the same for as long as the two talk, also when a page is loaded again. */
  readonly role: Side;
  readonly store: StoreApi<CallState>;
  readonly opening: StoreApi<Opening>;
  readonly line: Line;
  /** To be told that the other's first picture is there. */
  readonly pictureShown: () => void;
  /** The connection at hand, to be measured and tuned; null while there is none. */
  connection(): RTCPeerConnection | null;
  /**
   * Makes an offer ahead of being accepted (initiator only).
   * @returns the offer and the candidates found so far; later ones are sent after `begin`
   */
  prepare(generation: number, ice: IceSettings): Promise<readonly Signal[]>;
  /** Drops prepared offers of generations below this one. */
  forgetPrepared(belowGeneration: number): void;
  /** Starts connecting in this generation, with the prepared peer if there is one; repeated, or older, it changes nothing. */
  begin(generation: number, ice: IceSettings): void;
  /** A signal of the other party. Those of a coming generation wait for it; older ones are dropped. */
  receive(generation: number, signal: Signal): void;
  /** Hangs up: destroys every peer. The local media belongs to whoever opened it. Safe to repeat. */
  end(): void;
}

/**
 * What the two say to each other beside picture and voice, from browser to browser, in order. It
 * opens some trips after the picture and closes with each generation; what was on its way then
 * may be lost, so whoever needs more asks the other side what it has.
 */
export interface Line {
  readonly store: StoreApi<{ readonly open: boolean }>;
  /** @returns false when the line is closed: nothing was said */
  say(topic: string, body: unknown): boolean;
  /**
   * Hears what the other side says on a topic. Their browser may be anybody's: check the body.
   *
   * @returns the release
   */
  hear(topic: string, listener: (body: unknown) => void): () => void;
  /**
   * Sends bytes; what is said meanwhile may overtake them.
   *
   * @returns resolves true once there is room for more, false when the line closed
   */
  sendBytes(bytes: Uint8Array<ArrayBuffer>): Promise<boolean>;
  /** @returns the release */
  hearBytes(listener: (bytes: Uint8Array<ArrayBuffer>) => void): () => void;
}

export interface CallOptions {
  /** A function is asked whenever it matters: in a room it is first or second, as people come and go. */
  readonly role: Side | (() => Side);
  /** What this party sends; read when a peer is built. */
  readonly localStream: () => MediaStream | null;
  readonly send: (generation: number, signal: Signal) => void;
  /** This side sees the other's media in this generation. */
  readonly onConnected: (generation: number) => void;
  /**
   * The connection of this generation is lost; ask for the next one.
   *
   * @param trouble why it never came about; null when it did
   */
  readonly onLost: (generation: number, trouble: PathTrouble | null) => void;
  /** The path may be lost soon: what else goes over the same network should be looked at. May be repeated. */
  readonly onShaken?: (generation: number) => void;
  /** What makes a connection; tests without WebRTC bring their own. */
  readonly createPeer?: CreatePeer;
}

/** The switches of one's own side. None of them renegotiates a connection that has a picture already. */
export type ControlsState = {
  readonly microphone: 'on' | 'off';
  readonly camera: 'on' | 'off' | 'absent';
  /** `absent`: this browser cannot share one. */
  readonly screen: 'on' | 'off' | 'choosing' | 'absent';
  /** Where the other is heard; null: where the system says. */
  readonly speakerId: string | null;
  readonly notice: ControlsNotice | null;
};

/** Something about one's devices that is worth a word. */
export type ControlsNotice =
  /** Speaking while muted. */
  | { readonly code: 'speaking_muted' }
  | { readonly code: 'screen_failed' }
  /** One's picture is not sent as was chosen. */
  | { readonly code: 'effect'; readonly notice: Exclude<EffectNotice, 'loading'> }
  /** The microphone is gone; this one has taken its place. */
  | { readonly code: 'replaced'; readonly label: string }
  /** A new one is there, and could be used. */
  | {
      readonly code: 'plugged_in';
      readonly kind: 'camera' | 'microphone';
      readonly device: Device;
    };

export interface Controls {
  readonly store: StoreApi<ControlsState>;
  /** The devices behind the switches. */
  readonly media: LocalMedia;
  toggleMicrophone(): void;
  toggleCamera(): void;
  /** Asks which screen to share, or ends it. */
  toggleScreen(): Promise<void>;
  chooseSpeaker(id: string): void;
  /** Push to talk: heard while it is held, muted again afterwards. Unmuted already, it changes nothing. */
  holdToSpeak(held: boolean): void;
  dismissNotice(): void;
}

/** What the other side says of its own switches; it shows no picture while it has none to show. */
export interface RemoteState {
  readonly microphone: 'on' | 'off';
  readonly camera: 'on' | 'off' | 'absent';
  readonly screen: 'on' | 'off';
}

export interface ChatMessage {
  /** A random UUID. */
  readonly id: string;
  readonly from: Side;
  /** Its place in the conversation; of two that were said at once, the earlier comes first. */
  readonly turn: number;
  /** By its writer's clock. */
  readonly sentAt: number;
  /** At most 4,000 characters; a file's name. Plain text, to be shown as such. */
  readonly text: string;
  /** The size of the file that it offers; null when it is only words. */
  readonly fileBytes: number | null;
}

export interface ChatState {
  /** Whose messages are one's own. */
  readonly side: Side;
  /** What is being written, and not said yet. */
  readonly draft: string;
  /** In the order of speaking, both people's. */
  readonly messages: readonly ChatMessage[];
  /** Ids of one's own that went out on the line as it is open now. */
  readonly sent: ReadonlySet<string>;
  /** Ids of one's own that the other side has. */
  readonly delivered: ReadonlySet<string>;
  /** Messages of the other side that came while the chat was not shown. */
  readonly unread: number;
  readonly shown: boolean;
}

/**
 * What is written during a call. It is the same on both sides after every renewal of the
 * connection and after a reload of either page; what is said while the line is closed waits.
 */
export interface Chat {
  readonly store: StoreApi<ChatState>;
  /** @returns false when there was nothing in it to say */
  say(text: string): boolean;
  write(draft: string): void;
  /** Puts a file on offer. @returns the message's id */
  sayFile(name: string, bytes: number): string | null;
  /** Is the chat on the screen? */
  show(shown: boolean): void;
}

/** A file on its way; which one, says the message of the same id. */
export type Transfer =
  /** The other side has not asked for it yet. */
  | { readonly phase: 'offered' }
  /** So many bytes are out, or have arrived and are right. */
  | { readonly phase: 'moving'; readonly bytes: number }
  /** Addresses within this page, of the receiver only: to save it by, and to show it if it is a picture. */
  | { readonly phase: 'done'; readonly url: string | null; readonly pictureUrl: string | null }
  | { readonly phase: 'cancelled' }
  | { readonly phase: 'failed'; readonly why: TransferFailure };

/** `gone`: its sender has it no more, for one after a reload of their page. */
export type TransferFailure = 'gone' | 'damaged' | 'unreadable' | 'too_large';

export interface FilesState {
  /** By the id of the message; without one, nothing has happened in this page. */
  readonly transfers: Readonly<Record<string, Transfer>>;
  /** The last file that could not be offered. */
  readonly refused: {
    readonly name: string;
    readonly why: 'too_large' | 'not_loaded';
  } | null;
}

/**
 * Files from browser to browser, up to 100 MB each. A transfer that is interrupted goes on where
 * it was in the next generation; after a reload it can be asked for again if its sender has it.
 */
export interface Files {
  readonly store: StoreApi<FilesState>;
  offer(files: Iterable<File>): void;
  /** Fetches a file of the other side. Small ones are fetched by themselves. */
  take(id: string): void;
  /** From either side. */
  cancel(id: string): void;
}

/** What is kept of a call for whoever supports the two; there also when the call is over. */
export interface Diagnostics {
  /** Whether the call failed, broke or was bad for a while. */
  wasTroubled(): boolean;
  /** States, kinds of paths and figures as one text: no names, no addresses. */
  describe(): Promise<string>;
}

/**
 * What one of the two has in hand during a call, through all its generations: made when the call
 * begins on this page, ended with it. The same for a queue's call, a room's and a test call.
 */
export interface CallTools {
  readonly controls: Controls;
  readonly remote: StoreApi<RemoteState>;
  readonly chat: Chat;
  readonly effects: Effects;
  readonly quality: Quality;
  readonly files: Files;
  readonly diagnostics: Diagnostics;
  /** Releases everything. Safe to repeat. */
  end(): void;
}

export interface CallToolsOptions {
  readonly call: Call;
  readonly media: LocalMedia;
  readonly outgoing: Outgoing;
  /** Names the consultation or room, so that its chat outlives a reload of the page; null keeps nothing. */
  readonly keptAs: string | null;
}
