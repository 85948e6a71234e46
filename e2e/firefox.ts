import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RecordingDetails } from '@peerdesk/protocol';
import { expect } from '@playwright/test';
import { type Browser, type ElementHandle, launch, type Page } from 'puppeteer-core';
import { type Heard, hear } from './hearing.ts';
import { differenceBetweenFrames } from './seeing.ts';

/**
 * Debian's own Firefox, over WebDriver BiDi: Playwright only drives a Firefox that it built itself.
 * Its camera and microphone are the fake ones that it brings, a moving pattern and a tone of 1000 Hz.
 * It gathers no candidates on a machine without a default route, not even of loopback.
 */
export async function openFirefox(): Promise<{
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}> {
  const sound = startSoundServer();
  const browser = await launch({
    browser: 'firefox',
    executablePath: process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr',
    headless: true,
    env: { ...process.env, PULSE_SERVER: sound.address },
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.autoplay.default': 0,
      'intl.accept_languages': 'en-US',
    },
  });
  const close = async () => {
    await browser.close();
    sound.stop();
  };
  return { browser, close };
}

/**
 * Firefox gives pages no sound, not even to record, where there is nothing to play it on, as on most
 * servers. This plays into nothing.
 */
function startSoundServer(): { readonly address: string; readonly stop: () => void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'peerdesk-sound-'));
  const socket = path.join(folder, 'native');
  const env = { ...process.env, PULSE_RUNTIME_PATH: folder };
  const pulseaudio = (...args: readonly string[]) =>
    execFileSync('pulseaudio', args, { env, stdio: 'ignore' });
  pulseaudio(
    '--daemonize=yes',
    // One that nobody stopped goes by itself.
    '--exit-idle-time=300',
    '-n',
    `--load=module-native-protocol-unix socket=${socket} auth-anonymous=1`,
    '--load=module-null-sink',
  );
  return {
    address: `unix:${socket}`,
    stop() {
      pulseaudio('--kill');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A page in a context of its own, of a desktop's size, that keeps every exception. */
export async function openFirefoxPage(browser: Browser): Promise<FirefoxPage> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1280, height: 720 });
  return new FirefoxPage(page);
}

/** What a person does in Firefox, by the roles and names that the product's screens have. */
export class FirefoxPage {
  readonly errors: string[] = [];
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => this.errors.push(String(error)));
  }

  async goto(address: string): Promise<void> {
    await this.#page.goto(address);
  }

  async reload(): Promise<void> {
    await this.#page.reload();
  }

  async press(name: string): Promise<void> {
    await (await this.#find('button', name)).asLocator().click();
  }

  async fill(name: string, text: string): Promise<void> {
    await (await this.#find('textbox', name)).asLocator().fill(text);
  }

  async expectHeading(name: string): Promise<void> {
    await this.#find('heading', name);
  }

  /** Waits until the video of this label shows decoded pictures that move. */
  async expectMovingPicture(label: string): Promise<void> {
    const difference = async () => {
      const video = await this.#page.$(`>>> video[aria-label="${label}"]`);
      return (await video?.evaluate(differenceBetweenFrames)) ?? 0;
    };
    await expect
      .poll(difference, { message: `a moving picture in ${label}`, timeout: 30_000 })
      .toBeGreaterThan(1);
  }

  /**
   * Waits for a recording's player, and has it play from so far on.
   *
   * @returns how long it is
   */
  async playRecording(label: string, fromSeconds: number): Promise<number> {
    const player = await this.#page.waitForSelector(`video[aria-label="${label}"]`);
    if (!player) throw new Error('no player in Firefox');
    return player.evaluate(async (video, from) => {
      video.muted = true;
      await video.play();
      const jumped = new Promise((resolve, reject) => {
        video.addEventListener('seeked', resolve, { once: true });
        video.addEventListener('error', () => reject(video.error), { once: true });
      });
      video.currentTime = from;
      await jumped;
      return video.duration;
    }, fromSeconds);
  }

  /** What is heard in each track of the consultation's only recording. */
  async hearRecording(consultation: string): Promise<Record<string, Heard>> {
    const { recordings } = (await this.#page.evaluate(
      async (url) => (await fetch(url)).json(),
      `/api/v1/consultations/${consultation}/recordings`,
    )) as { readonly recordings: readonly RecordingDetails[] };
    const tracks = recordings.flatMap((recording) => recording.tracks);
    const heard: Record<string, Heard> = {};
    for (const { track, url } of tracks) heard[track] = await this.#page.evaluate(hear, url);
    return heard;
  }

  /** Waits for what can be seen and used under this name. */
  async #find(role: keyof typeof ELEMENTS, name: string): Promise<ElementHandle> {
    const found = await this.#page
      .waitForFunction(elementNamed, {}, ELEMENTS[role], name)
      .catch((cause: unknown) => {
        throw new Error(`no ${role} "${name}" in Firefox`, { cause });
      });
    const element = found.asElement();
    if (!element) throw new Error(`the ${role} "${name}" is no element`);
    return element as ElementHandle;
  }
}

const ELEMENTS = {
  button: 'button, [role="button"]',
  textbox: 'input, textarea',
  heading: 'h1, h2, h3',
} as const;

/** Looks in the open shadow roots too, where WebDriver's own search by accessible name does not. */
function elementNamed(selector: string, name: string): Element | null {
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots) {
    for (const element of root.querySelectorAll(selector)) {
      const label = element instanceof HTMLInputElement ? element.labels?.[0] : null;
      const text = element.getAttribute('aria-label') ?? (label ?? element).textContent ?? '';
      const usable =
        element.checkVisibility() && !element.matches(':disabled, [aria-disabled="true"]');
      if (usable && text.replace(/\*$/, '').trim() === name) return element;
    }
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      if (shadowRoot) roots.push(shadowRoot);
    }
  }
  return null;
}
