declare const brand: unique symbol;
type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };

/** One consultation from join to history. A UUIDv7, so ids sort by time of joining. */
export type ConsultationId = Branded<string, 'ConsultationId'>;

/** The public address of a callee: 2 to 64 of a–z, 0–9 and single hyphens, as in `acme-support`. */
export type CalleeSlug = Branded<string, 'CalleeSlug'>;

/** A signed-in person who answers for callees. */
export type ConsultantId = Branded<string, 'ConsultantId'>;

/** The caller's proof of their place. Whoever holds it is the caller: never log it. */
export type Ticket = Branded<string, 'Ticket'>;

/** What {@link CalleeSlug} must look like. */
export const SLUG_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
