import type {
  ConsultantView,
  RecordingId,
  RecordingMedia,
  RecordingView,
} from '@peerdesk/protocol';

/** What is known of the recording of a call, and whether the call is in this window. */
export interface Recorded {
  readonly here: boolean;
  readonly recording: RecordingView;
}

/** What this window has to record now. */
export type Wanted =
  | { readonly phase: 'nothing' }
  /** Nothing as well, but a yes may come at any moment. */
  | { readonly phase: 'soon' }
  | { readonly phase: 'paused'; readonly id: RecordingId }
  | { readonly phase: 'on'; readonly id: RecordingId; readonly media: RecordingMedia };

/** A consultation of the desk. */
export function recordedIn(view: ConsultantView | null): Recorded | null {
  if (!view || !('recording' in view)) return null;
  return { here: 'held' in view && view.held === 'here', recording: view.recording };
}

/** Only the window that has the call records it, and only while the recording is on. */
export function wantedOf(recorded: Recorded | null): Wanted {
  if (!recorded?.here) return { phase: 'nothing' };
  const { recording } = recorded;
  switch (recording.phase) {
    case 'on':
      return { phase: 'on', id: recording.id, media: recording.media };
    case 'paused':
      return { phase: 'paused', id: recording.id };
    case 'asked':
      return { phase: 'soon' };
    case 'off':
      return { phase: 'nothing' };
    default:
      return recording satisfies never;
  }
}

/** Is it over for good, or does another window go on with it? */
export function isOver(recorded: Recorded | null, id: RecordingId): boolean {
  const recording = recorded?.recording;
  return recording?.phase === 'off' && recording.last?.id === id;
}
