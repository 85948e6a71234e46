import { z } from 'zod';
import type { CalleeSlug, ConsultationId, Ticket } from './ids.ts';
import { SLUG_PATTERN } from './ids.ts';
import type { Signal } from './signal.ts';

/** Lengths people meet, in characters; forms say them before the server has to. */
export const LIMITS = {
  name: 80,
  reason: 500,
  message: 500,
  contact: 120,
  leftMessage: 1000,
  password: { min: 8, max: 128 },
} as const;

// Control characters and bidirectional overrides let a name disguise itself or break a log line.
const UNSAFE_IN_LINE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const UNSAFE_IN_TEXT = /[^\P{Cc}\n\r\t]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** One line of words: trimmed, no control characters. HTML is words like any other. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((value) => !UNSAFE_IN_LINE.test(value), 'must not contain control characters');

/** Words over several lines. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((value) => !UNSAFE_IN_TEXT.test(value), 'must not contain control characters');

export const calleeSlug = z
  .string()
  .min(2)
  .max(64)
  .regex(SLUG_PATTERN, 'must be of a–z, 0–9 and single hyphens')
  .transform((value) => value as CalleeSlug);

export const personName = line(LIMITS.name).min(1, 'must not be empty');

const CONTACT_MIN = 3;

const locale = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/, 'must be a BCP 47 tag')
  .default('en');
const consultationId = z.uuid().transform((value) => value as ConsultationId);
const ticket = z
  .string()
  .min(1)
  .max(200)
  .transform((value) => value as Ticket);
const generation = z.int().min(1).max(1_000_000);
const signal = z.record(z.string().max(100), z.unknown()).transform((value) => value as Signal);
const version = z.int().optional();

export const schemas = {
  callerHandshake: z.object({
    callee: calleeSlug,
    ticket: ticket.optional(),
    protocolVersion: version,
  }),
  calleeHandshake: z.object({ protocolVersion: version }),
  joinCaller: z
    .object({
      name: personName.optional(),
      reason: text(LIMITS.reason).default(''),
      media: z.enum(['video', 'audio']).default('video'),
      locale,
      ticket: ticket.optional(),
      attempt: z.uuid().optional(),
    })
    .refine((request) => request.name !== undefined || request.ticket !== undefined, {
      path: ['name'],
      message: 'is needed to join',
    }),
  prepareOffer: z.object({ generation, signals: z.array(signal).min(1).max(64) }),
  openDesk: z.object({
    callee: calleeSlug,
    holding: z.object({ consultation: consultationId, generation }).optional(),
  }),
  setAvailable: z.object({ available: z.boolean() }),
  startConsulting: z.object({ callee: calleeSlug, consultation: consultationId.optional() }),
  decline: z.object({ consultation: consultationId, message: text(LIMITS.message).default('') }),
  generation: z.object({ consultation: consultationId.optional(), generation }),
  consultation: z.object({ consultation: consultationId.optional() }).default({}),
  signal: z.object({ consultation: consultationId, generation, signal }),
  leaveMessage: z.object({
    name: personName,
    contact: line(LIMITS.contact).min(CONTACT_MIN, `must have at least ${CONTACT_MIN} characters`),
    text: text(LIMITS.leftMessage).min(1, 'must not be empty'),
    locale,
    attempt: z.uuid(),
  }),
  markMessage: z.object({ handled: z.boolean() }),
} as const;
