import type { QualityLevel } from '@peerdesk/call';

/** How well the two are connected. */
export interface QualityTexts {
  readonly title: string;
  readonly levels: Record<QualityLevel, string>;
  readonly measuring: string;
  /** The button's name, with one of the above. */
  readonly connection: (level: string) => string;
  readonly own: string;
  readonly remote: (name: string) => string;
  readonly ownWeak: string;
  readonly remoteWeak: (name: string) => string;
  readonly roundTrip: string;
  readonly loss: string;
  readonly jitter: string;
  readonly received: string;
  readonly sent: string;
  readonly path: string;
  readonly direct: string;
  readonly relayed: string;
  /** The picture was given up for the moment: one's own, and the other side's. */
  readonly ownPaused: string;
  readonly remotePaused: (name: string) => string;
  readonly lowData: string;
  readonly lowDataHint: string;
  readonly remoteLowData: (name: string) => string;
}
