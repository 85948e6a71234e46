import type { CallState, MediaTrouble } from '@peerdesk/call';
import type { EndReason, Estimate, Media, RefusalCode } from '@peerdesk/protocol';
import type { Standing } from './standing.ts';

/** What a page can listen to, and what it is told. */
export interface WidgetEvents {
  ready: Record<string, never>;
  open: Record<string, never>;
  close: Record<string, never>;
  'queue:joined': { readonly position: number; readonly waiting: number };
  'queue:position': {
    readonly position: number;
    readonly waiting: number;
    readonly estimate: Estimate;
  };
  /** The place is gone without a call. */
  'queue:left': { readonly reason: EndReason };
  'call:started': { readonly consultant: string; readonly media: Media };
  'call:reconnecting': Record<string, never>;
  'call:reconnected': Record<string, never>;
  'call:ended': { readonly reason: EndReason };
  /** A message was left instead of waiting. */
  'message:left': Record<string, never>;
  'recording:started': Record<string, never>;
  'recording:stopped': Record<string, never>;
  error: { readonly code: RefusalCode | MediaTrouble['code'] | 'unreachable' };
}

export type EventName = keyof WidgetEvents;

export type WidgetEvent = {
  [Name in EventName]: { readonly name: Name; readonly payload: WidgetEvents[Name] };
}[EventName];

/** What events are derived from. */
export interface Moment {
  readonly panel: 'closed' | 'open' | 'minimised';
  readonly standing: Standing;
  readonly call: CallState['phase'];
  readonly trouble: MediaTrouble['code'] | 'unreachable' | null;
}

/** What a page is told when one moment follows another, in order. */
export function eventsBetween(before: Moment, after: Moment): readonly WidgetEvent[] {
  return [
    ...panelEvents(before, after),
    ...standingEvents(before.standing, after.standing),
    ...callEvents(before, after),
    ...recordingEvents(before.standing, after.standing),
    ...troubleEvents(before, after),
  ];
}

function panelEvents(before: Moment, after: Moment): WidgetEvent[] {
  if (before.panel !== 'open' && after.panel === 'open') return [{ name: 'open', payload: {} }];
  if (before.panel === 'open' && after.panel !== 'open') return [{ name: 'close', payload: {} }];
  return [];
}

function standingEvents(before: Moment['standing'], after: Moment['standing']): WidgetEvent[] {
  if (before === after) return [];
  switch (after.phase) {
    case 'waiting': {
      const { position, waiting, estimate } = after;
      if (before.phase !== 'waiting' && before.phase !== 'connecting') {
        return [{ name: 'queue:joined', payload: { position, waiting } }];
      }
      // Back from an accept that did not connect: the place is told again, it was never left.
      if (before.phase === 'waiting' && before.position === position) return [];
      return [{ name: 'queue:position', payload: { position, waiting, estimate } }];
    }
    case 'active':
      if (before.phase === 'active') return [];
      return [
        { name: 'call:started', payload: { consultant: after.remoteName, media: after.media } },
      ];
    case 'ended': {
      const { reason } = after;
      if (before.phase === 'active') return [{ name: 'call:ended', payload: { reason } }];
      if (before.phase === 'waiting' || before.phase === 'connecting') {
        return [{ name: 'queue:left', payload: { reason } }];
      }
      return [];
    }
    case 'refused':
      if (before.phase === 'refused') return [];
      return [{ name: 'error', payload: { code: after.code } }];
    case 'message':
      return after.message.phase === 'sent' ? [{ name: 'message:left', payload: {} }] : [];
    case 'form':
    case 'joining':
    case 'connecting':
    case 'moved':
      return [];
    default:
      return after satisfies never;
  }
}

function callEvents(before: Moment, after: Moment): WidgetEvent[] {
  if (before.call !== 'reconnecting' && after.call === 'reconnecting') {
    return [{ name: 'call:reconnecting', payload: {} }];
  }
  if (before.call === 'reconnecting' && after.call === 'connected') {
    return [{ name: 'call:reconnected', payload: {} }];
  }
  return [];
}

function troubleEvents(before: Moment, after: Moment): WidgetEvent[] {
  if (after.trouble === null || after.trouble === before.trouble) return [];
  return [{ name: 'error', payload: { code: after.trouble } }];
}

function recordingEvents(before: Moment['standing'], after: Moment['standing']): WidgetEvent[] {
  const [was, is] = [isRecorded(before), isRecorded(after)];
  if (!was && is) return [{ name: 'recording:started', payload: {} }];
  if (was && !is) return [{ name: 'recording:stopped', payload: {} }];
  return [];
}

/** A pause is a part of it. */
function isRecorded(standing: Moment['standing']): boolean {
  if (!('recording' in standing)) return false;
  const { phase } = standing.recording;
  return phase === 'on' || phase === 'paused';
}
