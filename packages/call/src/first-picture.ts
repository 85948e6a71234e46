/** The first picture comes in this time after the connection, and needs the processor: the rest waits. */
export const FIRST_PICTURE_MS = 500;
