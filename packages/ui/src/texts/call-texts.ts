import type {
  BrowserFamily,
  CallState,
  InAppBrowser,
  MediaTrouble,
  TroubleCode,
} from '@peerdesk/call';
import type { RecordingMedia } from '@peerdesk/protocol';
import type { ChatTexts } from './chat-texts.ts';
import type { DiagnosticsTexts } from './diagnostics-texts.ts';
import type { EffectTexts } from './effect-texts.ts';
import type { QualityTexts } from './quality-texts.ts';
import type { SelfTestDoorTexts } from './self-test-texts.ts';

/** What happened, why, and what to do next. */
export interface TroubleWords {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/** What is said of the other side's switches. */
export interface RemoteTexts {
  readonly microphoneOff: (name: string) => string;
  readonly cameraOff: (name: string) => string;
}

/** Why the two browsers find no path to each other. */
export type PathTexts = Readonly<
  Record<NonNullable<Extract<CallState, { phase: 'connecting' }>['trouble']>['code'], string>
>;

/** The names of what is on the stage of a call. */
export interface StageTexts {
  readonly callWith: (name: string) => string;
  readonly controls: string;
  readonly consultantVideo: string;
  readonly callerVideo: string;
  readonly moveYourVideo: string;
  readonly muteMicrophone: string;
  readonly unmuteMicrophone: string;
  readonly turnCameraOff: string;
  readonly turnCameraOn: string;
  readonly fullScreen: string;
  readonly leaveFullScreen: string;
}

/** The words around a camera and a microphone, and the first of a call: the widget has them before there is one. */
export interface BeforeCallTexts {
  readonly yourVideo: string;
  readonly previewVideo: string;
  readonly hangUp: string;
  readonly duration: string;
  readonly connecting: string;
  readonly reconnecting: string;
  readonly microphoneIsOff: string;
  readonly startSound: string;
  readonly camera: string;
  readonly microphone: string;
  readonly speaker: string;
  readonly microphoneLevel: string;
  /** For a device that has not told its name. */
  readonly cameraNumber: (number: number) => string;
  readonly microphoneNumber: (number: number) => string;
  readonly speakerNumber: (number: number) => string;
  readonly noDevice: string;
  readonly openingMedia: string;
  readonly cameraOffInVoiceOnly: string;
  readonly tryAgain: string;
  readonly continueVoiceOnly: string;
  readonly diagnostics: DiagnosticsTexts;
  readonly selfTest: SelfTestDoorTexts;
  /** Needed by few: fetched when it is. */
  readonly loadBrowser: () => Promise<{ readonly browser: BrowserTexts }>;
  readonly effects: EffectTexts;
  readonly trouble: Record<TroubleCode, Record<MediaTrouble['device'], TroubleWords>>;
}

/** Every word around a camera, a microphone or a call. One table per language, kept whole by the compiler. */
export interface CallTexts extends BeforeCallTexts, StageTexts {
  readonly remote: RemoteTexts;
  readonly chat: ChatTexts;
  readonly path: PathTexts;
  readonly switches: ControlsTexts;
  readonly recording: RecordingTexts;
  readonly quality: QualityTexts;
}

/** The buttons of a call beside mute and camera, and what is said about one's devices. */
export interface ControlsTexts {
  readonly shareScreen: string;
  readonly stopSharing: string;
  readonly more: string;
  readonly devices: string;
  readonly flipCamera: string;
  readonly pictureInPicture: string;
  readonly notice: {
    readonly speakingMuted: string;
    readonly screenFailed: string;
    readonly replaced: (label: string) => string;
    readonly pluggedIn: (label: string) => string;
    readonly useIt: string;
    readonly dismiss: string;
  };
}
/** Being recorded, and being asked. A change of what is asked is a new {@link CONSENT_TEXT_VERSION}. */
export interface RecordingTexts {
  readonly on: string;
  readonly paused: string;
  readonly stop: string;
  readonly consentTitle: string;
  /** By what is to be recorded. */
  readonly consentAsked: Record<RecordingMedia, (name: string) => string>;
  readonly consentUse: Record<RecordingMedia, string>;
  readonly allow: string;
  readonly refuse: string;
  readonly notSaid: string;
}

/** Kept with each consent, as the proof of which words were shown. */
export const CONSENT_TEXT_VERSION = '2026-11-2';

/** Which switch to flip in which browser, and how to get out of one that cannot make calls. */
export interface BrowserTexts {
  /** Why it is blocked has been said. */
  readonly whereToAllow: Record<BrowserFamily, string>;
  readonly apps: Record<InAppBrowser, string>;
  readonly insideApp: (app: string) => string;
  readonly elsewhere: string;
  readonly placeComesAlong: string;
  readonly link: string;
  readonly copyLink: string;
  readonly copied: string;
  readonly notCopied: string;
}
