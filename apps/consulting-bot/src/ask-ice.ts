import type { IceSettings } from '@peerdesk/protocol';
import type { Options } from './loader/options.ts';

const REQUEST_TIMEOUT_MS = 10_000;

/** The STUN and TURN servers for a test call; null when they cannot be had. Never rejects. */
export async function askIce({
  server,
  callee,
}: Pick<Options, 'server' | 'callee'>): Promise<IceSettings | null> {
  try {
    const response = await fetch(`${server}/api/v1/callees/${encodeURIComponent(callee)}/ice`, {
      credentials: 'omit',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    return response.ok ? ((await response.json()) as IceSettings) : null;
  } catch {
    return null;
  }
}
