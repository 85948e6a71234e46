import {
  type CalleeSlug,
  type CalleeStatus,
  type ConsultantId,
  type ConsultationId,
  type ConsultationRecord,
  type Feedback,
  type HistoryPage,
  type IceSettings,
  type LeftMessage,
  type LeftMessages,
  type MadeRoom,
  type Notes,
  type OutcomeTag,
  type PastConsultation,
  type RoomId,
  type RoomStatus,
  TIMELINE_EVENTS,
  type TimelineEntry,
} from '@peerdesk/protocol';
import { afterCallSchemas } from '@peerdesk/protocol/after-call-schemas';
import { z } from 'zod';
import type { Callee } from '../storage/callees.ts';

// What the routes answer, for the OpenAPI document and the tests; the compiler holds each against
// the type that browsers are given.

const instant = z.int().describe('epoch milliseconds');
// A brand is of the compiler alone; what is sent is the string.
const consultationId = z.uuid() as unknown as z.ZodType<ConsultationId>;
const consultantId = z.string() as unknown as z.ZodType<ConsultantId>;
const calleeSlug = z.string() as unknown as z.ZodType<CalleeSlug>;
const party = z.enum(['caller', 'consultant']);

export const iceAnswer = z
  .object({
    iceServers: z.array(
      z.object({
        urls: z.array(z.string()),
        username: z.string().exactOptional(),
        credential: z.string().exactOptional(),
      }),
    ),
    iceTransportPolicy: z.enum(['all', 'relay']),
  })
  .meta({ id: 'IceSettings' }) satisfies z.ZodType<IceSettings>;

export const END_REASONS = [
  'completed',
  'left_queue',
  'declined',
  'abandoned',
  'caller_lost',
  'consultant_lost',
  'failed',
] as const satisfies readonly PastConsultation['endReason'][];

export const notesAnswer = z
  .object({
    text: z.string(),
    version: z.int(),
    savedAt: instant.nullable(),
    savedBy: z.string().nullable(),
  })
  .meta({ id: 'Notes' }) satisfies z.ZodType<Notes>;

const outcomeTag = z
  .object({ id: z.uuid(), name: z.string() })
  .meta({ id: 'OutcomeTag' }) satisfies z.ZodType<OutcomeTag>;

export const tagsAnswer = z.object({ tags: z.array(outcomeTag) });

export const feedbackAnswer = z
  .object({ rating: z.int().min(1).max(5), comment: z.string() })
  .meta({ id: 'Feedback' }) satisfies z.ZodType<Feedback>;

const pastFields = {
  id: consultationId,
  name: z.string().describe('of the caller; empty once erased'),
  reason: z.string(),
  media: z.enum(['video', 'audio']),
  locale: z.string(),
  joinedAt: instant,
  calledBackFrom: consultationId
    .nullable()
    .describe('the consultation whose call was lost and which the caller went on with here'),
  acceptedAt: instant.nullable(),
  startedAt: instant.nullable(),
  endedAt: instant,
  endReason: z.enum(END_REASONS),
  endedBy: party.nullable(),
  consultant: z.object({ id: consultantId, name: z.string() }).nullable(),
  tags: z.array(outcomeTag),
  rating: z.int().min(1).max(5).nullable(),
  hasRecording: z.boolean(),
  inRoom: z.boolean().describe('a meeting in a room; its reason is what the room was called'),
  erasedAt: instant.nullable(),
};

const pastConsultation = z
  .object(pastFields)
  .meta({ id: 'PastConsultation' }) satisfies z.ZodType<PastConsultation>;

export const historyAnswer = z.object({
  consultations: z.array(pastConsultation),
  next: z.string().nullable().describe('the `after` of the next page; null: this was the last'),
}) satisfies z.ZodType<HistoryPage>;

export const exportedAnswer = z.array(
  z.object({ ...pastFields, endMessage: z.string(), notes: z.string(), comment: z.string() }),
);

const timelineEntry = z.object({
  at: instant,
  event: z.enum(TIMELINE_EVENTS),
  party: party.nullable(),
}) satisfies z.ZodType<TimelineEntry>;

export const recordAnswer = z
  .object({
    ...pastFields,
    endMessage: z.string(),
    timeline: z.array(timelineEntry),
    notes: notesAnswer,
    chat: afterCallSchemas.chat.shape.lines,
    feedback: feedbackAnswer.nullable(),
  })
  .meta({ id: 'ConsultationRecord' }) satisfies z.ZodType<ConsultationRecord>;

const recordings = z.enum(['never', 'ask_each_time', 'ask_when_joining']);
const days = z.int().min(1).nullable();

export const statusAnswer = z
  .object({
    slug: calleeSlug,
    name: z.string(),
    consultantsAvailable: z.int(),
    waiting: z.int(),
    recordings,
  })
  .meta({ id: 'CalleeStatus' }) satisfies z.ZodType<CalleeStatus>;

export const ownCalleeAnswer = z
  .object({
    slug: calleeSlug,
    name: z.string(),
    allowedOrigins: z.array(z.string()),
    recordings,
    onWithdrawal: z.enum(['keep', 'discard', 'ask']),
    recordingDays: days,
    personalDataDays: days,
  })
  .meta({ id: 'OwnCallee' }) satisfies z.ZodType<Omit<Callee, 'id'>>;

export const meAnswer = z
  .object({
    consultant: z.object({ id: consultantId, name: z.string(), email: z.string() }),
    callees: z.array(ownCalleeAnswer),
  })
  .meta({ id: 'Me' });

export const setupAnswer = z.object({ needed: z.boolean(), setupCodeNeeded: z.boolean() });

export const accountAnswer = z.object({ me: meAnswer });

export const invitationAnswer = z.object({ calleeName: z.string(), expiresAt: instant });

export const invitationLinkAnswer = z.object({ url: z.url(), expiresAt: instant });

export const leftAnswer = z.object({ id: z.uuid() });

export const messageAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    contact: z.string(),
    text: z.string(),
    locale: z.string(),
    createdAt: instant,
    handledAt: instant.nullable(),
    handledBy: z.string().nullable(),
  })
  .meta({ id: 'LeftMessage' }) satisfies z.ZodType<LeftMessage>;

export const messagesAnswer = z.object({
  messages: z.array(messageAnswer),
  unhandledCount: z.int(),
}) satisfies z.ZodType<LeftMessages>;

const roomId = z.uuid() as unknown as z.ZodType<RoomId>;
const openness = z.enum(['open', 'not_yet', 'revoked', 'expired', 'used']);
const roomTerms = {
  title: z.string(),
  opensAt: instant.nullable(),
  closesAt: instant.nullable(),
  once: z.boolean(),
  knock: z.boolean(),
};

export const roomStatusAnswer = z
  .object({
    ...roomTerms,
    openness,
    calleeName: z.string(),
    yourName: z.string().nullable().describe('of the consultant signed in in the asking browser'),
  })
  .meta({ id: 'RoomStatus' }) satisfies z.ZodType<RoomStatus>;

export const roomAnswer = z
  .object({
    ...roomTerms,
    id: roomId,
    url: z.url(),
    openness,
    inside: z.union([z.literal(0), z.literal(1), z.literal(2)]),
    createdAt: instant,
    madeBy: z.string(),
  })
  .meta({ id: 'MadeRoom' }) satisfies z.ZodType<MadeRoom>;

export const roomsAnswer = z.object({ rooms: z.array(roomAnswer) });
