import { useEffect, useRef, useState } from 'react';
import { Icon } from './Icon.tsx';
import { useHasPicture } from './picture.ts';
import { onFirstPicture, playStream, playThrough } from './play-stream.ts';

export interface VideoTileProps {
  readonly stream: MediaStream | null;
  /** The accessible name of the video. */
  readonly label: string;
  /** Whose picture it is: its first letter stands where there is no picture. */
  readonly name: string;
  /** True for one's own picture, which must make no sound. */
  readonly muted?: boolean;
  /** One's own picture is shown as in a mirror. */
  readonly mirrored?: boolean;
  /** Known to be off, although a (black) picture still comes. */
  readonly cameraOff?: boolean;
  /** Where it is heard; null: where the system says. */
  readonly speakerId?: string | null;
  /** The name of the button that starts the sound where the browser has blocked it. */
  readonly startSound?: string;
  /** Stands still, which costs nothing. */
  readonly still?: boolean;
  /** A stream's first picture is there. */
  readonly onPicture?: () => void;
}

/** One person: their picture, or the first letter of their name; their voice in either case. */
export function VideoTile(props: VideoTileProps) {
  const { stream, label, name, muted = false, mirrored = false, cameraOff = false } = props;
  const { speakerId = null, still = false, onPicture } = props;
  const video = useRef<HTMLVideoElement>(null);
  const [blocked, setBlocked] = useState(false);
  // A track may be there before its first picture is; until then it would show as a black hole.
  const [arrived, setArrived] = useState<MediaStream | null>(null);
  const hasPicture = useHasPicture(stream) && arrived === stream && !cameraOff;

  useEffect(
    () => (video.current ? playStream(video.current, stream, setBlocked) : undefined),
    [stream],
  );
  useEffect(() => {
    if (!video.current || !stream) return undefined;
    return onFirstPicture(video.current, () => {
      setArrived(stream);
      onPicture?.();
    });
  }, [stream, onPicture]);
  useEffect(() => {
    const element = video.current;
    if (!element || !stream) return;
    if (still) element.pause();
    else if (element.paused) element.play().catch(() => {});
  }, [stream, still]);
  useEffect(() => {
    if (video.current) playThrough(video.current, speakerId);
  }, [speakerId]);

  return (
    <div className="pd-tile" data-picture={hasPicture} data-mirrored={mirrored}>
      <video ref={video} aria-label={label} autoPlay playsInline muted={muted}>
        <track kind="captions" />
      </video>
      {!hasPicture && (
        <span className="pd-avatar" aria-hidden="true">
          <span>{initialOf(name)}</span>
        </span>
      )}
      {blocked && !muted && (
        <button
          type="button"
          className="pd-button pd-start-sound"
          onClick={() => video.current && void video.current.play().then(() => setBlocked(false))}
        >
          <Icon name="sound" size={20} />
          {props.startSound}
        </button>
      )}
    </div>
  );
}

function initialOf(name: string): string {
  return Array.from(name.trim())[0]?.toLocaleUpperCase() ?? '·';
}
