import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { forBrowsers } from '@peerdesk/call/vite-plugin';
import { build, type Rolldown } from 'vite';
import { BROWSERS, common, here, preactForReact, withoutWebTransport } from './build-settings.ts';

/**
 * The loader as one classic script.
 *
 * @param panelUrl the panel's module: a path on the server, as in `/widget/panel-1a2b3c.js`
 */
export async function buildLoader({ panelUrl }: { panelUrl: string }): Promise<string> {
  const output = await built({
    define: { PANEL_URL: JSON.stringify(panelUrl) },
    build: {
      write: false,
      target: BROWSERS,
      minify: true,
      lib: { entry: `${here}src/loader/loader.ts`, formats: ['iife'], name: 'peerdesk' },
    },
  });
  const chunk = output.find((part) => part.type === 'chunk');
  if (!chunk || output.length !== 1) throw new Error('the loader must be one file');
  return chunk.code;
}

/** What a call's screens share with those before it, and what all of them are made with. */
const BASE =
  /node_modules.*(preact|zustand)|(ui|call)\/src\/(\w+\/)?(Icon|VideoTile|LevelMeter|TroubleNotice|EffectPicker|DevicePicker|UnreadMark|Duration|play-stream|picture|from|later|kept|tracks|media-rules)\.tsx?$/;

/**
 * A module for callers' browsers, with the chunks it loads beside it.
 *
 * @returns the entry's file name
 */
async function buildModule(
  entry: Record<string, string>,
  outDir: string,
  names: { readonly entry: string; readonly chunks: string },
): Promise<string> {
  const output = await built({
    // Chunks find each other beside themselves, on whichever origin they are.
    base: './',
    plugins: [preactForReact(), withoutWebTransport(), forBrowsers()],
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    build: {
      outDir,
      // The one is built beside the other.
      emptyOutDir: false,
      target: BROWSERS,
      cssTarget: BROWSERS,
      reportCompressedSize: false,
      // As a library, so that Vite adds no helper of its own to every `import()`.
      lib: { entry, formats: ['es'] },
      rolldownOptions: {
        // Our packages only define: what a chunk does not use of them, it does not carry.
        treeshake: { moduleSideEffects: (id) => !/\/packages\/\w+\/src\//.test(id) },
        output: {
          entryFileNames: names.entry,
          chunkFileNames: names.chunks,
          assetFileNames: names.chunks.replace('.js', '[extname]'),
          minify: true,
          // Everything needs these: one file instead of many.
          codeSplitting: { groups: [{ name: 'base', test: BASE }] },
        },
      },
    },
  });
  const chunk = output.find((part) => part.type === 'chunk' && part.isEntry);
  if (!chunk) throw new Error('a module has no entry');
  return chunk.fileName;
}

async function built(config: Parameters<typeof build>[0]) {
  const result = await build({ ...common, ...config });
  const outputs = (Array.isArray(result) ? result : [result]) as Rolldown.RolldownOutput[];
  return outputs.flatMap(({ output }) => output);
}

/** Builds into `dist`: `widget.js` and `room.js`, and what they load in `widget/`. */
export async function buildWidget(outDir = `${here}dist/`): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  const panel = await buildModule({ panel: `${here}src/panel.tsx` }, `${outDir}widget`, {
    entry: '[name]-[hash].js',
    chunks: '[name]-[hash].js',
  });
  await writeFile(`${outDir}widget.js`, await buildLoader({ panelUrl: `/widget/${panel}` }));
  // Apart from the panel, so that a caller loads nothing that only rooms need.
  await buildModule({ room: `${here}src/room/main.tsx` }, outDir, {
    entry: '[name].js',
    chunks: 'widget/[name]-[hash].js',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWidget();
