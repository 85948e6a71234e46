import type { CallTexts } from './call-texts.ts';
import { beforeCall } from './ko/before-call.ts';
import { chat } from './ko/chat.ts';
import { controls } from './ko/controls.ts';
import { path } from './ko/path.ts';
import { quality } from './ko/quality.ts';
import { recording } from './ko/recording.ts';
import { remote } from './ko/remote.ts';
import { stage } from './ko/stage.ts';

export const ko: CallTexts = {
  ...beforeCall,
  ...stage,
  remote,
  chat,
  path,
  switches: controls,
  recording,
  quality,
};
