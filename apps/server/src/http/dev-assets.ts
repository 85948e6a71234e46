import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { type Response, Router } from 'express';
import { createServer, type InlineConfig, type ViteDevServer } from 'vite';
import { buildLoader } from '../../../consulting-bot/build.ts';
import { forPages, NONCE_PLACEHOLDER } from './console-files.ts';
import { type Sources, setPagePolicy } from './security-headers.ts';
import { allowAnyPage } from './widget-files.ts';

const APPS = join(import.meta.dirname, '../../..');
const CONSOLE = join(APPS, 'client');
const WIDGET = join(APPS, 'consulting-bot');
/** As in the widget's `vite.config.ts`. */
const WIDGET_BASE = '/widget-dev/';
/** The loader is no module that Vite knows: it brings Vite's client to the page itself. */
const RELOAD = `import(new URL('${WIDGET_BASE}@vite/client', document.currentScript.src).href);`;
const PANEL_URL = `${WIDGET_BASE}src/panel.tsx`;
const ROOM = `import '${WIDGET_BASE}@vite/client'; import '${WIDGET_BASE}src/room/main.tsx';`;

/** Vite writes styles, and React's refresh a script, into the page itself. */
const SOURCES: Sources = {
  'script-src': "'self' 'unsafe-inline' 'wasm-unsafe-eval'",
  'style-src': "'self' 'unsafe-inline'",
};

/** Console and widget from their sources, with live reload. */
export interface DevAssets {
  readonly widget: Router;
  readonly console: Router;
  /** What their pages may do besides. */
  readonly sources: Sources;
  close(): Promise<void>;
}

/** @param server where live reload listens as well: everything is on one address */
export async function openDevAssets(server: Server): Promise<DevAssets> {
  const console = await openVite(CONSOLE, server);
  const widget = await openVite(WIDGET, server);

  // The loader and the pages are outside Vite's module graph.
  widget.watcher.on('change', () => widget.ws.send({ type: 'full-reload' }));

  const widgetRouter = Router();
  widgetRouter.get('/widget.js', async (_request, response) => {
    allowAnyPage(response);
    response.set('Cache-Control', 'no-store').type('js');
    response.send(RELOAD + (await buildLoader({ panelUrl: PANEL_URL })));
  });
  widgetRouter.get('/room.js', (_request, response) => {
    response.set('Cache-Control', 'no-store').type('js').send(ROOM);
  });
  widgetRouter.use((request, response, next) => {
    // Beyond its base it would answer with its own modules in the console's place.
    if (!request.url.startsWith(WIDGET_BASE)) return next();
    letWorkersImport(response);
    widget.middlewares(request, response, next);
  });

  const consoleRouter = Router();
  consoleRouter.use((request, response, next) => {
    letWorkersImport(response);
    console.middlewares(request, response, next);
  });
  consoleRouter.get('/{*path}', forPages, async (request, response) => {
    const template = await readFile(join(CONSOLE, 'index.html'), 'utf8');
    const page = await console.transformIndexHtml(request.originalUrl, template);
    const { nonce } = setPagePolicy(response, request.headers.host, SOURCES);
    response.set('Cache-Control', 'no-store').type('html');
    response.send(page.replaceAll(NONCE_PLACEHOLDER, nonce));
  });

  return {
    widget: widgetRouter,
    console: consoleRouter,
    sources: SOURCES,
    async close() {
      await Promise.all([console.close(), widget.close()]);
    },
  };
}

/** A worker that is a file has the policy that came with it; built, it is text and has its page's. */
const letWorkersImport = (response: Response) => response.removeHeader('Content-Security-Policy');

function openVite(root: string, server: Server): Promise<ViteDevServer> {
  const config: InlineConfig = {
    root,
    configFile: join(root, 'vite.config.ts'),
    appType: 'custom',
    logLevel: 'warn',
    clearScreen: false,
    server: { middlewareMode: true, hmr: { server } },
  };
  return createServer(config);
}
