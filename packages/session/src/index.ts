export { createCalleeSession } from './callee-session.ts';
export { createCallerSession } from './caller-session.ts';
export * from './contract.ts';
export type { Surroundings } from './network.ts';
export { createRoomSession } from './room-session.ts';
