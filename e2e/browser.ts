import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { media } from './media.ts';
import type { Network } from './network.ts';

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
  '--disable-features=CalculateNativeWinOcclusion',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
];

const FAKE_DEVICES = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];

export type Party = 'caller' | 'consultant';

const deviceArgs = (
  party: Party,
  camera: string = party === 'caller' ? media.callerCamera : media.consultantCamera,
  voice: string = party === 'caller' ? media.callerVoice : media.consultantVoice,
) => [
  ...FAKE_DEVICES,
  `--use-file-for-fake-video-capture=${camera}`,
  `--use-file-for-fake-audio-capture=${voice}`,
];

/** A Chromium process of its own, with its own camera and voice. */
export const openBrowser = (party: Party, camera?: string, voice?: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: [...QUIET, ...deviceArgs(party, camera, voice)] });

/**
 * The same, behind a line of its own.
 *
 * @param origin the server's; devices are to be had there although it is plain http
 */
export const openBrowserIn = (network: Network, party: Party, origin: string): Promise<Browser> =>
  chromium.launch({
    executablePath: network.programOf(party, executablePath),
    args: [...QUIET, ...deviceArgs(party), `--unsafely-treat-insecure-origin-as-secure=${origin}`],
  });

/** A Chromium whose devices are as a test wants them: `args` beside the quiet ones. */
export const openBrowserWith = (args: readonly string[]): Promise<Browser> =>
  chromium.launch({ executablePath, args: [...QUIET, ...args] });

/** What a page did that no test should have to look for. */
export interface Watched {
  readonly errors: string[];
  readonly requests: string[];
}

/** A page in a context of its own that keeps every error, every request, and every peer and track it made. */
export async function openPage(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ page: Page; context: BrowserContext; watched: Watched }> {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  await watchMedia(context);
  const page = await context.newPage();
  return { page, context, watched: watch(page) };
}

export function watch(page: Page): Watched {
  const watched: Watched = { errors: [], requests: [] };
  page.on('pageerror', (error) => watched.errors.push(String(error)));
  page.on('console', (message) => {
    // A page refused a request says so by itself; tests of trouble expect that.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
      watched.errors.push(message.text());
    }
  });
  page.on('request', (request) => watched.requests.push(request.url()));
  page.on('websocket', (socket) => watched.requests.push(socket.url()));
  return watched;
}

interface Made {
  readonly peers: RTCPeerConnection[];
  readonly tracks: MediaStreamTrack[];
}

declare global {
  interface Window {
    made?: Made;
  }
}

async function watchMedia(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const made: Made = { peers: [], tracks: [] };
    window.made = made;
    const Native = window.RTCPeerConnection;
    window.RTCPeerConnection = new Proxy(Native, {
      construct(target, args: [RTCConfiguration?]) {
        const peer = new target(...args);
        made.peers.push(peer);
        return peer;
      },
    });
    const devices = navigator.mediaDevices;
    if (!devices) return;
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      made.tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

/** How many peers are alive and how many tracks still run on this page. */
export const aliveOn = (page: Page): Promise<{ peers: number; tracks: number }> =>
  page.evaluate(() => ({
    peers: (window.made?.peers ?? []).filter((peer) => peer.connectionState !== 'closed').length,
    tracks: (window.made?.tracks ?? []).filter((track) => track.readyState === 'live').length,
  }));

/** The addresses of every STUN or TURN server that peers of this page were told of. */
export const iceServersOn = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    (window.made?.peers ?? [])
      .flatMap((peer) => peer.getConfiguration().iceServers ?? [])
      .flatMap((server) => server.urls),
  );
