import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { PlaceSecret, RoomId, RoomKey } from '@peerdesk/protocol';

export interface RoomKeys {
  of(room: RoomId): RoomKey;
  /** @returns null when this server did not make this key */
  read(key: string): RoomId | null;
}

const ID_BYTES = 16;
/** 128 bits: nobody guesses it. */
const SIGNATURE_BYTES = 16;

/**
 * A room's key is base64url of its id and of the beginning of an HMAC-SHA256 of that. As with
 * tickets it needs no storing: a copied database opens no room, and consoles can show a link again.
 */
export function createRoomKeys(secret: string): RoomKeys {
  const sign = (id: Buffer) =>
    createHmac('sha256', secret).update('room').update(id).digest().subarray(0, SIGNATURE_BYTES);
  return {
    of(room) {
      const id = Buffer.from(room.replaceAll('-', ''), 'hex');
      return Buffer.concat([id, sign(id)]).toString('base64url') as RoomKey;
    },
    read(key) {
      const bytes = Buffer.from(key, 'base64url');
      const isWhole =
        bytes.length === ID_BYTES + SIGNATURE_BYTES && bytes.toString('base64url') === key;
      if (!isWhole) return null;
      const id = bytes.subarray(0, ID_BYTES);
      return timingSafeEqual(sign(id), bytes.subarray(ID_BYTES)) ? uuidIn(id) : null;
    },
  };
}

/** What is kept of a browser's secret: it says whose a place is, and opens none. */
export function holderOf(place: PlaceSecret): string {
  return createHash('sha256').update(place).digest('base64url');
}

function uuidIn(bytes: Buffer): RoomId {
  const hex = bytes.toString('hex');
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ];
  return groups.join('-') as RoomId;
}
