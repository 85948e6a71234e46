import type { RefObject } from 'react';

export interface PictureInPicture {
  readonly possible: boolean;
  readonly toggle: () => void;
}

/** The other's picture in a window of its own that stays on top, and back. */
export function usePictureInPicture(stage: RefObject<HTMLElement | null>): PictureInPicture {
  return {
    possible: document.pictureInPictureEnabled,
    toggle() {
      const video = stage.current?.querySelector<HTMLVideoElement>('.pd-scene > .pd-tile video');
      // Without a picture the browser refuses, and there is nothing to show either.
      const done = document.pictureInPictureElement
        ? document.exitPictureInPicture()
        : video?.requestPictureInPicture();
      done?.catch(() => {});
    },
  };
}
