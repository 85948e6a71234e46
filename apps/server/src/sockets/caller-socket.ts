import type {
  CallerCommands,
  ConsultationId,
  EndReason,
  JoinAnswer,
  Ticket,
} from '@peerdesk/protocol';
import { schemas } from '@peerdesk/protocol/schemas';
import type { z } from 'zod';
import { type CallBack, callBackOf } from '../consultation/call-back.ts';
import type { Consultation, Ended, Waiting } from '../consultation/consultation.ts';
import { standingConsent } from '../consultation/recording.ts';
import { Refusal } from '../consultation/refusal.ts';
import { newConsultationId } from '../storage/consultations.ts';
import { isUniqueViolation } from '../storage/database.ts';
import { answerCommands, type CommandTable, command } from './answer.ts';
import { readCallerHandshake } from './caller-handshake.ts';
import type { CallerNamespace, CallerSocket } from './connections.ts';
import { admit } from './handshake.ts';
import { noteSetup } from './setups.ts';
import { isShallow } from './shallow.ts';
import { endedView } from './views.ts';
import type { Wiring } from './wiring.ts';

type JoinRequest = z.output<typeof schemas.joinCaller>;

/** The namespace of the callers' pages. */
export function serveCallers(namespace: CallerNamespace, wiring: Wiring): void {
  namespace.use(admit((socket) => readCallerHandshake(socket, wiring), wiring.log));
  namespace.on('connection', (socket) => serveCaller(socket, wiring));
}

function serveCaller(socket: CallerSocket, wiring: Wiring): void {
  const { presence, changes, commandTurns, limits, log } = wiring;
  answerCommands(socket, callerCommands(socket, wiring), {
    signal: (raw) => wiring.relay.fromCaller(socket, raw),
    turns: commandTurns,
    limits,
    log,
  });

  const notJoined = setTimeout(() => {
    if (socket.data.consultation === null) socket.disconnect(true);
  }, limits.joinWithinMs);
  notJoined.unref();

  socket.on('disconnect', () => {
    clearTimeout(notJoined);
    // Behind a join that is still under way, so that its place is marked as left, not forgotten.
    void commandTurns.take(socket, async () => {
      const id = presence.unseatCaller(socket);
      if (id === null || wiring.isStopping()) return;
      await changes
        .turn(id, async (happen) => {
          // Another connection may have come back with the ticket meanwhile.
          if (presence.seat(id)?.caller) return;
          await happen({ type: 'dropped', party: 'caller' });
        })
        .catch((error: unknown) => log.error({ err: error, consultation: id }, 'drop not noted'));
    });
  });
}

function callerCommands(socket: CallerSocket, wiring: Wiring): CommandTable<CallerCommands> {
  const { changes, recordingCommands } = wiring;

  /** @throws {Refusal} `not_joined`; `forbidden` for somebody else's */
  function own(named: ConsultationId | undefined): ConsultationId {
    const { consultation } = socket.data;
    if (consultation === null) throw new Refusal('not_joined');
    if (named !== undefined && named !== consultation) throw new Refusal('forbidden');
    return consultation;
  }

  return {
    joinCaller: command(schemas.joinCaller, (request) => join(socket, request, wiring)),

    prepareOffer: command(schemas.prepareOffer, async (offer) => {
      const id = own(undefined);
      if (!isShallow(offer.signals)) throw new Refusal('invalid_payload', 'signals: too deep');
      await changes.change(id, { type: 'prepared', offer });
      return { ice: wiring.iceSettings(id, 'caller') };
    }),

    describeSetup: command(schemas.describeSetup, (setup) => {
      noteSetup(socket, own(undefined), setup, wiring);
      return Promise.resolve({});
    }),

    connected: command(schemas.generation, async ({ consultation, generation }) => {
      await changes.change(own(consultation), { type: 'connected', party: 'caller', generation });
      return {};
    }),

    renew: command(schemas.renew, async ({ consultation, generation, trouble }) => {
      const id = own(consultation);
      await changes.change(id, { type: 'renewed', generation });
      if (trouble) wiring.noPath({ consultation: id, party: 'caller' }, trouble);
      return {};
    }),

    answerRecording: command(schemas.answerRecording, async (answer) =>
      recordingCommands.answer(own(undefined), answer),
    ),

    stopRecording: command(schemas.consultation, async ({ consultation }) =>
      recordingCommands.stop(own(consultation), 'caller'),
    ),

    hangUp: command(schemas.consultation, async ({ consultation }) => {
      const id = own(consultation);
      const after = await changes.change(id, { type: 'hung-up', party: 'caller' });
      return { reason: endReasonOf(after) };
    }),
  };
}

/** Which place it is: the ticket's, the connection's own, this attempt's, a lost call's, or a new one. */
async function join(
  socket: CallerSocket,
  request: JoinRequest,
  wiring: Wiring,
): Promise<JoinAnswer> {
  const { consultations } = wiring;
  const { callee, ticket, consultation: own } = socket.data;

  // Who calls back knows that the ticket's own consultation has ended.
  const presented = request.ticket ?? (request.lost === undefined ? ticket : null);
  if (presented !== null) return resume(socket, await placeOf(presented, socket, wiring), wiring);

  if (own !== null) {
    const place = await consultations.byId(own);
    if (place !== null && place.phase !== 'ended') return resume(socket, place, wiring);
  }
  const { attempt = null } = request;
  if (attempt !== null) {
    const place = await consultations.byAttempt(callee.id, attempt);
    if (place !== null) {
      // The server may have been killed between the place and what was said to recording.
      await noteConsent(place, request, wiring);
      return resume(socket, place, wiring);
    }
  }
  const callBack = await callBackFor(socket, request.lost, wiring);
  if (callBack.to === 'place') return resume(socket, callBack.place, wiring);
  const lost = callBack.to === 'former-place' ? callBack.lost : null;
  const name = request.name || lost?.name;
  if (!name) throw new Refusal('invalid_payload', 'name: is needed to join');
  return joinAnew(socket, { ...request, name, attempt }, lost, wiring);
}

/** A ticket that is no good is as none: the caller joins like everybody else. */
async function callBackFor(
  { data }: CallerSocket,
  ticket: Ticket | undefined,
  { tickets, consultations, clock }: Wiring,
): Promise<CallBack> {
  const id = ticket === undefined ? null : tickets.read(ticket);
  const lost = id && (await consultations.byId(id));
  if (lost?.calleeId !== data.callee.id) return { to: 'end-of-queue' };
  return callBackOf(lost, await consultations.calledBackFrom(lost.id), clock());
}

/** @throws {Refusal} `invalid_ticket` */
async function placeOf(
  ticket: Ticket,
  { data }: CallerSocket,
  { tickets, consultations }: Wiring,
): Promise<Consultation> {
  const id = tickets.read(ticket);
  const place = id === null ? null : await consultations.byId(id);
  if (place?.calleeId !== data.callee.id) throw new Refusal('invalid_ticket');
  return place;
}

/** Moves the caller's connection to this one; the place stays as it is. */
async function resume(
  socket: CallerSocket,
  { id }: Consultation,
  wiring: Wiring,
): Promise<JoinAnswer> {
  const { changes, consultations, desks, presence } = wiring;
  await leaveOther(socket, id, wiring);
  return changes.turn(id, async (happen) => {
    const place = await consultations.byId(id);
    if (place === null) throw new Refusal('invalid_ticket');
    if (place.phase === 'ended') {
      throw new Refusal('consultation_ended', undefined, endedView(place, wiring.clock()));
    }
    const isNew = presence.seat(id)?.caller !== socket;
    const older = presence.seatCaller(place, socket);
    // What the desk has been told of the page before is not true of this one.
    if (older !== null) desks.request(place.calleeId);
    older?.emit('moved');
    older?.disconnect(true);
    const present = isNew ? await happen({ type: 'returned', party: 'caller' }) : place;
    return answerJoin(socket, present, wiring);
  });
}

/**
 * @param lost the call whose place this one takes over, and what was said on joining it; it was
 *   among those who may wait before
 * @throws {Refusal} `rate_limited`, `queue_full`
 */
async function joinAnew(
  socket: CallerSocket,
  request: Omit<JoinRequest, 'attempt'> & { name: string; attempt: string | null },
  lost: Ended | null,
  wiring: Wiring,
): Promise<JoinAnswer> {
  const { changes, consultations, presence, desks, queueNews, clock, log } = wiring;
  const { callee, address } = socket.data;
  if (!wiring.takeJoin(address)) throw new Refusal('rate_limited');
  if (lost === null && (await queueNews.isFull(callee.id))) throw new Refusal('queue_full');
  const joinedAt = clock();
  const place: Waiting = {
    phase: 'waiting',
    id: newConsultationId(),
    calleeId: callee.id,
    version: 1,
    name: request.name,
    reason: request.reason || (lost?.reason ?? ''),
    media: request.media,
    locale: request.locale,
    attempt: request.attempt,
    joinedAt,
    placedAt: lost?.placedAt ?? joinedAt,
    calledBackFrom: lost?.id ?? null,
    generation: 0,
    failedAttempts: 0,
    callerAwaySince: null,
    prepared: null,
  };
  try {
    return await changes.turn(place.id, async () => {
      await consultations.insert(place);
      await noteConsent(place, request, wiring);
      presence.seatCaller(place, socket);
      log.info({ consultation: place.id, event: 'joined', phase: place.phase }, 'consultation');
      desks.request(callee.id);
      queueNews.request(callee.id);
      return answerJoin(socket, place, wiring);
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // Another connection was faster with the same attempt, or has called back from the same call.
    const { attempt } = request;
    const first =
      (attempt && (await consultations.byAttempt(callee.id, attempt))) ||
      (lost && (await consultations.calledBackFrom(lost.id)));
    if (!first) throw error;
    return resume(socket, first, wiring);
  }
}

/** Who calls back has said it for this visit: it is carried over, unless it was taken back since. */
async function noteConsent(
  { id, calledBackFrom }: Pick<Consultation, 'id' | 'calledBackFrom'>,
  { recordingConsent }: Pick<JoinRequest, 'recordingConsent'>,
  { recordings, clock }: Wiring,
): Promise<void> {
  if (recordingConsent) {
    await recordings.noteJoiningConsent(id, { ...recordingConsent, at: clock() });
  } else if (calledBackFrom !== null) {
    const said = standingConsent(
      await recordings.joiningConsentOf(calledBackFrom),
      await recordings.of(calledBackFrom),
    );
    if (said) await recordings.noteJoiningConsent(id, said);
  }
}

async function answerJoin(
  socket: CallerSocket,
  place: Consultation,
  { presence, publisher, tickets }: Wiring,
): Promise<JoinAnswer> {
  const { view, told } = await publisher.callerViewOf(place);
  // The queue's news must not overtake this answer.
  setImmediate(() => {
    if (presence.seat(place.id)?.caller === socket) publisher.isTold(place, told);
  });
  return { ticket: tickets.of(place.id), consultation: view };
}

/** A connection that takes up another place leaves its former one as if it had dropped. */
async function leaveOther(
  socket: CallerSocket,
  joining: ConsultationId,
  { presence, changes }: Wiring,
): Promise<void> {
  if (socket.data.consultation === joining) return;
  const left = presence.unseatCaller(socket);
  if (left !== null) await changes.change(left, { type: 'dropped', party: 'caller' });
}

/** @throws {Error} when it has not ended: a bug */
export function endReasonOf(consultation: Consultation): EndReason {
  if (consultation.phase !== 'ended') throw new Error(`${consultation.id} has not ended`);
  return consultation.endReason;
}
