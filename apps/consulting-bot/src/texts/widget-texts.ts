import type { EndReason, RefusalCode } from '@peerdesk/protocol';
import type { BeforeCallTexts, CallTexts } from '@peerdesk/ui';
import type { MessageField } from '../left-message.ts';

/** What one can say and take away after a call. */
export interface AfterCallTexts {
  readonly howWasIt: string;
  /** What 1 and 5 mean. */
  readonly scale: string;
  readonly comment: string;
  readonly send: string;
  readonly sending: string;
  readonly ratingMissing: string;
  readonly notSent: string;
  readonly tooLate: string;
  readonly thanks: string;
  readonly takeChat: string;
  /** The file's name, without its ending. */
  readonly chatFile: string;
  readonly you: string;
  readonly consultant: string;
  readonly file: (name: string) => string;
}

/** What happened, and the next step. */
export interface RefusalWords {
  readonly what: string;
  readonly next: string;
}

/** Every word of the panel. One table per language, kept whole by the compiler. */
export interface WidgetTexts {
  readonly call: BeforeCallTexts;
  /** The rest of a call's words: fetched with the call. */
  readonly loadInCall: () => Promise<CallTexts>;
  /** Fetched once there was a call. */
  readonly loadAfterCall: () => Promise<AfterCallTexts>;
  /** The dialog's name until the callee's own is known. */
  readonly videoConsultation: string;
  readonly close: string;
  readonly minimise: string;
  readonly restore: string;
  readonly reload: string;
  readonly startAgain: string;

  readonly cameraAsked: string;
  readonly microphoneAsked: string;
  readonly howToTalk: string;
  readonly video: string;
  readonly voiceOnly: string;
  readonly yourName: string;
  readonly nameMissing: string;
  readonly howCanWeHelp: string;
  readonly optional: string;
  readonly mayRecord: string;
  readonly join: string;
  readonly joinBusy: string;
  readonly somebodyAvailable: string;
  /** How many wait already; said when somebody is available. */
  readonly waitingAlready: (waiting: number) => string;
  readonly nobodyAvailable: string;
  readonly waitOrWrite: string;
  readonly serverAway: RefusalWords;

  /** A message that is left instead of waiting. */
  readonly message: {
    readonly leave: string;
    readonly why: string;
    readonly labels: Record<MessageField, string>;
    readonly wrong: Record<MessageField, string>;
    readonly send: string;
    readonly sending: string;
    readonly back: string;
    readonly notSent: string;
    readonly sent: string;
    readonly sentNext: (contact: string) => string;
  };

  readonly joining: string;
  /** Exactly what is announced. */
  readonly position: (position: number) => string;
  readonly positionShort: (position: number) => string;
  readonly estimate: (minMinutes: number, maxMinutes: number) => string;
  readonly noEstimate: string;
  readonly nobodyAvailableWhileWaiting: string;
  readonly placeKept: string;
  readonly leave: string;
  readonly linkLost: string;
  /** While joining, or taking a place up again. */
  readonly serverLost: string;
  readonly ready: (consultant: string) => string;

  readonly ended: string;
  readonly endedBecause: Record<EndReason, string>;
  /** In place of `failed` when they had been connected. */
  readonly pathLost: string;
  readonly callBack: string;
  readonly callBackHint: (minutes: number) => string;
  readonly consultantSays: string;

  readonly moved: string;
  readonly movedWhy: string;
  readonly continueHere: string;

  readonly refused: string;
  readonly refusals: Record<RefusalCode, RefusalWords>;
}
