/** Options that TypeScript does not know yet. @see https://w3c.github.io/mediacapture-screen-share/ */
interface ScreenOptions extends DisplayMediaStreamOptions {
  readonly systemAudio: 'include' | 'exclude';
  readonly surfaceSwitching: 'include';
  readonly selfBrowserSurface: 'exclude';
}

/** Phones cannot. */
export function canShareScreen(): boolean {
  return typeof globalThis.navigator?.mediaDevices?.getDisplayMedia === 'function';
}

/**
 * Asks which screen, window or tab to share. The only place that knows getDisplayMedia.
 *
 * @returns `refused` when the person would rather not, `failed` when the browser cannot
 */
export async function openScreen(): Promise<MediaStream | 'refused' | 'failed'> {
  const supported: Record<string, unknown> = {
    ...navigator.mediaDevices.getSupportedConstraints(),
  };
  // The whole system's sound has the other side's voice in it, which would come back to them as an
  // echo, unless the browser takes out what this page plays.
  const clean = supported['restrictOwnAudio'] === true;
  const audio: MediaTrackConstraints & { restrictOwnAudio?: boolean } = {
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    ...(clean && { restrictOwnAudio: true }),
  };
  const options: ScreenOptions = {
    video: true,
    audio,
    systemAudio: clean ? 'include' : 'exclude',
    surfaceSwitching: 'include',
    selfBrowserSurface: 'exclude',
  };
  try {
    const screen = await navigator.mediaDevices.getDisplayMedia(options);
    // Letters have to be readable before anything has to be smooth.
    for (const track of screen.getVideoTracks()) track.contentHint = 'detail';
    return screen;
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'failed';
  }
}
