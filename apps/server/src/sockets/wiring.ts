import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type {
  ConsultantId,
  ConsultationId,
  IceSettings,
  Party,
  PathTrouble,
  RoomId,
} from '@peerdesk/protocol';
import type { Logger } from 'pino';
import type { Callees } from '../storage/callees.ts';
import type { Consultations } from '../storage/consultations.ts';
import type { Recordings } from '../storage/recordings.ts';
import type { Availability } from './availability.ts';
import type { Changes } from './changes.ts';
import type { ConsultantsInRooms } from './consultants-in-rooms.ts';
import type { Desks } from './desks.ts';
import type { Limits } from './limits.ts';
import type { Presence } from './presence.ts';
import type { Publisher } from './publish.ts';
import type { QueueNews } from './queue-news.ts';
import type { RecordingCommands } from './recording-commands.ts';
import type { createRelay } from './relay.ts';
import type { SignIn } from './sign-in.ts';
import type { Tickets } from './tickets.ts';
import type { Turns } from './turns.ts';

/** What the sockets work with; made once, in `sockets.ts`. */
export interface Wiring {
  readonly clock: () => number;
  readonly log: Logger;
  readonly limits: Limits;
  readonly tickets: Tickets;
  readonly callees: Callees;
  readonly consultations: Consultations;
  readonly recordings: Recordings;
  readonly presence: Presence;
  readonly changes: Changes;
  readonly publisher: Publisher;
  readonly desks: Desks;
  readonly inRooms: Pick<ConsultantsInRooms, 'isInside'>;
  readonly queueNews: QueueNews;
  readonly availability: Availability;
  readonly relay: ReturnType<typeof createRelay>;
  readonly recordingCommands: RecordingCommands<ConsultationId>;
  readonly iceSettings: (consultation: ConsultationId, party: Party) => IceSettings;
  /** Notes for the operator that a browser found no path to the other's, and in which meeting. */
  readonly noPath: (
    meeting:
      | { readonly consultation: ConsultationId; readonly party: Party }
      | { readonly room: RoomId },
    trouble: PathTrouble,
  ) => void;
  /** One connection's commands, in their order. */
  readonly commandTurns: Turns<object>;
  /** One consultant's accepts, in whichever windows. */
  readonly consultantTurns: Turns<ConsultantId>;
  /** Takes one of an address's handshakes; false when there is none left for now. */
  readonly takeHandshake: (address: string) => boolean;
  readonly takeJoin: (address: string) => boolean;
  readonly identify: (headers: IncomingHttpHeaders) => Promise<SignIn | null>;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly isOwnOrigin: (origin: string | undefined, host: string | undefined) => boolean;
  /** The server is going away: connections that close now have not left. */
  readonly isStopping: () => boolean;
}
