import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { withMetadata } from './selfie-model.ts';

/** What simple-peer requires that is made for Node; the rest of what it requires is small. */
const STAND_INS: Readonly<Record<string, string>> = {
  buffer: import.meta.resolve('./src/simple-peer/buffer.ts'),
  debug: import.meta.resolve('./src/simple-peer/debug.ts'),
  randombytes: import.meta.resolve('./src/simple-peer/random-bytes.ts'),
  'readable-stream': import.meta.resolve('./src/simple-peer/duplex.ts'),
};

const standIns = {
  name: 'simple-peer-for-browsers',
  resolveId(source: string, importer: string | undefined) {
    const standIn = STAND_INS[source];
    const asking = /[\\/]simple-peer[\\/]index\.js$/.test(importer ?? '');
    return asking && standIn ? fileURLToPath(standIn) : undefined;
  },
};

/** simple-peer expects Node. */
function simplePeerForBrowsers(): Plugin {
  return {
    ...standIns,
    enforce: 'pre',
    // The development server bundles dependencies beforehand, without the plugins of the whole.
    config: () => ({ optimizeDeps: { rolldownOptions: { plugins: [standIns] } } }),
  };
}

/**
 * `?address` of a script is where a worker finds it: a file of its own, which no page loads with its
 * other scripts. `?described` of a TFLite model is the model with its description, in base64.
 */
function segmenterForBrowsers(): Plugin {
  let building = true;
  return {
    name: 'segmenter-for-browsers',
    // Nobody finds it beforehand, and found in a worker it would reload the page in vain.
    config: () => ({ optimizeDeps: { exclude: ['@mediapipe/tasks-vision'] } }),
    configResolved({ command }) {
      building = command === 'build';
    },
    async resolveId(source, importer) {
      const [, file, query] = /^(.+)\?(address|described)$/.exec(source) ?? [];
      const found = file && (await this.resolve(file, importer));
      return found ? `${found.id}?${query}` : undefined;
    },
    async load(id) {
      const [, file = '', query] = /^(.+)\?(address|described)$/.exec(id) ?? [];
      if (query === 'described') {
        const model = withMetadata(await readFile(file));
        return `export default ${JSON.stringify(Buffer.from(model).toString('base64'))}`;
      }
      if (query !== 'address') return undefined;
      if (!building) return `export { default } from ${JSON.stringify(`${file}?url`)}`;
      // What it exports is for whoever finds it by its address.
      const chunk = this.emitFile({ type: 'chunk', id: file, preserveSignature: 'strict' });
      return `export default import.meta.ROLLUP_FILE_URL_${chunk}`;
    },
  };
}

/** Every Vite that puts this package into a browser needs these. */
export const forBrowsers = (): Plugin[] => [simplePeerForBrowsers(), segmenterForBrowsers()];
