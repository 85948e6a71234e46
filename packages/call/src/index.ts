export { createCall, type RepeatableCall } from './call.ts';
export * from './contract.ts';
export { createLevelMeter } from './level.ts';
export { createLocalMedia } from './media.ts';
export * from './media-types.ts';
export { createCallTools } from './tools.ts';
