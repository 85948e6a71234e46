export { createCall, type RepeatableCall } from './call.ts';
export { TEXT_LENGTH } from './chat-log.ts';
export * from './contract.ts';
export { forgetCall } from './kept.ts';
export { createLevelMeter } from './level.ts';
export { createLocalMedia } from './media.ts';
export * from './media-types.ts';
export { createOutgoing } from './outgoing.ts';
export { createCallTools } from './tools.ts';
