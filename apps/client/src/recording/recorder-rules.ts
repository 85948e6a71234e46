import type { ConsultantView, RecordingId, RecordingMedia } from '@peerdesk/protocol';

/** What this window has to record now. */
export type Wanted =
  | { readonly phase: 'nothing' }
  | { readonly phase: 'paused'; readonly id: RecordingId }
  | { readonly phase: 'on'; readonly id: RecordingId; readonly media: RecordingMedia };

/** Only the window that has the call records it, and only while the recording is on. */
export function wantedOf(view: ConsultantView | null): Wanted {
  if (!view || !('held' in view) || view.held !== 'here') return { phase: 'nothing' };
  const { recording } = view;
  switch (recording.phase) {
    case 'on':
      return { phase: 'on', id: recording.id, media: recording.media };
    case 'paused':
      return { phase: 'paused', id: recording.id };
    case 'asked':
    case 'off':
      return { phase: 'nothing' };
    default:
      return recording satisfies never;
  }
}

/** Is it over for good, or does another window go on with it? */
export function isOver(view: ConsultantView | null, id: RecordingId): boolean {
  if (!view || !('recording' in view)) return false;
  const { recording } = view;
  return recording.phase === 'off' && recording.last?.id === id;
}
