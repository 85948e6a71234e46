export { browserOf } from './browser-family.ts';
export {
  type BrowserFamily,
  type InAppBrowser,
  thisBrowserFamily,
  thisInAppBrowser,
} from './browsers.ts';
export { createCall, type RepeatableCall } from './call.ts';
export { keptMessages } from './chat.ts';
export { TEXT_LENGTH } from './chat-log.ts';
export * from './contract.ts';
export * from './effects/effect-types.ts';
export { FILE_LIMIT } from './file-rules.ts';
export { ENDED_KEY, forgetCall } from './kept.ts';
export { createLevelMeter } from './level.ts';
export { createLocalMedia } from './media.ts';
export * from './media-types.ts';
export { opened, shown } from './opened.ts';
export { createOutgoing } from './outgoing.ts';
export { findPaths, type Paths, pathsIn } from './paths.ts';
export * from './quality-types.ts';
export { startSound } from './start-sound.ts';
export type { Direction, Flow, Route, Sample, VideoFlow } from './statistics.ts';
export { playTone } from './tone.ts';
export { createCallTools } from './tools.ts';
