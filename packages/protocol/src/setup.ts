/**
 * What a waiting caller's browser has and how well it is connected, so that a consultant knows
 * before accepting. Closed words only: nothing of it tells one caller from another.
 */
export interface CallerSetup {
  /** Null until it has been measured. */
  readonly network: (typeof NETWORKS)[number] | null;
  /** Of the servers that help to find a path: null where there is none, or none has been tried. */
  readonly relay: (typeof PATHS)[number] | null;
  readonly reflexive: (typeof PATHS)[number] | null;
  readonly camera: boolean;
  readonly microphone: boolean;
  readonly screen: (typeof SCREENS)[number];
  readonly browser: (typeof BROWSERS)[number];
  /** What the caller's own test has come to, if they want it to be known. */
  readonly selfTest?: (typeof TEST_VERDICTS)[number];
}

export const NETWORKS = ['good', 'fair', 'poor'] as const;
export const PATHS = ['found', 'blocked'] as const;
export const SCREENS = ['phone', 'desktop'] as const;
export const TEST_VERDICTS = ['good', 'usable', 'poor', 'blocked'] as const;
export const BROWSERS = ['chromium', 'firefox', 'safari', 'other'] as const;
