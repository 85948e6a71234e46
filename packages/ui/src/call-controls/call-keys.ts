import type { Controls } from '@peerdesk/call';
import { type RefObject, useEffect } from 'react';

/** As they are shown; the space bar is held to speak. */
export const KEYS = { microphone: 'M', camera: 'V' } as const;

/** What a key means to the call. */
export type KeyAct = 'microphone' | 'camera' | 'speak' | null;

export interface PressedKey {
  readonly key: string;
  /** Ctrl, Alt or Meta: the browser's and the screen reader's. */
  readonly modified: boolean;
  /** Where the focus is. */
  readonly on: 'typing' | 'pressable' | 'elsewhere';
}

/**
 * Letters and the space bar belong to what is typed, and the space bar to the button it is on;
 * everywhere else inside the call they are the call's. Nothing outside of it is touched.
 *
 * @see https://www.w3.org/TR/WCAG21/#character-key-shortcuts
 */
export function keyActOf({ key, modified, on }: PressedKey): KeyAct {
  if (modified || on === 'typing') return null;
  if (key === ' ') return on === 'elsewhere' ? 'speak' : null;
  if (key.toUpperCase() === KEYS.microphone) return 'microphone';
  if (key.toUpperCase() === KEYS.camera) return 'camera';
  return null;
}

const TYPING = 'input, textarea, select, [contenteditable], [role=menu]';
const PRESSABLE = 'button, a, summary, video[controls], [role=button], [role=menuitem]';

function placeOf(target: EventTarget | null): PressedKey['on'] {
  if (!(target instanceof Element)) return 'elsewhere';
  if (target.closest(TYPING)) return 'typing';
  return target.closest(PRESSABLE) ? 'pressable' : 'elsewhere';
}

/** Keys inside the stage. Letting go of everything, as by leaving the window, mutes again as well. */
export function useCallKeys(stage: RefObject<HTMLElement | null>, controls: Controls | null): void {
  useEffect(() => {
    const element = stage.current;
    if (!element || !controls) return undefined;
    const quiet = () => controls.holdToSpeak(false);
    const onDown = (event: KeyboardEvent) => {
      const modified = event.ctrlKey || event.altKey || event.metaKey;
      const act = keyActOf({ key: event.key, modified, on: placeOf(event.target) });
      if (!act) return;
      event.preventDefault();
      if (act === 'speak') controls.holdToSpeak(true);
      else if (event.repeat) return;
      else if (act === 'microphone') controls.toggleMicrophone();
      else controls.toggleCamera();
    };
    const onUp = (event: KeyboardEvent) => {
      if (event.key === ' ') quiet();
    };
    element.addEventListener('keydown', onDown);
    element.addEventListener('keyup', onUp);
    element.addEventListener('focusout', quiet);
    window.addEventListener('blur', quiet);
    return () => {
      element.removeEventListener('keydown', onDown);
      element.removeEventListener('keyup', onUp);
      element.removeEventListener('focusout', quiet);
      window.removeEventListener('blur', quiet);
      quiet();
    };
  }, [stage, controls]);
}
