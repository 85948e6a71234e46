import type {
  RecordingEnd,
  RecordingGap,
  RecordingPolicy,
  RecordingState,
  RecordingTrack,
  WithdrawalPolicy,
} from '@peerdesk/protocol';
import type { RecorderState } from '../recording/recorder.ts';
import type { SendingTrouble } from '../recording/sender.ts';

/** Every word around recordings in the console. */
export interface RecordingTexts {
  readonly title: string;
  readonly start: string;
  readonly withPictures: string;
  readonly pause: string;
  readonly resume: string;
  readonly cancel: string;
  readonly asked: (caller: string) => string;
  readonly ended: Record<RecordingEnd, (caller: string) => string>;
  readonly impossible: string;
  readonly level: (caller: string) => string;
  readonly ownLevel: string;
  readonly you: string;
  /** While it is recorded, and the browser has no sound to give. */
  readonly silent: string;
  readonly recorderTrouble: Record<Extract<RecorderState, { phase: 'trouble' }>['code'], string>;
  readonly sendingTrouble: Record<SendingTrouble, string>;
  readonly sending: (megabytes: number) => string;
  readonly undecided: (caller: string) => string;
  readonly keep: string;
  readonly discard: string;
  readonly none: string;
  readonly loading: string;
  readonly failed: string;
  readonly again: string;
  readonly state: Record<RecordingState, string>;
  readonly track: Record<RecordingTrack, string>;
  readonly tracks: string;
  readonly position: string;
  readonly speed: string;
  readonly download: string;
  readonly remove: string;
  readonly removeTitle: string;
  readonly removeLead: string;
  readonly keepIt: string;
  readonly gaps: (count: number) => string;
  readonly gap: Record<RecordingGap['why'], (at: string, lasted: string) => string>;
  readonly consent: (when: string, version: string) => string;
  readonly withdrawn: (when: string) => string;
  readonly settingsTitle: string;
  readonly saveSettings: string;
  readonly policy: string;
  readonly policies: Record<RecordingPolicy, string>;
  readonly onWithdrawal: string;
  readonly withdrawals: Record<WithdrawalPolicy, string>;
  readonly recordingDays: string;
  readonly personalDataDays: string;
  readonly daysHint: string;
}
