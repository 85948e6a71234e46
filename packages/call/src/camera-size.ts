import type { CameraSize } from './adaptation.ts';

/** What browsers open a camera with when nobody asks for a size, and what is worth having beyond. */
const SIZES: Readonly<Record<CameraSize, MediaTrackConstraints>> = {
  usual: { width: { ideal: 640 }, height: { ideal: 480 } },
  large: { width: { ideal: 1280 }, height: { ideal: 720 } },
};

const asked = new WeakMap<MediaStreamTrack, CameraSize>();

/**
 * Asks a running camera for another size: the track stays the same, and whoever has it follows. A
 * camera opens as `usual`. One that cannot, or does not want to, is not asked again.
 */
export function sizeCamera(camera: MediaStreamTrack, size: CameraSize): void {
  if ((asked.get(camera) ?? 'usual') === size) return;
  asked.set(camera, size);
  camera.applyConstraints(SIZES[size]).catch(() => {});
}
