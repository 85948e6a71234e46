import type { CallTexts } from './call-texts.ts';
import { beforeCall } from './en/before-call.ts';
import { chat } from './en/chat.ts';
import { controls } from './en/controls.ts';
import { path } from './en/path.ts';
import { quality } from './en/quality.ts';
import { recording } from './en/recording.ts';
import { remote } from './en/remote.ts';
import { stage } from './en/stage.ts';

export const en: CallTexts = {
  ...beforeCall,
  ...stage,
  remote,
  chat,
  path,
  switches: controls,
  recording,
  quality,
};
