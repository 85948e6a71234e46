import type { StoreApi } from 'zustand/vanilla';
import type { Sample } from './statistics.ts';

/** How well the other side is seen and heard here. `lost`: nothing has arrived for a while. */
export type QualityLevel = 'good' | 'fair' | 'poor' | 'lost';

/** `paused`: given up for the moment, so that the voice gets through. */
export type PictureState = 'sent' | 'paused';

/** How it goes between the two, as both see it. */
export interface QualityState {
  /** Null until it has been measured. */
  readonly own: QualityLevel | null;
  /** How the other side fares, by its own word. */
  readonly remote: QualityLevel | null;
  /** The last one, for who wants to know more. */
  readonly sample: Sample | null;
  readonly ownPicture: PictureState;
  readonly remotePicture: PictureState;
  /** This side has asked that little be sent, both ways. */
  readonly lowData: boolean;
  readonly remoteLowData: boolean;
}

/** The camera as it is now. */
export type SentCamera = () => {
  readonly track: MediaStreamTrack | null;
  /** Its picture goes through an effect before it is sent. */
  readonly painted: boolean;
};

/** What is known of the connection, and done about it, through all its generations. */
export interface Quality {
  readonly store: StoreApi<QualityState>;
  /** Remembered by this browser. */
  setLowData(low: boolean): void;
}
