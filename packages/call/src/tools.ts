import type { CallTools, CallToolsOptions } from './contract.ts';
import { createControls } from './controls.ts';

/** See {@link CallTools}. */
export function createCallTools({ localStream }: CallToolsOptions): CallTools {
  return {
    controls: createControls(localStream),
    end() {},
  };
}
