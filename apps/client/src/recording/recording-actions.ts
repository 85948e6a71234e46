import type { RecordingMedia } from '@peerdesk/protocol';

/** What a press of a button does about it. */
export interface RecordingActions {
  readonly requestRecording: (media: RecordingMedia) => Promise<void>;
  readonly pauseRecording: () => Promise<void>;
  readonly resumeRecording: () => Promise<void>;
  readonly stopRecording: () => Promise<void>;
}
