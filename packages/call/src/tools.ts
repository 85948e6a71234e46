import { createChat } from './chat.ts';
import type { CallTools, CallToolsOptions } from './contract.ts';
import { createControls } from './controls.ts';
import { createDiagnostics } from './diagnostics/diagnostics.ts';
import { createFiles } from './files.ts';
import { createKept } from './kept.ts';
import { createQuality } from './quality-tool.ts';
import { createRemote } from './remote.ts';
import { trackOf } from './tracks.ts';

/** See {@link CallTools}. */
export function createCallTools({ call, media, outgoing, keptAs }: CallToolsOptions): CallTools {
  const { line, role } = call;
  const controls = createControls(media, outgoing);
  const remote = createRemote({ line, controls, clock: Date.now });
  const chat = createChat({ line, side: role, kept: createKept(keptAs), clock: Date.now });
  const camera = () => {
    const state = media.store.getState();
    return {
      track: state.phase === 'open' ? trackOf(state.stream, 'video') : null,
      painted: outgoing.effects.store.getState().effect !== 'none',
    };
  };
  const quality = createQuality(call, camera);
  const files = createFiles({ line, chat });
  const diagnostics = createDiagnostics(call, quality.store, Date.now);
  return {
    controls,
    remote: remote.store,
    chat,
    effects: outgoing.effects,
    quality,
    files,
    diagnostics,
    end() {
      controls.end();
      remote.end();
      chat.end();
      quality.end();
      files.end();
      diagnostics.end();
    },
  };
}
