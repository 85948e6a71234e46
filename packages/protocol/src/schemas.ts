import { z } from 'zod';
import type {
  CalleeSlug,
  ConsultationId,
  PlaceSecret,
  RecordingId,
  RoomKey,
  Ticket,
} from './ids.ts';
import { SLUG_PATTERN } from './ids.ts';
import { RECORDING_TYPES } from './recording.ts';
import { BROWSERS, NETWORKS, PATHS, SCREENS, TEST_VERDICTS } from './setup.ts';
import { PATH_TROUBLE_CODES, type Signal } from './signal.ts';

/** Lengths people meet, in characters; forms say them before the server has to. */
export const LIMITS = {
  name: 80,
  reason: 500,
  message: 500,
  contact: 120,
  leftMessage: 1000,
  roomTitle: 120,
  textVersion: 40,
  /** Runs of the recorder per track. */
  segments: 1000,
  /** How long a link to a recording may live. */
  linkMinutes: 7 * 24 * 60,
  retentionDays: 36_500,
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
const recordingId = z.uuid().transform((value) => value as RecordingId);
const recordingMedia = z.enum(['voice', 'picture']);
const recordingTrack = z.enum(['mixed', 'caller', 'consultant']);
const consent = {
  consented: z.boolean(),
  textVersion: line(LIMITS.textVersion).min(1, 'must not be empty'),
  locale,
};
const segment = z
  .int()
  .min(0)
  .max(LIMITS.segments - 1);
const ticket = z
  .string()
  .min(1)
  .max(200)
  .transform((value) => value as Ticket);
const generation = z.int().min(1).max(1_000_000);
const pathTrouble = z.object({ code: z.enum(PATH_TROUBLE_CODES) }).optional();
const signal = z.record(z.string().max(100), z.unknown()).transform((value) => value as Signal);
const version = z.int().optional();
const roomKey = z
  .string()
  .min(1)
  .max(100)
  .transform((value) => value as RoomKey);
/** At least 128 bits, as a UUID or base64url. */
const placeSecret = z
  .string()
  .regex(/^[\w-]{22,64}$/, 'must be 22 to 64 of A–Z, a–z, 0–9, - and _')
  .transform((value) => value as PlaceSecret);
const roomTitle = line(LIMITS.roomTitle);
/** Until the end of the year 9999: what every `Date` can say. */
const instant = z.int().min(0).max(253_402_300_799_999);

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
      lost: ticket.optional(),
      attempt: z.uuid().optional(),
      recordingConsent: z.object({ ...consent, media: recordingMedia }).optional(),
    })
    .refine(({ name, ticket: own, lost }) => [name, own, lost].some((given) => given), {
      path: ['name'],
      message: 'is needed to join',
    }),
  prepareOffer: z.object({ generation, signals: z.array(signal).min(1).max(64) }),
  describeSetup: z.object({
    network: z.enum(NETWORKS).nullable(),
    relay: z.enum(PATHS).nullable(),
    reflexive: z.enum(PATHS).nullable(),
    camera: z.boolean(),
    microphone: z.boolean(),
    screen: z.enum(SCREENS),
    browser: z.enum(BROWSERS),
    selfTest: z.enum(TEST_VERDICTS).exactOptional(),
  }),
  openDesk: z.object({
    callee: calleeSlug,
    page: z.uuid().optional(),
    holding: z.object({ consultation: consultationId, generation }).optional(),
  }),
  setAvailable: z.object({ available: z.boolean() }),
  startConsulting: z.object({ callee: calleeSlug, consultation: consultationId.optional() }),
  decline: z.object({ consultation: consultationId, message: text(LIMITS.message).default('') }),
  generation: z.object({ consultation: consultationId.optional(), generation }),
  renew: z.object({ consultation: consultationId.optional(), generation, trouble: pathTrouble }),
  consultation: z.object({ consultation: consultationId.optional() }).default({}),
  requestRecording: z.object({ consultation: consultationId.optional(), media: recordingMedia }),
  answerRecording: z.object({ ...consent, recording: recordingId }),
  signal: z.object({ consultation: consultationId, generation, signal }),
  roomHandshake: z.object({
    room: roomKey,
    as: z.literal('consultant').optional(),
    protocolVersion: version,
  }),
  enterRoom: z.object({
    name: personName,
    place: placeSecret,
    holding: generation.optional(),
  }),
  roomSignal: z.object({ generation, signal }),
  roomGeneration: z.object({ generation }),
  renewRoom: z.object({ generation, trouble: pathTrouble }),
  leaveRoom: z.object({}).default({}),
  makeRoom: z
    .object({
      title: roomTitle.default(''),
      opensAt: instant.nullable().default(null),
      closesAt: instant.nullable().default(null),
      once: z.boolean().default(false),
      knock: z.boolean().default(false),
    })
    .refine(({ opensAt, closesAt }) => closesAt === null || closesAt > (opensAt ?? 0), {
      path: ['closesAt'],
      message: 'must be after it opens',
    }),
  changeRoom: z.object({ title: roomTitle.optional(), revoked: z.literal(true).optional() }),
  leaveMessage: z.object({
    name: personName,
    contact: line(LIMITS.contact).min(CONTACT_MIN, `must have at least ${CONTACT_MIN} characters`),
    text: text(LIMITS.leftMessage).min(1, 'must not be empty'),
    locale,
    attempt: z.uuid(),
  }),
  markMessage: z.object({ handled: z.boolean() }),
  /** As text, the way tus carries it. */
  uploadMetadata: z.object({
    recording: recordingId,
    track: recordingTrack,
    segment: z
      .string()
      .regex(/^\d{1,4}$/, 'must be a whole number')
      .transform(Number)
      .pipe(segment),
    type: z
      .string()
      .transform((type) => type.split(';')[0]?.trim().toLowerCase())
      .pipe(z.enum(RECORDING_TYPES)),
    startedAt: z
      .string()
      .regex(/^\d{1,15}$/, 'must be epoch milliseconds')
      .transform(Number),
  }),
  sealSegment: z.object({
    track: recordingTrack,
    segment,
    bytes: z.int().min(0),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits'),
    last: z.boolean(),
  }),
  recordingLink: z.object({ minutes: z.int().min(1).max(LIMITS.linkMinutes) }),
} as const;
