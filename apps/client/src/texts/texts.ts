import type { EndReason, Media, RefusalCode } from '@peerdesk/protocol';
import type { Shelf } from '../messages/inbox.ts';
import type { AfterCallTexts, HistoryTexts } from './after-call-texts.ts';
import type { RecordingTexts } from './recording-texts.ts';
import type { RoomsTexts } from './rooms-texts.ts';
import type { SetupTexts } from './setup-texts.ts';

/** Every word of the console. One table per language, kept whole by the compiler. */
export interface Texts {
  readonly language: { readonly other: string; readonly otherTag: string };
  readonly shell: {
    readonly skip: string;
    readonly menu: string;
    readonly queue: string;
    readonly messages: string;
    readonly rooms: string;
    readonly history: string;
    readonly settings: string;
    readonly desk: string;
    readonly signOut: string;
    readonly loading: string;
    readonly linkDown: string;
    readonly notFound: string;
    readonly toQueue: string;
    readonly noDesk: string;
    readonly inCall: (caller: string) => string;
    readonly toCall: string;
  };
  readonly account: {
    readonly setupTitle: string;
    readonly setupLead: string;
    readonly signInTitle: string;
    readonly signInLead: string;
    readonly invitationTitle: (desk: string) => string;
    readonly invitationLead: string;
    readonly invitationSignedIn: (name: string) => string;
    readonly invitationHaveAccount: string;
    readonly invitationBroken: string;
    readonly invitationEnds: (when: string) => string;
    readonly yourName: string;
    readonly yourNameHint: string;
    readonly email: string;
    readonly password: string;
    readonly passwordHint: (min: number) => string;
    /** Without the word "password": the field's label must stay the only one that has it. */
    readonly reveal: string;
    readonly deskName: string;
    readonly deskNameHint: string;
    readonly deskAddress: string;
    readonly deskAddressHint: (address: string) => string;
    readonly setupCode: string;
    readonly setupCodeHint: string;
    readonly createAccount: string;
    readonly signIn: string;
    readonly join: string;
    readonly signedOutByServer: string;
  };
  readonly problems: {
    readonly empty: string;
    readonly tooLong: (max: number) => string;
    readonly email: string;
    readonly emailTaken: string;
    readonly passwordShort: (min: number) => string;
    readonly days: string;
    readonly slug: string;
    readonly slugTaken: string;
    readonly setupCode: string;
    readonly origin: (origin: string) => string;
    readonly wrongPassword: string;
    readonly rateLimited: string;
    readonly setupDone: string;
    readonly unreachable: string;
    readonly notSignedIn: string;
    readonly forbidden: string;
    readonly invitationUnknown: string;
    readonly invitationUsed: string;
    readonly invitationExpired: string;
    readonly notAccepted: string;
    readonly unexpected: string;
  };
  readonly queue: {
    readonly title: string;
    readonly count: (waiting: number) => string;
    readonly longest: (clock: string) => string;
    readonly available: string;
    readonly availableHint: string;
    readonly unavailableHint: string;
    readonly inRoomHint: string;
    readonly notFromRoom: string;
    readonly list: string;
    readonly position: (position: number) => string;
    readonly waited: string;
    readonly media: Record<Media, string>;
    readonly away: string;
    readonly awayHint: string;
    readonly calledBack: string;
    readonly calledBackHint: string;
    readonly noReason: string;
    readonly accept: string;
    readonly acceptNext: string;
    readonly decline: string;
    readonly accepting: string;
    readonly openingMedia: string;
    readonly more: (count: number) => string;
    readonly nobodyPresent: string;
    readonly nobodyWaits: string;
    readonly emptyTitle: string;
    readonly emptyAvailable: string;
    readonly emptyUnavailable: string;
    readonly emptyShare: string;
    readonly emptyEmbed: string;
    readonly arrived: (waiting: number) => string;
  };
  readonly setup: SetupTexts;
  readonly decline: {
    readonly title: (caller: string) => string;
    readonly lead: string;
    readonly message: string;
    readonly hint: string;
    readonly confirm: string;
    readonly cancel: string;
  };
  readonly own: {
    readonly title: string;
    readonly closed: string;
    readonly waits: string;
    readonly cameraOn: string;
    readonly microphoneOn: string;
    readonly keepOff: string;
  };
  readonly colleagues: {
    readonly title: string;
    readonly you: string;
    readonly available: string;
    readonly unavailable: string;
    readonly helping: (caller: string) => string;
    readonly inRoom: string;
  };
  readonly alarm: {
    readonly title: string;
    readonly sound: string;
    readonly notify: string;
    readonly notifyOn: string;
    readonly notifyDenied: string;
    readonly notification: (desk: string) => string;
  };
  readonly call: {
    readonly details: string;
    readonly name: string;
    readonly reason: string;
    readonly waited: string;
    readonly language: string;
    readonly kind: string;
    readonly gone: string;
    readonly waiting: (count: number) => string;
    readonly connecting: (caller: string) => string;
    readonly elsewhereTitle: (caller: string) => string;
    readonly elsewhere: string;
    readonly moved: string;
    readonly nowhere: string;
    readonly takeOver: string;
    readonly hangUp: string;
    readonly backInQueueTitle: string;
    readonly backInQueue: (caller: string) => string;
  };
  readonly ended: {
    readonly title: string;
    readonly lasted: (clock: string) => string;
    readonly reason: Record<EndReason, (caller: string) => string>;
    /** In place of `failed` when they had been connected. */
    readonly pathLost: (caller: string) => string;
    readonly mayCallBack: (caller: string) => string;
    readonly back: string;
  };
  readonly messages: {
    readonly title: string;
    /** In the navigation, after the link's name. */
    readonly unhandled: (count: number) => string;
    readonly show: string;
    readonly shelf: Record<Shelf, string>;
    readonly empty: Record<Shelf, { readonly title: string; readonly lead: string }>;
    readonly markHandled: string;
    readonly markUnhandled: string;
    /** By whom, null when that is not known any more, and when. */
    readonly handledBy: (consultant: string | null, when: string) => string;
  };
  readonly rooms: RoomsTexts;
  readonly recording: RecordingTexts;
  readonly afterCall: AfterCallTexts;
  readonly history: HistoryTexts;
  readonly settings: {
    readonly title: string;
    readonly embedTitle: string;
    readonly embedLead: string;
    readonly copy: string;
    readonly copied: string;
    readonly copyFailed: string;
    readonly linkTitle: string;
    readonly linkLead: string;
    readonly link: string;
    readonly copyLink: string;
    readonly deskTitle: string;
    readonly deskName: string;
    readonly origins: string;
    readonly originsHint: string;
    readonly save: string;
    readonly saved: string;
    readonly inviteTitle: string;
    readonly inviteLead: string;
    readonly invite: string;
    readonly invitationLink: string;
    readonly invitationHint: (when: string) => string;
    readonly copyInvitation: string;
  };
  /** The answer to a press of a button that was refused. */
  readonly refusal: Record<RefusalCode | 'unreachable', string>;
  readonly refused: {
    readonly title: string;
    readonly reload: string;
    readonly versionTitle: string;
  };
  readonly crash: {
    readonly title: string;
    readonly lead: string;
    readonly reload: string;
  };
  readonly unreachable: {
    readonly title: string;
    readonly lead: string;
    readonly retry: string;
  };
}
