import type { IceSettings } from '@peerdesk/protocol';
import type { Options } from './loader/options.ts';

const REQUEST_TIMEOUT_MS = 10_000;
/** Many behind one address may test at the same time: the server is there, and busy with others. */
const ASKED = 3;
/** Where the server does not say; it does in seconds. */
const AGAIN_S = 20;

/** The STUN and TURN servers for a test call; null when they cannot be had. Never rejects. */
export const askIce = ({ server, callee }: Pick<Options, 'server' | 'callee'>) =>
  askIceAt(`${server}/api/v1/callees/${encodeURIComponent(callee)}/ice`);

/** As {@link askIce}, of whatever has them to give. */
export async function askIceAt(address: string): Promise<IceSettings | null> {
  try {
    for (let asked = 1; ; asked++) {
      const response = await fetch(address, {
        credentials: 'omit',
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      if (response.ok) return (await response.json()) as IceSettings;
      if (response.status !== 429 || asked === ASKED) return null;
      const seconds = Number(response.headers.get('retry-after') ?? AGAIN_S);
      await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
    }
  } catch {
    return null;
  }
}
