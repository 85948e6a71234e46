/** So many at once, and so many for ever. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** What one client may cost; durations in milliseconds. */
export interface Limits {
  /** Per connection. */
  readonly commands: Rate;
  /** Per connection; those beyond are dropped. */
  readonly signals: Rate;
  /** Per address; this machine itself is not counted. */
  readonly handshakes: Rate;
  /** New places per address; this machine itself is not counted. */
  readonly joins: Rate;
  readonly waitingPerCallee: number;
  /** A connection that has not joined by then is closed. */
  readonly joinWithinMs: number;
  /** News waits so long for more: an accept is to put two people together before it is told to others. */
  readonly gatherMs: number;
  readonly deskEveryMs: number;
  readonly nearEveryMs: number;
  readonly farEveryMs: number;
  readonly sweepEveryMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  commands: { burst: 60, perSecond: 20 },
  signals: { burst: 300, perSecond: 100 },
  handshakes: { burst: 200, perSecond: 20 },
  joins: { burst: 20, perSecond: 1 / 3 },
  waitingPerCallee: 20_000,
  joinWithinMs: 60_000,
  gatherMs: 250,
  deskEveryMs: 100,
  nearEveryMs: 1000,
  farEveryMs: 5000,
  sweepEveryMs: 250,
};
