import type {
  CalleeCommands,
  ConsultantView,
  ConsultationId,
  OpenDeskAnswer,
  StartAnswer,
} from '@peerdesk/protocol';
import { schemas } from '@peerdesk/protocol/schemas';
import type { z } from 'zod';
import { type Consultation, type Held, isHeld } from '../consultation/consultation.ts';
import { Refusal } from '../consultation/refusal.ts';
import type { Callee } from '../storage/callees.ts';
import { answerCommands, type CommandTable, command, parse } from './answer.ts';
import { endReasonOf } from './caller-socket.ts';
import type { Happen } from './changes.ts';
import {
  type CalleeNamespace,
  type CalleeSocket,
  type ConsultantStanding,
  consultantOf,
  deskRoom,
} from './connections.ts';
import { admit, requireVersion } from './handshake.ts';
import type { Wiring } from './wiring.ts';

type OpenDeskRequest = z.output<typeof schemas.openDesk>;
type StartRequest = z.output<typeof schemas.startConsulting>;

/** The namespace of the consoles. */
export function serveConsoles(namespace: CalleeNamespace, wiring: Wiring): void {
  namespace.use(admit((socket) => readCalleeHandshake(socket, wiring), wiring.log));
  namespace.on('connection', (socket) => serveConsole(socket, wiring));
}

/** @throws {Refusal} `origin_refused`, `invalid_payload`, `protocol_version`, `not_signed_in` */
async function readCalleeHandshake(
  { handshake }: CalleeSocket,
  { identify, isOwnOrigin }: Wiring,
): Promise<ConsultantStanding> {
  // The browser sends the cookie whichever page asks for the connection.
  if (!isOwnOrigin(handshake.headers.origin, handshake.headers.host)) {
    throw new Refusal('origin_refused');
  }
  requireVersion(parse(schemas.calleeHandshake, handshake.auth).protocolVersion);
  const signIn = await identify(handshake.headers);
  if (signIn === null) throw new Refusal('not_signed_in');
  return {
    consultant: signIn.consultant,
    signInId: signIn.signInId,
    signInExpiresAt: signIn.expiresAt,
    page: null,
    calleeId: null,
    consultation: null,
  };
}

function serveConsole(socket: CalleeSocket, wiring: Wiring): void {
  const { presence, availability, commandTurns, limits, log } = wiring;
  const consultant = consultantOf(socket);
  const isFirst = presence.windowsOf(consultant).size === 0;
  presence.openWindow(socket);
  const noted = (work: Promise<unknown>) =>
    work.catch((error: unknown) => log.error({ err: error }, 'a console was not noted'));
  if (isFirst) void noted(availability.arrived(consultant));

  answerCommands(socket, consoleCommands(socket, wiring), {
    signal: (raw) => wiring.relay.fromConsultant(socket, raw),
    turns: commandTurns,
    limits,
    log,
  });

  socket.on('disconnect', () => {
    const wasLast = presence.closeWindow(socket);
    void commandTurns.take(socket, async () => {
      const id = presence.release(socket);
      if (wiring.isStopping()) return;
      if (id !== null) await noted(letGo(id, wiring));
      if (wasLast) await noted(availability.left(consultant));
    });
  });
}

/** No window has the call any more, unless another one has taken it meanwhile. */
function letGo(id: ConsultationId, { changes, presence }: Wiring): Promise<void> {
  return changes.turn(id, async (happen) => {
    if (presence.seat(id)?.holder) return;
    await happen({ type: 'dropped', party: 'consultant' });
  });
}

function consoleCommands(socket: CalleeSocket, wiring: Wiring): CommandTable<CalleeCommands> {
  const {
    callees,
    consultations,
    presence,
    changes,
    availability,
    consultantTurns,
    recordingCommands,
  } = wiring;
  const { consultant } = socket.data;

  /** @throws {Refusal} `unknown_callee`, `forbidden` */
  async function deskOf(slug: string): Promise<Callee> {
    const callee = await callees.bySlug(slug);
    if (callee === null) throw new Refusal('unknown_callee');
    if (!(await callees.answersFor(consultant.id, callee.id))) throw new Refusal('forbidden');
    return callee;
  }

  /**
   * The consultation that a command is about: the named one, or the one at hand, or the last one.
   *
   * @throws {Refusal} `not_in_call`; `forbidden` for one that is no business of this consultant
   */
  async function own(named: ConsultationId | undefined): Promise<ConsultationId> {
    if (named === undefined) {
      const id = (await consultations.atHandOf(consultant.id))?.id ?? socket.data.consultation;
      if (id === null) throw new Refusal('not_in_call');
      return own(id);
    }
    const consultation = await consultations.byId(named);
    if (consultation === null || !(await callees.answersFor(consultant.id, consultation.calleeId)))
      throw new Refusal('forbidden');
    if (consultantIn(consultation) !== consultant.id) throw new Refusal('not_in_call');
    return named;
  }

  /** As {@link own}, and this window has the call. */
  async function ownHere(named: ConsultationId | undefined): Promise<ConsultationId> {
    const id = await own(named);
    if (presence.seat(id)?.holder !== socket) throw new Refusal('not_in_call');
    return id;
  }

  return {
    openDesk: command(schemas.openDesk, async (request) =>
      openDesk(socket, await deskOf(request.callee), request, wiring),
    ),

    setAvailable: command(schemas.setAvailable, async ({ available }) => {
      await consultantTurns.take(consultant.id, () =>
        availability.set(consultant.id, available, socket),
      );
      return {};
    }),

    startConsulting: command(schemas.startConsulting, async (request, passOn) => {
      const callee = await deskOf(request.callee);
      return consultantTurns.take(consultant.id, async () => {
        const started = await startConsulting(socket, callee, request, wiring);
        // The caller knows: an answer made beforehand has waited for nothing else.
        passOn();
        return answerStart(socket, started, wiring);
      });
    }),

    takeOver: command(schemas.consultation, async ({ consultation }) =>
      takeOver(socket, await own(consultation), wiring),
    ),

    decline: command(schemas.decline, async ({ consultation: id, message }) => {
      const consultation = await consultations.byId(id);
      if (
        consultation === null ||
        !(await callees.answersFor(consultant.id, consultation.calleeId))
      ) {
        throw new Refusal('forbidden');
      }
      await changes.change(id, { type: 'declined', message });
      return {};
    }),

    connected: command(schemas.generation, async ({ consultation, generation }) => {
      const id = await ownHere(consultation);
      await changes.change(id, { type: 'connected', party: 'consultant', generation });
      return {};
    }),

    renew: command(schemas.renew, async ({ consultation, generation, trouble }) => {
      const id = await ownHere(consultation);
      await changes.change(id, { type: 'renewed', generation });
      if (trouble) wiring.noPath({ consultation: id, party: 'consultant' }, trouble);
      return {};
    }),

    requestRecording: command(schemas.requestRecording, async ({ consultation, media }) =>
      recordingCommands.request(await own(consultation), consultant.id, media),
    ),

    pauseRecording: command(schemas.consultation, async ({ consultation }) =>
      recordingCommands.change(await own(consultation), 'paused'),
    ),

    resumeRecording: command(schemas.consultation, async ({ consultation }) =>
      recordingCommands.change(await own(consultation), 'resumed'),
    ),

    stopRecording: command(schemas.consultation, async ({ consultation }) =>
      recordingCommands.stop(await own(consultation), 'consultant'),
    ),

    hangUp: command(schemas.consultation, async ({ consultation }) => {
      const id = await own(consultation);
      const after = await changes.change(id, { type: 'hung-up', party: 'consultant' });
      return { reason: endReasonOf(after) };
    }),
  };
}

function consultantIn(consultation: Consultation): string | null {
  if (consultation.phase === 'waiting') return null;
  return consultation.consultant?.id ?? null;
}

/** One window shows one desk: the one opened last. */
async function openDesk(
  socket: CalleeSocket,
  callee: Callee,
  { holding, page }: OpenDeskRequest,
  wiring: Wiring,
): Promise<OpenDeskAnswer> {
  const { consultations, desks, availability } = wiring;
  const { consultant, calleeId } = socket.data;
  if (calleeId !== null && calleeId !== callee.id) await socket.leave(deskRoom(calleeId));
  await socket.join(deskRoom(callee.id));
  socket.data.calleeId = callee.id;
  socket.data.page = page ?? null;

  const available = await availability.of(consultant.id, callee.id);
  const desk = await desks.viewOf(callee);
  const atHand = await consultations.atHandOf(consultant.id);
  const consultation =
    atHand === null
      ? await lastView(socket, holding, wiring)
      : await atHandView(socket, atHand.id, holding, wiring);
  // What has changed while this was put together.
  setImmediate(() => desks.request(callee.id));
  return { desk, available, consultation };
}

/** How the call ended that this window thinks it has: it was out of reach then. */
async function lastView(
  socket: CalleeSocket,
  holding: OpenDeskRequest['holding'],
  { consultations, publisher }: Wiring,
): Promise<ConsultantView | null> {
  const held = holding ? await consultations.byId(holding.consultation) : null;
  if (held?.phase !== 'ended' || held.consultant?.id !== consultantOf(socket)) return null;
  return publisher.endedViewOf(held);
}

/**
 * The consultation at hand, for a window that has just opened; given to it if it says that it
 * has the call still. Only the page that had it last knows the present generation: another
 * window gets it by `takeOver`, which makes a new one. So does that page itself, if the call was
 * renewed, or the answer to accepting lost, on its connection before, be that noticed or not.
 */
async function atHandView(
  socket: CalleeSocket,
  id: ConsultationId,
  holding: OpenDeskRequest['holding'],
  { changes, consultations, presence, publisher }: Wiring,
): Promise<ConsultantView | null> {
  return changes.turn(id, async (happen) => {
    const found = await consultations.byId(id);
    if (found === null || !isHeld(found) || found.consultant.id !== consultantOf(socket)) {
      return null;
    }
    if (holding?.consultation === id && holding.generation === found.generation) {
      const present = await happen({ type: 'returned', party: 'consultant' }, socket);
      return isHeld(present) ? publisher.heldViewOf(present, socket) : null;
    }
    const { page } = socket.data;
    const hadIt = page !== null && presence.seat(id)?.page === page;
    const wantsIt = holding?.consultation === id || found.phase === 'connecting';
    return publisher.heldViewOf(
      hadIt && wantsIt ? await bringHere(found, socket, happen) : found,
      socket,
    );
  });
}

/** @throws {Refusal} `already_consulting`, `queue_empty`, `already_taken`, `caller_away`, `forbidden` */
async function startConsulting(
  socket: CalleeSocket,
  callee: Callee,
  { consultation: named }: StartRequest,
  wiring: Wiring,
): Promise<Consultation> {
  const { consultations, presence, inRooms } = wiring;
  const atHand = await consultations.atHandOf(consultantOf(socket));
  if (atHand !== null) {
    const isRepeated =
      atHand.phase === 'connecting' &&
      atHand.calleeId === callee.id &&
      (named === undefined || named === atHand.id) &&
      presence.seat(atHand.id)?.holder === socket;
    if (!isRepeated) throw new Refusal('already_consulting');
    return atHand;
  }
  // One voice cannot be in two calls.
  if (inRooms.isInside(consultantOf(socket))) throw new Refusal('already_consulting');
  if (named !== undefined) {
    const wanted = await consultations.byId(named);
    if (wanted?.calleeId !== callee.id) throw new Refusal('forbidden');
    return accept(socket, named, wiring);
  }
  return acceptNext(socket, callee, wiring);
}

/** Tries the next one until it is the only one who got it. */
async function acceptNext(
  socket: CalleeSocket,
  callee: Callee,
  wiring: Wiring,
): Promise<Consultation> {
  const next = await wiring.consultations.next(callee.id);
  if (next === null) {
    const waiting = await wiring.consultations.waitingCount(callee.id);
    throw new Refusal(waiting === 0 ? 'queue_empty' : 'caller_away');
  }
  try {
    return await accept(socket, next, wiring);
  } catch (error) {
    const isTooLate =
      error instanceof Refusal && (error.code === 'already_taken' || error.code === 'caller_away');
    if (!isTooLate) throw error;
    return acceptNext(socket, callee, wiring);
  }
}

function accept(
  socket: CalleeSocket,
  id: ConsultationId,
  { changes }: Wiring,
): Promise<Consultation> {
  const { consultant } = socket.data;
  return changes.turn(id, (happen) => happen({ type: 'accepted', consultant }, socket));
}

async function answerStart(
  socket: CalleeSocket,
  consultation: Consultation,
  { publisher }: Wiring,
): Promise<StartAnswer> {
  if (!isHeld(consultation)) throw new Refusal('already_taken');
  const prepared = consultation.phase === 'connecting' ? consultation.prepared : null;
  return { consultation: await publisher.heldViewOf(consultation, socket), prepared };
}

/** @throws {Refusal} `not_in_call` */
async function bringHere(found: Held, socket: CalleeSocket, happen: Happen): Promise<Held> {
  const { generation } = found;
  await happen({ type: 'renewed', generation }, socket);
  const here = await happen({ type: 'returned', party: 'consultant' }, socket);
  if (!isHeld(here)) throw new Refusal('not_in_call');
  return here;
}

/** A new generation, so that the other window's peer is of no meaning any more. */
function takeOver(
  socket: CalleeSocket,
  id: ConsultationId,
  { changes, consultations, presence, publisher }: Wiring,
): Promise<{ consultation: ConsultantView }> {
  return changes.turn(id, async (happen) => {
    const found = await consultations.byId(id);
    if (found === null || !isHeld(found)) throw new Refusal('not_in_call');
    if (presence.seat(id)?.holder === socket) {
      return { consultation: await publisher.heldViewOf(found, socket) };
    }
    const here = await bringHere(found, socket, happen);
    return { consultation: await publisher.heldViewOf(here, socket) };
  });
}
