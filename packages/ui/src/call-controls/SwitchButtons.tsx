import type { Controls } from '@peerdesk/call';
import { useStore } from 'zustand';
import type { CallTexts } from '../texts/call-texts.ts';
import { ControlButton } from './ControlButton.tsx';
import { KEYS } from './call-keys.ts';

/** Microphone and camera, on and off. */
export function SwitchButtons({ controls, texts }: { controls: Controls; texts: CallTexts }) {
  const microphone = useStore(controls.store, (state) => state.microphone);
  const camera = useStore(controls.store, (state) => state.camera);
  return (
    <>
      <ControlButton
        icon={microphone === 'on' ? 'mic' : 'micOff'}
        label={microphone === 'on' ? texts.muteMicrophone : texts.unmuteMicrophone}
        off={microphone === 'off'}
        shortcut={KEYS.microphone}
        onPress={() => controls.toggleMicrophone()}
      />
      {camera !== 'absent' && (
        <ControlButton
          icon={camera === 'on' ? 'camera' : 'cameraOff'}
          label={camera === 'on' ? texts.turnCameraOff : texts.turnCameraOn}
          off={camera === 'off'}
          shortcut={KEYS.camera}
          onPress={() => controls.toggleCamera()}
        />
      )}
    </>
  );
}
