import type { RoomClosed } from '@peerdesk/protocol';
import type { RoomState } from '../rooms/room-state.ts';

/** The words around rooms. */
export interface RoomsTexts {
  readonly title: string;
  readonly make: string;
  readonly lead: string;
  readonly name: string;
  readonly nameHint: string;
  readonly options: string;
  readonly opens: string;
  readonly opensHint: string;
  readonly closes: string;
  readonly closesHint: string;
  readonly notATime: string;
  readonly closesEarly: string;
  readonly once: string;
  readonly onceHint: string;
  readonly knock: string;
  readonly knockHint: string;
  readonly link: string;
  readonly linkHint: string;
  readonly copy: string;
  readonly list: string;
  readonly untitled: string;
  readonly state: Record<RoomState, string>;
  readonly madeBy: (consultant: string, when: string) => string;
  readonly opensAt: (when: string) => string;
  readonly closesAt: (when: string) => string;
  readonly onceShort: string;
  readonly knockShort: string;
  readonly open: string;
  readonly showLink: string;
  readonly rename: string;
  readonly newTitle: string;
  readonly save: string;
  readonly revoke: string;
  readonly revokeSure: string;
  readonly revokeNow: string;
  readonly keep: string;
  /** Entering one in the console. */
  readonly enter: string;
  readonly doorHint: string;
  readonly alone: Record<'entering' | 'waiting' | 'knocking', string>;
  readonly gone: (name: string) => string;
  readonly asked: (name: string) => string;
  readonly letIn: string;
  readonly turnAway: string;
  readonly leave: string;
  readonly videoOf: (name: string) => string;
  readonly outside: Record<'left' | 'moved' | 'declined' | RoomClosed, string>;
  readonly toRooms: string;
  readonly toRoom: string;
  readonly inRoom: (title: string) => string;
  readonly emptyTitle: string;
  readonly emptyLead: string;
}
