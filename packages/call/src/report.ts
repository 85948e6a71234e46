import type { RawStats } from './statistics.ts';

/** A connection that has just been closed has nothing to report. */
export async function reportOf(connection: RTCPeerConnection): Promise<readonly RawStats[] | null> {
  try {
    const report = await connection.getStats();
    return [...report.values()] as RawStats[];
  } catch {
    return null;
  }
}
