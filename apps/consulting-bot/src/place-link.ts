import type { Media, Ticket } from '@peerdesk/protocol';
import type { Options } from './loader/options.ts';
import type { KeptPlace } from './tickets.ts';

/**
 * The address under which this consultation can be had in another browser. A place travels in the
 * fragment, which browsers send to no server and in no referrer.
 */
export function linkOf(
  { server, callee }: Pick<Options, 'server' | 'callee'>,
  place: Pick<KeptPlace, 'ticket' | 'media'> | null,
): string {
  const link = new URL(`/c/${encodeURIComponent(callee)}`, server);
  if (place)
    link.hash = new URLSearchParams({ ticket: place.ticket, media: place.media }).toString();
  return link.href;
}

/** @returns the place that an address brings along; null when it brings none */
export function placeIn(hash: string): KeptPlace | null {
  const carried = new URLSearchParams(hash.replace(/^#/, ''));
  const ticket = carried.get('ticket');
  if (!ticket) return null;
  const media: Media = carried.get('media') === 'audio' ? 'audio' : 'video';
  return { ticket: ticket as Ticket, media, name: '', small: false };
}
