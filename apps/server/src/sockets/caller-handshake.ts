import { schemas } from '@peerdesk/protocol/schemas';
import { Refusal } from '../consultation/refusal.ts';
import type { Callee } from '../storage/callees.ts';
import { parse } from './answer.ts';
import type { CallerSocket, CallerStanding } from './connections.ts';
import { requireVersion } from './handshake.ts';
import type { Wiring } from './wiring.ts';

/**
 * Who calls whom, from a handshake of `/caller`.
 *
 * @throws {Refusal} `rate_limited`, `invalid_payload`, `protocol_version`, `unknown_callee`,
 *   `origin_refused`
 */
export async function readCallerHandshake(
  { handshake, request }: CallerSocket,
  { callees, addressOf, isOwnOrigin, takeHandshake }: Wiring,
): Promise<CallerStanding> {
  const address = addressOf(request);
  if (!takeHandshake(address)) throw new Refusal('rate_limited');
  const { callee: slug, ticket, protocolVersion } = parse(schemas.callerHandshake, handshake.auth);
  requireVersion(protocolVersion);
  const callee = await callees.bySlug(slug);
  if (callee === null) throw new Refusal('unknown_callee');
  const { origin, host } = handshake.headers;
  if (!mayCall(callee, origin) && !(origin !== undefined && isOwnOrigin(origin, host))) {
    throw new Refusal('origin_refused');
  }
  return { callee, address, ticket: ticket ?? null, consultation: null };
}

/** What has no origin is no browser: welcome only where any page is. */
function mayCall({ allowedOrigins }: Callee, origin: string | undefined): boolean {
  if (allowedOrigins.length === 0) return true;
  return origin !== undefined && allowedOrigins.includes(origin.toLowerCase());
}
