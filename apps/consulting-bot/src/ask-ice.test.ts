import { afterEach, describe, expect, it, vi } from 'vitest';
import { askIceAt } from './ask-ice.ts';

const ICE = { iceServers: [], iceTransportPolicy: 'all' };
const ADDRESS = 'https://help.example/ice';

/** A network that answers so, one after the other. */
function answering(...statuses: number[]) {
  const asked = vi.fn<typeof fetch>(async () =>
    Response.json(ICE, { status: statuses.shift() ?? 500, headers: { 'retry-after': '0' } }),
  );
  vi.stubGlobal('fetch', asked);
  return asked;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the servers for a test call', () => {
  it('are asked for again when others behind the same address were first', async () => {
    const asked = answering(429, 200);
    expect(await askIceAt(ADDRESS)).toEqual(ICE);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('are given up at last, and at once when the answer is no', async () => {
    const often = answering(429, 429, 429, 200);
    expect(await askIceAt(ADDRESS)).toBeNull();
    expect(often).toHaveBeenCalledTimes(3);
    const once = answering(403, 200);
    expect(await askIceAt(ADDRESS)).toBeNull();
    expect(once).toHaveBeenCalledTimes(1);
  });
});
