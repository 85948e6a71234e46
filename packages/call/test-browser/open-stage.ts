import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { simplePeerForBrowsers } from '../vite-plugin.ts';
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

/** `page.ts` as one script. */
export async function buildStage(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [simplePeerForBrowsers()],
    build: {
      write: false,
      lib: { entry: path.join(import.meta.dirname, 'page.ts'), formats: ['es'] },
      // The page is given one script, so what is loaded on demand is in it, too.
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('the page was not built');
  return output.output.map((part) => (part.type === 'chunk' ? part.code : '')).join('\n');
}

/** A page of `page.ts`, and the errors nobody caught on it; nothing is fetched from anywhere. */
export async function openStage(
  browser: Browser,
  script: string,
  permissions: string[] = [],
): Promise<{ readonly page: Page; readonly errors: readonly string[] }> {
  const context = await browser.newContext({ permissions });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.route('**/*', (route) =>
    route.request().resourceType() === 'script'
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><title>Call</title><script type="module" src="/page.js"></script>',
        }),
  );
  await page.goto('http://localhost/');
  await page.waitForFunction(() => 'stage' in window);
  return { page, errors };
}
