import type { Device, Devices, Facing, MediaTrouble, TroubleCode } from './media-types.ts';

export const NO_DEVICES: Devices = { cameras: [], microphones: [], speakers: [] };

/**
 * The reason behind a rejected getUserMedia.
 *
 * @see https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia
 */
export function troubleCodeOf(error: unknown): TroubleCode {
  const { name, message } =
    error instanceof Error || error instanceof DOMException ? error : { name: '', message: '' };
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      // Chromium: "Permission denied by system". The page may, the program may not.
      return /system/i.test(message) ? 'system_denied' : 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no_device';
    case 'NotReadableError':
    case 'AbortError':
      return 'in_use';
    default:
      return 'unsupported';
  }
}

/** What is wrong, given why each kind could not be had. The microphone's reason counts first. */
export function troubleOf(missing: {
  readonly audio?: TroubleCode;
  readonly video?: TroubleCode;
}): MediaTrouble | null {
  const { audio, video } = missing;
  if (audio) return { code: audio, device: video ? 'both' : 'microphone' };
  return video ? { code: video, device: 'camera' } : null;
}

/** Before permission is granted browsers list devices without ids; those cannot be chosen. */
export function sortDevices(found: readonly MediaDeviceInfo[]): Devices {
  const of = (kind: MediaDeviceKind): Device[] =>
    found
      .filter((device) => device.kind === kind && device.deviceId !== '')
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  return {
    cameras: of('videoinput'),
    microphones: of('audioinput'),
    speakers: of('audiooutput'),
  };
}

/**
 * Is there reason to hope that asking again now, without a press of a button, gives what is missing?
 * A camera comes back by itself only if it is the one that was there: another shows another room.
 */
export function isCauseToRetry(
  cause: 'devices' | 'permission' | 'seen',
  trouble: MediaTrouble | null,
  cameraIsBack: boolean,
): boolean {
  if (!trouble) return false;
  const { code, device } = trouble;
  switch (cause) {
    case 'permission':
      return code === 'denied' || code === 'dismissed';
    case 'devices':
      if (code !== 'ended' && code !== 'no_device') return false;
      return device !== 'camera' || cameraIsBack;
    case 'seen':
      return (
        device !== 'camera' && (code === 'ended' || code === 'in_use' || code === 'interrupted')
      );
    default:
      return cause satisfies never;
  }
}

/** Phones say which way a camera looks; a desk's camera does not. */
export function facingIn(settings: MediaTrackSettings | undefined): Facing | null {
  const facing = settings?.facingMode;
  return facing === 'user' || facing === 'environment' ? facing : null;
}

export function otherFacing(facing: Facing | null): Facing | null {
  if (facing === null) return null;
  return facing === 'user' ? 'environment' : 'user';
}

/** Chromium lists the system's choice a second time under these names. */
const isReal = ({ id }: Device) => id !== 'default' && id !== 'communications';

const fresh = (before: readonly Device[], after: readonly Device[]): Device | undefined =>
  before.length === 0
    ? undefined
    : after.find((one) => isReal(one) && !before.some(({ id }) => id === one.id));

/** A device that was plugged in between two looks. The first look finds everything, and nothing new. */
export function pluggedIn(
  before: Devices,
  after: Devices,
): { readonly kind: 'camera' | 'microphone'; readonly device: Device } | null {
  const microphone = fresh(before.microphones, after.microphones);
  if (microphone) return { kind: 'microphone', device: microphone };
  const camera = fresh(before.cameras, after.cameras);
  return camera ? { kind: 'camera', device: camera } : null;
}
