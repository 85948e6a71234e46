import type { Outgoing } from '@peerdesk/call';
import { useStore } from 'zustand';
import { VideoTile } from './VideoTile.tsx';

export interface PreviewProps {
  /** It is seen as it will be sent. */
  readonly outgoing: Outgoing;
  /** False until there are devices, and after. */
  readonly on: boolean;
  /** Stands still for a moment, while a call begins. */
  readonly still?: boolean;
  /** `Your camera preview` */
  readonly label: string;
  /** Whose first letter stands where there is no picture. */
  readonly name: string;
}

/** One's own picture before the call. */
export function Preview({ outgoing, on, still = false, label, name }: PreviewProps) {
  const mirrored = useStore(outgoing.effects.store, (state) => state.mirrored);
  return (
    <div className="pd-preview">
      <VideoTile
        stream={on ? outgoing.stream : null}
        label={label}
        name={name}
        muted
        still={still}
        mirrored={mirrored}
      />
    </div>
  );
}
