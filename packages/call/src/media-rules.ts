import type { Device, Devices, MediaTrouble, TroubleCode } from './media-types.ts';

export const NO_DEVICES: Devices = { cameras: [], microphones: [] };

/**
 * The reason behind a rejected getUserMedia.
 *
 * @see https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia
 */
export function troubleCodeOf(error: unknown): TroubleCode {
  switch (error instanceof Error || error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
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
  return { cameras: of('videoinput'), microphones: of('audioinput') };
}
