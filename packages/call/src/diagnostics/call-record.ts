import type { CallState, Side } from '../contract.ts';
import type { PictureState, QualityLevel } from '../quality-types.ts';
import type { Sample } from '../statistics.ts';

/** What happened, in closed words and numbers only: nothing of it says who, or from where. */
export type CallHappening =
  | {
      readonly what: 'phase';
      readonly phase: CallState['phase'];
      readonly generation: number | null;
      /** Why no path was found, where that is known. */
      readonly trouble: string | null;
    }
  | { readonly what: 'ice'; readonly state: RTCIceConnectionState }
  | { readonly what: 'connection'; readonly state: RTCPeerConnectionState }
  | { readonly what: 'gathering'; readonly state: RTCIceGatheringState }
  /** @see https://www.w3.org/TR/webrtc/#dom-rtcpeerconnectioniceerrorevent-errorcode */
  | { readonly what: 'candidate error'; readonly code: number }
  | {
      readonly what: 'candidates';
      readonly local: readonly string[];
      readonly remote: readonly string[];
    }
  | { readonly what: 'line'; readonly open: boolean }
  | {
      readonly what: 'level';
      readonly own: QualityLevel | null;
      readonly remote: QualityLevel | null;
    }
  | { readonly what: 'picture'; readonly own: PictureState; readonly remote: PictureState }
  | { readonly what: 'low data'; readonly own: boolean; readonly remote: boolean };

export type CallEvent = CallHappening & {
  /** Epoch milliseconds */
  readonly at: number;
};

/** What is kept of a call, from its beginning on this page. */
export interface CallRecord {
  readonly side: Side;
  readonly beganAt: number;
  /** The last ones. */
  readonly events: readonly CallEvent[];
  /** The last ones. */
  readonly samples: readonly Sample[];
  /** How many events are not among them any more. */
  readonly forgotten: number;
}

/** Half an hour of trouble, or ten minutes of measuring, in some 100 kB. */
const EVENTS_KEPT = 300;
const SAMPLES_KEPT = 400;

export const emptyRecord = (side: Side, beganAt: number): CallRecord => ({
  side,
  beganAt,
  events: [],
  samples: [],
  forgotten: 0,
});

export function withEvent(record: CallRecord, event: CallEvent): CallRecord {
  const events = [...record.events, event];
  const tooMany = Math.max(0, events.length - EVENTS_KEPT);
  return { ...record, events: events.slice(tooMany), forgotten: record.forgotten + tooMany };
}

export function withSample(record: CallRecord, sample: Sample): CallRecord {
  return { ...record, samples: [...record.samples, sample].slice(-SAMPLES_KEPT) };
}

/** Was there anything that somebody who supports these two may want to know? */
export function wasTroubled({ events }: CallRecord): boolean {
  const connected = events.some((event) => event.what === 'phase' && event.phase === 'connected');
  return (
    !connected ||
    events.some(
      (event) =>
        (event.what === 'phase' && event.phase === 'reconnecting') ||
        (event.what === 'picture' && event.own === 'paused') ||
        (event.what === 'level' && (event.own === 'poor' || event.own === 'lost')),
    )
  );
}
