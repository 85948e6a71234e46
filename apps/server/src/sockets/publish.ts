import type {
  CalleeSlug,
  CallerView,
  ConsultantId,
  ConsultantView,
  ConsultationId,
  IceSettings,
  Party,
  RecordingView,
} from '@peerdesk/protocol';
import { type Consultation, type Ended, type Held, isHeld } from '../consultation/consultation.ts';
import type { Told } from '../consultation/queue.ts';
import { recordingView } from '../consultation/recording.ts';
import type { Callees } from '../storage/callees.ts';
import type { Change } from '../storage/conditional.ts';
import type { Recordings } from '../storage/recordings.ts';
import type { CalleeSocket, CallerSocket } from './connections.ts';
import type { Desks } from './desks.ts';
import type { Presence } from './presence.ts';
import type { QueueNews } from './queue-news.ts';
import { callView, endedHelpView, endedView, heldView, waitingView } from './views.ts';

/** A caller's view, and what of the queue it tells; null when it is not in the queue. */
interface CallerNews {
  readonly view: CallerView;
  readonly told: Told | null;
}

export type Publisher = ReturnType<typeof createPublisher>;

/** Tells everybody concerned what has become of a consultation, each their own view of it. */
export function createPublisher({
  callees,
  recordings,
  presence,
  desks,
  queueNews,
  iceSettings,
  clock,
}: {
  readonly callees: Callees;
  readonly recordings: Recordings;
  readonly presence: Presence;
  readonly desks: Desks;
  readonly queueNews: QueueNews;
  readonly iceSettings: (consultation: ConsultationId, party: Party) => IceSettings;
  readonly clock: () => number;
}) {
  const slugs = new Map<string, CalleeSlug>();

  /** A slug is for ever. */
  async function slugOf(calleeId: string): Promise<CalleeSlug> {
    const known = slugs.get(calleeId);
    if (known !== undefined) return known;
    const callee = await callees.byId(calleeId);
    if (callee === null) throw new Error(`no callee ${calleeId}`);
    slugs.set(calleeId, callee.slug);
    return callee.slug;
  }

  const recordingOf = async ({ id }: Consultation): Promise<RecordingView> =>
    recordingView(await recordings.latestOf(id));

  async function callerViewOf(consultation: Consultation): Promise<CallerNews> {
    if (consultation.phase === 'ended') {
      return { view: endedView(consultation, clock()), told: null };
    }
    const ice = iceSettings(consultation.id, 'caller');
    if (isHeld(consultation)) {
      const recording = await recordingOf(consultation);
      return { view: callView(consultation, { recording, at: clock(), ice }), told: null };
    }
    const told = await queueNews.standingOf(consultation);
    return { view: waitingView(consultation, told, ice), told };
  }

  async function tellCaller(caller: CallerSocket, consultation: Consultation): Promise<void> {
    const { view, told } = await callerViewOf(consultation);
    caller.emit('consultationChanged', view);
    isTold(consultation, told);
  }

  /** From now on the queue's news go to this caller, beginning with what was missed while telling. */
  function isTold({ id, calleeId }: Consultation, told: Told | null): void {
    const seat = presence.seat(id);
    if (seat === undefined || told === null) return;
    seat.told = told;
    queueNews.request(calleeId);
  }

  async function heldViewOf(consultation: Held, window: CalleeSocket): Promise<ConsultantView> {
    const callee = await slugOf(consultation.calleeId);
    const recording = await recordingOf(consultation);
    const holder = presence.seat(consultation.id)?.holder ?? null;
    return heldView(consultation, {
      callee,
      held: holder === window ? 'here' : holder === null ? 'nowhere' : 'elsewhere',
      recording,
      at: clock(),
      ice: iceSettings(consultation.id, 'consultant'),
    });
  }

  const endedViewOf = async (consultation: Ended): Promise<ConsultantView> =>
    endedHelpView(consultation, await recordingOf(consultation));

  async function consultantViewOf(
    consultation: Consultation,
    window: CalleeSocket,
  ): Promise<ConsultantView> {
    switch (consultation.phase) {
      case 'waiting':
        return { phase: 'waiting', id: consultation.id, remoteName: consultation.name };
      case 'connecting':
      case 'active':
        return heldViewOf(consultation, window);
      case 'ended':
        return endedViewOf(consultation);
      default:
        return consultation satisfies never;
    }
  }

  async function tellConsultant(
    consultant: ConsultantId,
    consultation: Consultation,
    except: CalleeSocket | null,
  ): Promise<void> {
    for (const window of presence.windowsOf(consultant)) {
      if (window === except) continue;
      window.emit('consultationChanged', await consultantViewOf(consultation, window));
    }
  }

  return {
    callerViewOf,
    isTold,
    heldViewOf,
    endedViewOf,

    /** The recording has changed: both parties are told, all of the consultant's windows. */
    async tellRecording(consultation: Held): Promise<void> {
      const caller = presence.seat(consultation.id)?.caller;
      if (caller) await tellCaller(caller, consultation);
      await tellConsultant(consultation.consultant.id, consultation, null);
    },

    /** @param except the window that learns it from the answer to its command */
    async publish(
      { before, after }: Change<Consultation>,
      except: CalleeSocket | null,
    ): Promise<void> {
      const caller = presence.seat(after.id)?.caller;
      presence.follow(after);
      if (caller && callerSees(before) !== callerSees(after)) await tellCaller(caller, after);
      const consultant = isHeld(before)
        ? before.consultant.id
        : isHeld(after)
          ? after.consultant.id
          : null;
      if (consultant !== null && consultantSees(before) !== consultantSees(after)) {
        await tellConsultant(consultant, after, except);
      }
      if (deskSees(before) !== deskSees(after)) desks.request(after.calleeId);
      if (queueSees(before) !== queueSees(after)) queueNews.request(after.calleeId);
    },
  };
}

/** What of a consultation is in the view of each; when it is the same, there is nothing to tell. */
function callerSees(consultation: Consultation): string {
  return isHeld(consultation)
    ? `${consultation.phase} ${consultation.generation}`
    : consultation.phase;
}

function consultantSees(consultation: Consultation): string {
  if (!isHeld(consultation)) return consultation.phase;
  const present = consultation.callerAwaySince === null;
  const isSomewhere = consultation.consultantAwaySince === null;
  return `${consultation.phase} ${consultation.generation} ${present} ${isSomewhere}`;
}

function deskSees(consultation: Consultation): string {
  if (consultation.phase !== 'waiting') return consultation.phase;
  return `${queueSees(consultation)} ${consultation.prepared?.generation}`;
}

function queueSees(consultation: Consultation): string {
  if (consultation.phase !== 'waiting') return 'not waiting';
  return consultation.callerAwaySince === null ? 'present' : 'away';
}
