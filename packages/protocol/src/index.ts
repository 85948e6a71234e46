export * from './after-call.ts';
export * from './consultation.ts';
export * from './events.ts';
export * from './ids.ts';
export * from './message.ts';
export * from './recording.ts';
export * from './reply.ts';
export * from './room.ts';
export type { IceServer, IceSettings, Signal } from './signal.ts';
