import type { Media } from '@peerdesk/protocol';

/**
 * Why a camera or microphone cannot be had.
 *
 * - `insecure`: the page is neither https nor localhost, so the browser offers no devices
 * - `unsupported`: the browser (often one inside another app) has no WebRTC
 * - `denied`: the person or a policy said no
 * - `dismissed`: the browser's question was closed without an answer, and can be asked again
 * - `system_denied`: the operating system does not let the browser have it
 * - `no_device`: there is none
 * - `in_use`: another program has it, or the system refuses it
 * - `ended`: it was there and is gone: pulled out, or taken by a phone call
 * - `interrupted`: it is there, and the system keeps it silent or dark: a phone call, Siri, a switch
 */
export type TroubleCode =
  | 'insecure'
  | 'unsupported'
  | 'denied'
  | 'dismissed'
  | 'system_denied'
  | 'no_device'
  | 'in_use'
  | 'ended'
  | 'interrupted';

export interface MediaTrouble {
  readonly code: TroubleCode;
  readonly device: 'camera' | 'microphone' | 'both';
}

export interface Device {
  readonly id: string;
  /** Empty until permission is granted. */
  readonly label: string;
}

export interface Devices {
  readonly cameras: readonly Device[];
  readonly microphones: readonly Device[];
  readonly speakers: readonly Device[];
}

/** Where a phone's camera looks: at the person, or away. */
export type Facing = 'user' | 'environment';

/** This party's camera and microphone. */
export type LocalMediaState =
  | { readonly phase: 'closed' }
  | { readonly phase: 'opening'; readonly media: Media }
  | {
      readonly phase: 'open';
      readonly media: Media;
      readonly stream: MediaStream;
      readonly devices: Devices;
      readonly microphone: 'on' | 'off';
      readonly camera: 'on' | 'off' | 'absent';
      readonly cameraId: string | null;
      readonly microphoneId: string | null;
      /** Null for a camera that does not tell. */
      readonly facing: Facing | null;
      /** The microphone is gone, and this one, by its label, has taken its place. */
      readonly replaced: string | null;
      /** Something is missing, yet one can go on: a camera that cannot be had must not take the voice with it. */
      readonly trouble: MediaTrouble | null;
    }
  | { readonly phase: 'trouble'; readonly media: Media; readonly trouble: MediaTrouble };
