import type { RecordingView } from '@peerdesk/protocol';
import type { ReactNode } from 'react';
import { clockOf } from './duration-text.ts';
import { useNow } from './every-second.ts';
import type { RecordingTexts } from './texts/call-texts.ts';

export interface RecordingStripProps {
  readonly texts: RecordingTexts;
  readonly recording: RecordingView;
  /** Server clock minus this browser's clock, in milliseconds. */
  readonly offsetMs: number;
  /** The buttons. */
  readonly children?: ReactNode;
}

/** Seen by both for as long as they are recorded. */
export function RecordingStrip({ texts, recording, offsetMs, children }: RecordingStripProps) {
  const now = useNow() + offsetMs;
  if (recording.phase !== 'on' && recording.phase !== 'paused') return null;
  const { phase, since, recordedMs } = recording;
  return (
    <div className="pd-recording" data-phase={phase}>
      <span className="pd-recording-dot" aria-hidden="true" />
      <output>{phase === 'on' ? texts.on : texts.paused}</output>
      <span className="pd-duration" role="timer" aria-live="off">
        {clockOf(recordedMs + (phase === 'on' ? Math.max(0, now - since) : 0))}
      </span>
      {children}
    </div>
  );
}
