import { z } from 'zod';
import { line, text } from './schemas.ts';

/** Lengths people meet, in characters. */
export const AFTER_CALL_LIMITS = {
  notes: 8000,
  comment: 1000,
  tag: 40,
  tags: 30,
  chatText: 8000,
  chatLines: 100,
  fileName: 255,
} as const;

// What a paste may bring along and nobody can see; the rest of it is kept.
const UNSEEN = /[^\P{Cc}\n\t]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** As typed: spaces at the end included, since the next word follows them. */
const typed = (max: number) =>
  z
    .string()
    .max(max)
    .transform((value) => value.replaceAll('\r\n', '\n').replace(UNSEEN, ''));

const chatLine = {
  id: z.string().min(1).max(100),
  at: z.int().min(0),
  party: z.enum(['caller', 'consultant']),
};

export const afterCallSchemas = {
  saveNotes: z.object({ text: typed(AFTER_CALL_LIMITS.notes), version: z.int().min(0) }),
  tags: z.object({
    tags: z
      .array(
        z.object({
          /** Left out: a new one. */
          id: z.uuid().optional(),
          name: line(AFTER_CALL_LIMITS.tag).min(1, 'must not be empty'),
        }),
      )
      .max(AFTER_CALL_LIMITS.tags),
  }),
  chosenTags: z.object({ tags: z.array(z.uuid()).max(AFTER_CALL_LIMITS.tags) }),
  feedback: z.object({
    ticket: z.string().min(1).max(200),
    rating: z.int().min(1).max(5),
    comment: text(AFTER_CALL_LIMITS.comment).default(''),
  }),
  chat: z.object({
    lines: z
      .array(
        z.discriminatedUnion('kind', [
          z.object({
            ...chatLine,
            kind: z.literal('text'),
            text: typed(AFTER_CALL_LIMITS.chatText),
          }),
          z.object({
            ...chatLine,
            kind: z.literal('file'),
            name: typed(AFTER_CALL_LIMITS.fileName),
            sizeBytes: z.int().min(0),
          }),
        ]),
      )
      .max(AFTER_CALL_LIMITS.chatLines),
  }),
} as const;
