import type { IncomingMessage } from 'node:http';
import type { IceSettings, MadeRoom, RoomId, RoomStatus } from '@peerdesk/protocol';
import { schemas } from '@peerdesk/protocol/schemas';
import { Router } from 'express';
import { occupantsOf, opennessOf, type Room } from '../room/room.ts';
import type { RoomKeys } from '../sockets/room-keys.ts';
import type { Callees } from '../storage/callees.ts';
import type { Rooms } from '../storage/rooms.ts';
import { iceAnswer, roomAnswer, roomStatusAnswer, roomsAnswer } from './answers.ts';
import { ownCallee } from './callee-access.ts';
import { describeRoute } from './describe-route.ts';
import { TESTS_PER_ADDRESS } from './ice-routes.ts';
import { Problem } from './problem.ts';
import { limitRate } from './rate-limit.ts';
import { bodyOf, type Identify } from './request.ts';

export interface RoomParts {
  readonly callees: Callees;
  readonly rooms: Rooms;
  readonly keys: RoomKeys;
  readonly identify: Identify;
  readonly publicUrl: () => string;
  readonly revoke: (room: RoomId) => Promise<void>;
  readonly clock: () => number;
  readonly addressOf: (request: IncomingMessage) => string;
  /** For one test call to oneself; who is it for shows up in the relay's log. */
  readonly iceOfTest: (tester: string) => IceSettings;
}

const ROOMS = '/callees/:slug/rooms';

/** What whoever has a room's link may know, and what the callee's consultants do with rooms. */
export function createRoomRoutes(parts: RoomParts): Router {
  const { callees, rooms, keys, identify, clock, addressOf } = parts;
  const router = Router();
  const limit = limitRate({ burst: 60, perMinute: 120 }, clock, addressOf);

  const made = (room: Room, madeBy: string): MadeRoom => ({
    ...termsOf(room),
    id: room.id,
    url: `${parts.publicUrl()}/r/${keys.of(room.id)}`,
    openness: opennessOf(room, clock()),
    inside: occupantsOf(room).length as MadeRoom['inside'],
    createdAt: room.createdAt,
    madeBy,
  });

  /** @throws {Problem} `unknown_room` */
  async function roomAt(key: string): Promise<Room> {
    const id = keys.read(key);
    const room = id && (await rooms.byId(id));
    if (!room) throw unknownRoom();
    return room;
  }

  router.use('/rooms/:key', limit);
  describeRoute(router, 'GET /rooms/:key', {
    summary: 'What whoever has the link may know of a room',
    who: 'anyone',
    answer: { status: 200, schema: roomStatusAnswer },
    problems: ['unknown_room', 'rate_limited'],
  });
  router.get('/rooms/:key', async (request, response) => {
    const room = await roomAt(request.params.key);
    const callee = await callees.byId(room.calleeId);
    if (!callee) throw unknownRoom();
    const signIn = await identify(request.headers);
    response.json({
      ...termsOf(room),
      openness: opennessOf(room, clock()),
      calleeName: callee.name,
      yourName: signIn?.consultant.name ?? null,
    } satisfies RoomStatus);
  });

  describeRoute(router, 'GET /rooms/:key/ice', {
    summary: 'STUN and TURN servers for a test call to oneself, with credentials for two minutes',
    who: 'anyone',
    answer: { status: 200, schema: iceAnswer },
    problems: ['unknown_room', 'room_shut', 'rate_limited'],
  });
  router.use('/rooms/:key/ice', limitRate(TESTS_PER_ADDRESS, clock, addressOf));
  router.get('/rooms/:key/ice', async (request, response) => {
    const room = await roomAt(request.params.key);
    if (opennessOf(room, clock()) !== 'open') {
      throw new Problem('room_shut', 'Try it when the room is open.');
    }
    response.json(parts.iceOfTest(room.id));
  });

  describeRoute(router, `GET ${ROOMS}`, {
    summary: 'The rooms of a callee, newest first, at most 200',
    who: 'consultant',
    answer: { status: 200, schema: roomsAnswer },
    problems: ['unknown_callee'],
  });
  router.get(ROOMS, async (request, response) => {
    const { callee } = await ownCallee(request, callees, identify);
    const listed = await rooms.list(callee.id);
    response.json({ rooms: listed.map(({ room, madeBy }) => made(room, madeBy)) });
  });

  describeRoute(router, `POST ${ROOMS}`, {
    summary: 'Makes a room for two',
    who: 'consultant',
    body: schemas.makeRoom,
    answer: { status: 201, schema: roomAnswer },
    problems: ['unknown_callee'],
  });
  router.post(ROOMS, async (request, response) => {
    const { callee, consultant } = await ownCallee(request, callees, identify);
    const terms = bodyOf(request, schemas.makeRoom);
    const owners = { calleeId: callee.id, madeBy: consultant.id };
    const room = await rooms.make({ ...terms, ...owners }, clock());
    response.status(201).json(made(room, consultant.name));
  });

  describeRoute(router, `PATCH ${ROOMS}/:id`, {
    summary: 'Renames a room, or revokes it for ever',
    who: 'consultant',
    body: schemas.changeRoom,
    answer: { status: 200, schema: roomAnswer },
    problems: ['unknown_callee', 'unknown_room'],
  });
  router.patch(`${ROOMS}/:id`, async (request, response) => {
    const { callee } = await ownCallee(request, callees, identify);
    const { title, revoked } = bodyOf(request, schemas.changeRoom);
    const listed = await rooms.listed(callee.id, request.params.id);
    if (!listed) throw unknownRoom();
    const { room, madeBy } = listed;
    if (title !== undefined) await rooms.rename(room.id, title);
    if (revoked) await parts.revoke(room.id);
    response.json(made((await rooms.byId(room.id)) ?? room, madeBy));
  });

  return router;
}

function termsOf({ title, opensAt, closesAt, once, knock }: Room) {
  return { title, opensAt, closesAt, once, knock };
}

function unknownRoom(): Problem {
  return new Problem('unknown_room', 'Check the link, or ask whoever sent it.');
}
