import type { Options } from './loader/options.ts';

/** The name under which this tab and this browser keep a place at this callee of this server. */
export function placeKey({ server, callee }: Pick<Options, 'server' | 'callee'>): string {
  return `peerdesk:${server}:${callee}`;
}
