declare const brand: unique symbol;
type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };

/** One consultation from join to history. A UUIDv7, so ids sort by time of joining. */
export type ConsultationId = Branded<string, 'ConsultationId'>;

/** The public address of a callee: 2 to 64 of a–z, 0–9 and single hyphens, as in `acme-support`. */
export type CalleeSlug = Branded<string, 'CalleeSlug'>;

/** A signed-in person who answers for callees. */
export type ConsultantId = Branded<string, 'ConsultantId'>;

/** One recording of a consultation, from the question on. A UUIDv7. */
export type RecordingId = Branded<string, 'RecordingId'>;

/** The caller's proof of their place. Whoever holds it is the caller: never log it. */
export type Ticket = Branded<string, 'Ticket'>;

/** A room, for its consultants and the log. */
export type RoomId = Branded<string, 'RoomId'>;

/** What a room's link ends in. Whoever holds it may enter: never log it. */
export type RoomKey = Branded<string, 'RoomKey'>;

/** A browser's proof of its place in a room, made by itself. Never log it. */
export type PlaceSecret = Branded<string, 'PlaceSecret'>;

/** What {@link CalleeSlug} must look like. */
export const SLUG_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
