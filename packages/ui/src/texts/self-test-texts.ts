import type { Reason, VerdictLevel } from '@peerdesk/call/self-test';

/** What is there before the test itself is loaded. */
export interface SelfTestDoorTexts {
  readonly title: string;
  readonly loading: string;
  readonly unavailable: string;
}

/** Why a call would not be good, and what to do about it. */
export interface ReasonWords {
  readonly why: string;
  readonly next: string;
}

/** Every word of the test; loaded with it. */
export interface SelfTestTexts {
  readonly devices: string;
  readonly deviceStates: {
    readonly cameraWorks: string;
    readonly microphoneWorks: string;
    readonly voiceOnly: string;
    readonly asking: string;
    readonly closed: string;
  };
  readonly voice: string;
  readonly voiceHint: string;
  /** Another name than that of the meter beside the preview, which may be there, too. */
  readonly voiceLevel: string;
  readonly record: string;
  readonly recording: string;
  readonly playing: string;
  readonly played: string;
  readonly recordFailed: string;
  readonly speaker: string;
  readonly playSound: string;
  readonly soundPlays: string;
  readonly didYouHear: string;
  readonly yes: string;
  readonly no: string;
  readonly heard: string;
  readonly unheard: string;
  readonly call: string;
  readonly callHint: string;
  readonly start: string;
  readonly end: string;
  readonly starting: string;
  readonly trying: { readonly direct: string; readonly relayed: string };
  /** Names of the two videos. */
  readonly sent: string;
  readonly received: string;
  readonly measures: {
    readonly codec: string;
    readonly size: string;
    readonly frames: string;
    readonly rate: string;
    readonly roundTrip: string;
    readonly loss: string;
    readonly path: string;
  };
  readonly perSecond: (frames: number) => string;
  readonly direct: string;
  readonly relayed: string;
  readonly share: string;
  readonly result: string;
  readonly levels: Record<VerdictLevel, string>;
  readonly meaning: Record<VerdictLevel, string>;
  readonly reasons: Record<Reason, ReasonWords>;
}
