import type { CallerSetup, ConsultantId, ConsultationId, Phase } from '@peerdesk/protocol';
import { type Consultation, isHeld } from '../consultation/consultation.ts';
import type { Told } from '../consultation/queue.ts';
import { type CalleeSocket, type CallerSocket, consultantOf } from './connections.ts';

/**
 * Which connections are the two parties of a consultation, and what of its row the relay needs to
 * know, so that a signal never waits for the database.
 */
export interface Seat {
  readonly id: ConsultationId;
  readonly calleeId: string;
  phase: Phase;
  generation: number;
  consultant: ConsultantId | null;
  caller: CallerSocket | null;
  /** The consultant's window that has the call. */
  holder: CalleeSocket | null;
  /** Which page that is, or was when it lost its connection; null: it has not said. */
  page: string | null;
  /** As the caller's browser has described it on this connection. */
  setup: CallerSetup | null;
  /** Null while the caller has not been told anything on this connection. */
  told: Told | null;
}

export type Presence = ReturnType<typeof createPresence>;

/** Who is connected to this process. The rows say the same of everybody, as `…AwaySince`. */
export function createPresence() {
  const seats = new Map<ConsultationId, Seat>();
  const windows = new Map<ConsultantId, Set<CalleeSocket>>();

  function seatFor(consultation: Consultation): Seat {
    const { id, calleeId, phase, generation } = consultation;
    const known = seats.get(id);
    if (known !== undefined) return known;
    const consultant = isHeld(consultation) ? consultation.consultant.id : null;
    const seat = { id, calleeId, phase, generation, consultant };
    const made: Seat = { ...seat, caller: null, holder: null, page: null, setup: null, told: null };
    seats.set(id, made);
    return made;
  }

  function clear(seat: Seat): void {
    if (seat.caller === null && seat.holder === null) seats.delete(seat.id);
  }

  return {
    seat: (id: ConsultationId): Seat | undefined => seats.get(id),

    /** Makes this connection the caller's. @returns the older one, which it no longer is */
    seatCaller(consultation: Consultation, socket: CallerSocket): CallerSocket | null {
      const seat = seatFor(consultation);
      const older = seat.caller === socket ? null : seat.caller;
      seat.caller = socket;
      if (older !== null) seat.setup = null;
      seat.told = null;
      socket.data.consultation = consultation.id;
      return older;
    },

    /** This connection is no caller any more. @returns of which consultation it was until now */
    unseatCaller(socket: CallerSocket): ConsultationId | null {
      const id = socket.data.consultation;
      const seat = id === null ? undefined : seats.get(id);
      if (seat?.caller !== socket) return null;
      seat.caller = null;
      seat.setup = null;
      clear(seat);
      return seat.id;
    },

    /** Gives the call to this window. @returns the older one, which no longer has it */
    hold(consultation: Consultation, socket: CalleeSocket): CalleeSocket | null {
      const seat = seatFor(consultation);
      const older = seat.holder === socket ? null : seat.holder;
      seat.holder = socket;
      seat.page = socket.data.page;
      socket.data.consultation = consultation.id;
      return older;
    },

    /** This window has no call any more. @returns the consultation it had until now */
    release(socket: CalleeSocket): ConsultationId | null {
      const id = socket.data.consultation;
      const seat = id === null ? undefined : seats.get(id);
      if (seat?.holder !== socket) return null;
      seat.holder = null;
      clear(seat);
      return seat.id;
    },

    /** What became of a consultation. */
    follow(consultation: Consultation): void {
      const seat = seats.get(consultation.id);
      if (seat === undefined) return;
      if (seat.phase !== consultation.phase) seat.told = null;
      seat.phase = consultation.phase;
      seat.generation = consultation.generation;
      seat.consultant = isHeld(consultation) ? consultation.consultant.id : null;
      if (!isHeld(consultation)) seat.holder = null;
      if (consultation.phase === 'ended') seat.caller = null;
      clear(seat);
    },

    openWindow(socket: CalleeSocket): void {
      const open = windows.get(consultantOf(socket)) ?? new Set();
      windows.set(consultantOf(socket), open.add(socket));
    },

    /** @returns whether it was the consultant's last one */
    closeWindow(socket: CalleeSocket): boolean {
      const open = windows.get(consultantOf(socket));
      open?.delete(socket);
      if (open === undefined || open.size > 0) return false;
      windows.delete(consultantOf(socket));
      return true;
    },

    windowsOf: (consultant: ConsultantId): ReadonlySet<CalleeSocket> =>
      windows.get(consultant) ?? NONE,
  };
}

const NONE: ReadonlySet<CalleeSocket> = new Set();
