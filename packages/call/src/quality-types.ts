import type { StoreApi } from 'zustand/vanilla';
import type { Sample } from './statistics.ts';

/** How well the other side is seen and heard here. `lost`: nothing has arrived for a while. */
export type QualityLevel = 'good' | 'fair' | 'poor' | 'lost';

/** How it goes between the two, as both see it. */
export interface QualityState {
  /** Null until it has been measured. */
  readonly own: QualityLevel | null;
  /** How the other side fares, by its own word. */
  readonly remote: QualityLevel | null;
  /** The last one, for who wants to know more. */
  readonly sample: Sample | null;
}

/** What is known of the connection, through all its generations. */
export interface Quality {
  readonly store: StoreApi<QualityState>;
}
