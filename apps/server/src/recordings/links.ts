import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ConsultantId, RecordingId, RecordingTrack } from '@peerdesk/protocol';

/** What a link opens, until when, and who made it. */
export interface Linked {
  readonly recording: RecordingId;
  readonly track: RecordingTrack;
  readonly expiresAt: number;
  readonly by: ConsultantId;
}

/** Links are signed, not stored: whoever has the database can make none. */
export function createLinks(secret: string) {
  // A key of its own, so that no ticket is ever taken for a link.
  const key = createHmac('sha256', secret).update('links to recordings').digest();
  const signatureOf = ({ recording, track, expiresAt, by }: Linked) =>
    createHmac('sha256', key)
      .update(JSON.stringify([recording, track, expiresAt, by]))
      .digest();

  return {
    /** The query of its address. */
    queryOf(linked: Linked): string {
      const signature = signatureOf(linked).toString('base64url');
      return new URLSearchParams({
        expires: String(linked.expiresAt),
        by: linked.by,
        signature,
      }).toString();
    },

    /** Whether the signature is ours; when it ends is the caller's to look at. */
    isOurs(linked: Linked, signature: string): boolean {
      const given = Buffer.from(signature, 'base64url');
      const ours = signatureOf(linked);
      return given.length === ours.length && timingSafeEqual(given, ours);
    },
  };
}
