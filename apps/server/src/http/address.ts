import type { IncomingMessage } from 'node:http';

/** Express's compiled `trust proxy` setting: may the proxy at this address be believed? */
export type TrustProxy = (address: string, hop: number) => boolean;

/**
 * The client's address: the first one, counted from our side, that is no trusted proxy. For
 * requests and for handshakes alike, which Express never sees.
 *
 * @returns an IPv4 address in its own form even when it came over IPv6; empty if the client is gone
 */
export function createAddressOf(trusts: TrustProxy): (request: IncomingMessage) => string {
  return (request) => {
    const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',');
    const hops = [
      request.socket.remoteAddress ?? '',
      ...forwarded
        .split(',')
        .map((hop) => hop.trim())
        .filter(Boolean)
        .toReversed(),
    ];
    const client = hops.find((hop, index) => !trusts(hop, index)) ?? hops.at(-1) ?? '';
    return client.replace(/^::ffff:(?=\d+\.)/i, '');
  };
}
