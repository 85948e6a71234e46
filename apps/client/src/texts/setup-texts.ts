import type { CallerSetup } from '@peerdesk/protocol';

/** What a waiting caller's browser has, said on the queue's item. */
export interface SetupTexts {
  /** Read out before the rest. */
  readonly title: string;
  readonly network: Record<NonNullable<CallerSetup['network']>, string>;
  readonly networkHint: string;
  readonly screen: Record<CallerSetup['screen'], string>;
  readonly browser: Record<CallerSetup['browser'], string>;
  readonly selfTest: Record<NonNullable<CallerSetup['selfTest']>, string>;
  readonly selfTestHint: string;
  readonly noCamera: string;
  readonly noMicrophone: string;
  readonly relayBlocked: string;
  readonly relayBlockedHint: string;
}
