import { type RefObject, useCallback, useSyncExternalStore } from 'react';

/** Fills the screen with an element and back. `possible` is false on phones whose browser cannot. */
export interface FullScreen {
  readonly possible: boolean;
  readonly on: boolean;
  readonly toggle: () => void;
}

/** Inside a shadow root the document names only the host, so the element's own root is asked. */
function isFullScreen(element: HTMLElement | null): boolean {
  const root = element?.getRootNode();
  if (!root || !('fullscreenElement' in root)) return false;
  return root.fullscreenElement === element;
}

function subscribe(onChange: () => void): () => void {
  document.addEventListener('fullscreenchange', onChange);
  return () => document.removeEventListener('fullscreenchange', onChange);
}

export function useFullScreen(element: RefObject<HTMLElement | null>): FullScreen {
  const read = useCallback(() => isFullScreen(element.current), [element]);
  const on = useSyncExternalStore(subscribe, read, read);
  return {
    possible: document.fullscreenEnabled,
    on,
    toggle() {
      // A refusal leaves the page as it was, and there is nothing else to do about it.
      const done = on ? document.exitFullscreen() : element.current?.requestFullscreen();
      done?.catch(() => {});
    },
  };
}
