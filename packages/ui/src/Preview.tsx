import { VideoTile } from './VideoTile.tsx';

export interface PreviewProps {
  readonly stream: MediaStream | null;
  /** `Your camera preview` */
  readonly label: string;
  /** Whose first letter stands where there is no picture. */
  readonly name: string;
  readonly mirrored?: boolean;
}

/** One's own picture before the call. */
export function Preview({ stream, label, name, mirrored = true }: PreviewProps) {
  return (
    <div className="pd-preview">
      <VideoTile stream={stream} label={label} name={name} muted mirrored={mirrored} />
    </div>
  );
}
