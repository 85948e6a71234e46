import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, test as base, chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { forBrowsers } from '../vite-plugin.ts';
import type { Stage } from './page.ts';

declare global {
  interface Window {
    readonly stage: Stage;
  }
}

const executablePath =
  [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'].find((file) => file && existsSync(file)) ??
  '';
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
  // Three, because Chromium's second fake camera gives pictures to a video element, not to a peer.
  '--use-fake-device-for-media-stream=device-count=3',
];

export const launch = (...args: string[]): Promise<Browser> =>
  chromium.launch({ executablePath, args: [...QUIET, ...args] });

/** All tests share one browser; each has a page in a context of its own. */
export const test = base.extend<object, { readonly browser: Browser }>({
  browser: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads here what a fixture needs.
    async ({}, use) => {
      const browser = await launch('--use-fake-ui-for-media-stream');
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
});

/** What the page loads, by name. */
type StageFiles = ReadonlyMap<string, string | Buffer>;

let files: Promise<StageFiles> | undefined;

/** `page.ts`, with what is loaded on demand beside it. */
async function buildStage(): Promise<StageFiles> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    base: './',
    plugins: [forBrowsers()],
    build: {
      write: false,
      lib: { entry: path.join(import.meta.dirname, 'page.ts'), formats: ['es'] },
      rolldownOptions: { output: { entryFileNames: 'page.js', assetFileNames: '[name][extname]' } },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('the page was not built');
  return new Map(
    output.output.map((part) => [
      part.fileName,
      part.type === 'chunk' ? part.code : Buffer.from(part.source),
    ]),
  );
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** A page of `page.ts`, and the errors nobody caught on it; nothing is fetched from anywhere else. */
export async function openStage(
  browser: Browser,
  permissions: string[] = [],
): Promise<{ readonly page: Page; readonly errors: readonly string[] }> {
  files ??= buildStage();
  const parts = await files;
  const context = await browser.newContext({ permissions });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await context.route('**/*', (route) => {
    const { hostname, pathname } = new URL(route.request().url());
    const body = hostname === 'localhost' ? parts.get(pathname.slice(1)) : undefined;
    if (body) return route.fulfill({ contentType: TYPES[path.extname(pathname)] ?? '', body });
    if (pathname !== '/') return route.abort();
    return route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><title>Call</title><script type="module" src="/page.js"></script>',
    });
  });
  await page.goto('http://localhost/');
  await page.waitForFunction(() => 'stage' in window);
  return { page, errors };
}
