import { NativeSelect } from '@mantine/core';
import type { RecordedTrack } from '@peerdesk/protocol';
import { clockOf } from '@peerdesk/ui';
import { useEffect, useId, useRef, useState } from 'react';
import { useTexts } from '../console-context.tsx';
import { loadPeaks } from './waveform.ts';

const SPEEDS = ['0.75', '1', '1.25', '1.5', '2'] as const;

/** One file to hear, or to see: its shape, its speed, and the way to keep it. */
export function Player({ track }: { readonly track: RecordedTrack }) {
  const { recording: texts } = useTexts();
  const id = useId();
  const media = useRef<HTMLVideoElement>(null);
  const [position, setPosition] = useState(0);
  const seek = (seconds: number) => {
    if (media.current) media.current.currentTime = seconds;
  };
  return (
    <div className="player">
      {/* A video element plays sound as well, and shows the picture where there is one. */}
      <video
        ref={media}
        className={track.type.startsWith('video/') ? 'player-picture' : 'player-sound'}
        aria-label={texts.track[track.track]}
        src={track.url}
        controls
        preload="metadata"
        onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
      >
        <track kind="captions" />
      </video>
      <div className="player-shape">
        <Shape track={track} played={(position * 1000) / Math.max(1, track.durationMs)} />
        <input
          type="range"
          aria-label={texts.position}
          aria-valuetext={clockOf(position * 1000)}
          min={0}
          max={track.durationMs / 1000}
          step={1}
          value={position}
          onChange={(event) => seek(Number(event.currentTarget.value))}
        />
      </div>
      <div className="player-row">
        <NativeSelect
          id={`${id}-speed`}
          label={texts.speed}
          defaultValue="1"
          data={SPEEDS.map((speed) => ({ value: speed, label: `${speed}×` }))}
          onChange={(event) => {
            if (media.current) media.current.playbackRate = Number(event.currentTarget.value);
          }}
        />
        <span>
          {clockOf(position * 1000)} / {clockOf(track.durationMs)}
        </span>
        <a href={`${track.url}?download`} download>
          {texts.download}
        </a>
      </div>
      {track.gaps.length > 0 && (
        <details>
          <summary>{texts.gaps(track.gaps.length)}</summary>
          <ul>
            {track.gaps.map(({ atMs, lastedMs, why }) => (
              <li key={atMs}>{texts.gap[why](clockOf(atMs), clockOf(lastedMs))}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** How loud it is where. */
function Shape({ track, played }: { readonly track: RecordedTrack; readonly played: number }) {
  const { url, durationMs } = track;
  const [peaks, setPeaks] = useState<readonly number[] | null>(null);
  useEffect(() => {
    const loading = new AbortController();
    void loadPeaks(url, durationMs, loading.signal).then(
      (loaded) => !loading.signal.aborted && setPeaks(loaded),
    );
    return () => loading.abort();
  }, [url, durationMs]);
  if (!peaks) return null;
  return (
    <svg
      className="player-peaks"
      viewBox={`0 0 ${peaks.length} 40`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {peaks.map((peak, index) => (
        <rect
          // oxlint-disable-next-line react/no-array-index-key -- a bar is its place
          key={index}
          data-played={index / peaks.length < played}
          x={index + 0.15}
          width={0.7}
          y={20 - Math.max(0.5, peak * 20)}
          height={Math.max(1, peak * 40)}
        />
      ))}
      <rect className="player-head" x={played * peaks.length} width={1.5} y={0} height={40} />
    </svg>
  );
}
