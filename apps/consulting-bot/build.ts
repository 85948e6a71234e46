import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { simplePeerForBrowsers } from '@peerdesk/call/vite-plugin';
import { build, type Rolldown } from 'vite';
import { BROWSERS, common, here, preactForReact } from './build-settings.ts';

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

/** @returns the panel's path on the server */
async function buildPanel(outDir: string): Promise<string> {
  const output = await built({
    // Chunks find each other beside themselves, on whichever origin they are.
    base: './',
    plugins: [preactForReact(), simplePeerForBrowsers()],
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    build: {
      outDir: `${outDir}widget`,
      target: BROWSERS,
      cssTarget: BROWSERS,
      reportCompressedSize: false,
      // As a library, so that Vite adds no helper of its own to every `import()`.
      lib: { entry: { panel: `${here}src/panel.tsx` }, formats: ['es'] },
      rolldownOptions: {
        // Our packages only define: what a chunk does not use of them, it does not carry.
        treeshake: { moduleSideEffects: (id) => !/\/packages\/\w+\/src\//.test(id) },
        output: {
          entryFileNames: '[name]-[hash].js',
          chunkFileNames: '[name]-[hash].js',
          minify: true,
        },
      },
    },
  });
  const entry = output.find((part) => part.type === 'chunk' && part.isEntry);
  if (!entry) throw new Error('the panel has no entry');
  return `/widget/${entry.fileName}`;
}

async function built(config: Parameters<typeof build>[0]) {
  const result = await build({ ...common, ...config });
  const outputs = (Array.isArray(result) ? result : [result]) as Rolldown.RolldownOutput[];
  return outputs.flatMap(({ output }) => output);
}

/** Builds the widget into `dist`: `widget.js`, and what it loads in `widget/`. */
export async function buildWidget(outDir = `${here}dist/`): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  const panelUrl = await buildPanel(outDir);
  await writeFile(`${outDir}widget.js`, await buildLoader({ panelUrl }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWidget();
