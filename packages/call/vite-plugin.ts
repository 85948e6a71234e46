import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

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

/** Every Vite that puts this package into a browser needs this: simple-peer expects Node. */
export function simplePeerForBrowsers(): Plugin {
  return {
    ...standIns,
    enforce: 'pre',
    // The development server bundles dependencies beforehand, without the plugins of the whole.
    config: () => ({ optimizeDeps: { rolldownOptions: { plugins: [standIns] } } }),
  };
}
