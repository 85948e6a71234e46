import { forBrowsers } from '@peerdesk/call/vite-plugin';
import type { UserConfig } from 'vite';
import { here } from './build-settings.ts';

/** Development only: the panel from source, beside a server that is on the same address. */
const config: UserConfig = {
  root: here,
  base: '/widget-dev/',
  publicDir: false,
  plugins: [forBrowsers()],
  appType: 'custom',
  // Found before the first page asks: found later, it would reload that page.
  optimizeDeps: { entries: ['src/panel.tsx', 'src/room/main.tsx'] },
  oxc: { jsx: { runtime: 'automatic' } },
};

export default config;
