import type { Controls } from '@peerdesk/call';
import { useStore } from 'zustand';
import type { CallTexts } from '../texts/call-texts.ts';
import { ControlButton } from './ControlButton.tsx';

/** Shares the screen, or stops it; not there where the browser cannot. */
export function ShareButton({ controls, texts }: { controls: Controls; texts: CallTexts }) {
  const screen = useStore(controls.store, (state) => state.screen);
  if (screen === 'absent') return null;
  return (
    <ControlButton
      icon="screen"
      label={screen === 'on' ? texts.switches.stopSharing : texts.switches.shareScreen}
      on={screen === 'on'}
      onPress={() => void controls.toggleScreen()}
    />
  );
}
