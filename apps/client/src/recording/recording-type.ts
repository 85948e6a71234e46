import type { RecordingMedia } from '@peerdesk/protocol';

const CONTAINERS = {
  voice: ['audio/webm;codecs=opus', 'audio/mp4;codecs=mp4a.40.2', 'audio/mp4'],
  picture: ['video/webm;codecs=vp8,opus', 'video/mp4;codecs=avc1.42E01E,mp4a.40.2', 'video/mp4'],
} as const satisfies Record<RecordingMedia, readonly string[]>;

/**
 * What a browser should record into; null when it records nothing we can play.
 *
 * Safari says that it records WebM, and its files break; its MP4 is sound.
 *
 * @param vendor `navigator.vendor`
 * @param isSupported `MediaRecorder.isTypeSupported`
 */
export function recordingTypeOf(
  media: RecordingMedia,
  vendor: string,
  isSupported: (type: string) => boolean,
): string | null {
  const isApple = vendor.startsWith('Apple');
  const trusted = CONTAINERS[media].filter((type) => !(isApple && type.includes('webm')));
  return trusted.find(isSupported) ?? null;
}
