import type {
  CalleeSlug,
  ConsultationId,
  RecordingDetails,
  RecordingId,
  RecordingLink,
} from '@peerdesk/protocol';
import { RECORDING_TYPES } from '@peerdesk/protocol';
import { z } from 'zod';

// As in `answers.ts`: the document's schemas, held by the compiler against what browsers are given.

const instant = z.int().describe('epoch milliseconds');
const track = z.enum(['mixed', 'caller', 'consultant']);

export const recordingAnswer = z
  .object({
    id: z.uuid() as unknown as z.ZodType<RecordingId>,
    consultation: z.uuid() as unknown as z.ZodType<ConsultationId>,
    callee: z.string() as unknown as z.ZodType<CalleeSlug>,
    state: z.enum(['recording', 'arriving', 'ready', 'empty', 'failed']),
    media: z.enum(['voice', 'picture']),
    requestedAt: instant,
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
    end: z.enum(['refused', 'cancelled', 'withdrawn', 'stopped', 'consultation_ended']).nullable(),
    undecided: z.boolean(),
    recordedMs: z.int(),
    consent: z
      .object({
        consented: z.boolean(),
        textVersion: z.string(),
        locale: z.string(),
        at: instant,
        withdrawnAt: instant.nullable(),
      })
      .nullable(),
    tracks: z.array(
      z.object({
        track,
        url: z.string(),
        type: z.enum(RECORDING_TYPES),
        bytes: z.int(),
        durationMs: z.int(),
        gaps: z.array(
          z.object({ atMs: z.int(), lastedMs: z.int(), why: z.enum(['paused', 'missing']) }),
        ),
      }),
    ),
    segments: z.array(
      z.object({
        track,
        segment: z.int(),
        upload: z.string(),
        bytes: z.int(),
        sealed: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Recording' }) satisfies z.ZodType<RecordingDetails>;

export const recordingsAnswer = z.object({ recordings: z.array(recordingAnswer) });

export const linkAnswer = z
  .object({ url: z.url(), expiresAt: instant })
  .meta({ id: 'RecordingLink' }) satisfies z.ZodType<RecordingLink>;

export const auditAnswer = z.object({
  lines: z.array(
    z.object({
      id: z.uuid(),
      at: instant,
      act: z.string(),
      subject: z.string().describe('the id of a recording or a consultation'),
      consultant: z.object({ id: z.string(), name: z.string() }).nullable(),
    }),
  ),
});
