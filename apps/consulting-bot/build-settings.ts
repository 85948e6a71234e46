import { fileURLToPath } from 'node:url';
import type { InlineConfig, Plugin } from 'vite';

export const here = fileURLToPath(new URL('.', import.meta.url));

/** Browsers with constructable style sheets, container queries and `color-mix`. */
export const BROWSERS = ['chrome111', 'edge111', 'firefox115', 'safari16.4'];

const PREACT: Readonly<Record<string, string>> = {
  react: 'preact/compat',
  'react-dom': 'preact/compat',
  'react-dom/client': 'preact/compat/client',
  'react/jsx-runtime': 'preact/jsx-runtime',
};

/**
 * Preact in the place of React: a third of what a caller's browser loads. Not a plain alias,
 * since only this app has Preact: the other packages would look for it among their own.
 */
export function preactForReact(): Plugin {
  return {
    name: 'preact-for-react',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source === 'react' && importer?.includes('/zustand/'))
        return `${here}react-for-zustand.ts`;
      const substitute = PREACT[source];
      return substitute && this.resolve(substitute, `${here}src/panel.tsx`);
    },
  };
}

/** Sessions ask for WebSocket and polling only; Socket.IO's client has a third way, which is a kilobyte. */
export function withoutWebTransport(): Plugin {
  const nothing = '\0no-web-transport';
  return {
    name: 'without-web-transport',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source === './webtransport.js' && importer?.includes('/engine.io-client/') ? nothing : null,
    load: (id) => (id === nothing ? 'export const WT = null;' : null),
  };
}

export const common: InlineConfig = {
  root: here,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
};
