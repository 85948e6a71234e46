import type { CallTools } from '@peerdesk/call';
import { useStore } from 'zustand';
import { Icon } from './Icon.tsx';
import { useSettled } from './settled.ts';
import type { RemoteTexts } from './texts/call-texts.ts';

/** Who plays with a switch is not announced at every press. */
const ANNOUNCE_MS = 1000;

export interface RemoteMarksProps {
  readonly remote: CallTools['remote'];
  readonly name: string;
  readonly texts: RemoteTexts;
}

/** A mark beside the other's name while they cannot be heard; in words, what is off on their side. */
export function RemoteMarks({ remote, name, texts }: RemoteMarksProps) {
  const { microphone, camera } = useStore(remote);
  const words = [
    microphone === 'off' && texts.microphoneOff(name),
    camera === 'off' && texts.cameraOff(name),
  ];
  const announced = useSettled(words.filter(Boolean).join(' '), ANNOUNCE_MS);
  return (
    <>
      {microphone === 'off' && (
        <span className="pd-remote-muted" title={texts.microphoneOff(name)}>
          <Icon name="micOff" size={16} />
        </span>
      )}
      <span className="pd-unseen" aria-live="polite">
        {announced}
      </span>
    </>
  );
}
