// `pnpm bench:face`: from accepting a caller to the first decoded picture on both sides, through the
// real product, against two bare RTCPeerConnections whose offer is ready at the callee. In turns, in
// the same browsers, over the same delaying line to a server. See README.md.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Browser, Page } from '@playwright/test';
import { openBrowser, openPage } from '../e2e/browser.ts';
import makeMedia from '../e2e/media.ts';
import { createAccount, goAvailable, Widget } from '../e2e/people.ts';
import { startPeerdesk } from '../e2e/server.ts';

const RUNS = Number(process.argv[2] ?? 15);
const CAMERA_MS = 400;
const WAITED_MS = 2500;
/** One way to the server. */
const DISTANCES_MS = [0, 40];

interface Sides {
  readonly caller: Page;
  readonly callee: Page;
}

/** Cameras take their time, as real ones do. */
async function slowCameras(page: Page): Promise<void> {
  await page.addInitScript((ms) => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return open(constraints);
    };
  }, CAMERA_MS);
}

async function openSide(browser: Browser): Promise<Page> {
  const { page } = await openPage(browser);
  await slowCameras(page);
  await watchFaces(page);
  return page;
}

/** A line to a port of this machine that is so long. */
async function layLongLine(port: number, ms: number): Promise<Server> {
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.setNoDelay(true);
      from.on('data', (chunk) => later(() => to.writable && to.write(chunk)));
      from.on('end', () => later(() => to.end()));
      from.on('error', () => to.destroy());
      from.on('close', () => later(() => to.destroy()));
    }
  });
  /** Timers of the same length fire in their order. */
  const later = (act: () => void) => (ms === 0 ? act() : void setTimeout(act, ms));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

/** When a picture was there, and when it was on the screen as well; by the machine's clock. */
interface Face {
  readonly decodedAt: number;
  readonly shownAt: number;
}

/** Every video's first real picture, by its label; nothing runs before there is one. */
async function watchFaces(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { timeOrigin } = performance;
    const now = () => timeOrigin + performance.now();
    const faces = new Map<string | null, Face>();
    Object.assign(window, { faces });
    const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
    Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
      ...own,
      set(this: HTMLVideoElement, stream: MediaStream | null) {
        own?.set?.call(this, stream);
        const onFrame = () => {
          if (this.videoWidth <= 2) {
            this.requestVideoFrameCallback(onFrame);
            return;
          }
          const label = this.getAttribute('aria-label');
          const decodedAt = now();
          const look = () => {
            if (faces.has(label)) return;
            // What is to be seen in the frame that is being made.
            if (this.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
              faces.set(label, { decodedAt, shownAt: now() });
            } else requestAnimationFrame(look);
          };
          look();
        };
        if (stream) this.requestVideoFrameCallback(onFrame);
      },
    });
  });
}

/** From now on. */
const forgetFaces = (page: Page) =>
  page.evaluate(() => (window as unknown as { faces: Map<string, Face> }).faces.clear());

/** The first picture of the video with this label. */
async function faceAt(page: Page, label: string): Promise<Face> {
  const found = await page.waitForFunction(
    (wanted) => (window as unknown as { faces: Map<string, Face> }).faces.get(wanted),
    label,
    { polling: 100 },
  );
  const face = await found.jsonValue();
  if (!face) throw new Error(`no picture of ${label}`);
  return face;
}

/** On both sides. @returns ms from the beginning */
function since(startedAt: number, faces: readonly Face[]): Times {
  return {
    decoded: Math.max(...faces.map(({ decodedAt }) => decodedAt)) - startedAt,
    shown: Math.max(...faces.map(({ shownAt }) => shownAt)) - startedAt,
  };
}

interface Times {
  readonly decoded: number;
  readonly shown: number;
}

/** Ann waits at the head of the queue, her offer is with the server; Dana presses. */
async function throughPeerdesk({ caller, callee }: Sides, origin: string): Promise<Times> {
  await caller.goto(`${origin}/demo`);
  const widget = new Widget(caller);
  await widget.open();
  const offered = new Promise<void>((resolve) => {
    caller.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => {
        if (String(payload).includes('"prepareOffer"')) resolve();
      });
    });
  });
  await widget.join('Ann');
  await offered;
  const button = callee.getByRole('button', { name: 'Accept next caller' });
  await button.waitFor();
  // She has waited for a little while.
  await caller.waitForTimeout(WAITED_MS);
  await Promise.all([caller, callee].map(forgetFaces));
  const startedAt = await button.evaluate((element) => {
    const at = performance.timeOrigin + performance.now();
    (element as HTMLElement).click();
    return at;
  });
  const faces = await Promise.all([
    faceAt(caller, "Consultant's video"),
    faceAt(callee, "Caller's video"),
  ]);
  await callee.getByRole('button', { name: 'Hang up' }).click();
  await callee.getByRole('button', { name: 'Back to the queue' }).click();
  return since(startedAt, faces);
}

/** The least that WebRTC and the line allow: one answer through the server, and no application. */
async function throughNothing({ caller, callee }: Sides, relay: string): Promise<Times> {
  const prepare = async (page: Page, label: string) => {
    await page.goto('about:blank');
    await page.goto(new URL('/bare', relay.replace('ws', 'http')).href);
    await page.evaluate(
      async ([url, name]) => {
        const video = document.createElement('video');
        Object.assign(video, { autoplay: true, muted: true });
        video.setAttribute('aria-label', name);
        document.body.append(video);
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
        const peer = new RTCPeerConnection({ iceServers: [] });
        for (const track of stream.getTracks()) peer.addTrack(track, stream);
        peer.addEventListener('track', ({ streams }) => {
          video.srcObject = streams[0] ?? null;
        });
        const socket = new WebSocket(url);
        await new Promise((resolve) => socket.addEventListener('open', resolve));
        Object.assign(window, { bare: { peer, socket, stream } });
      },
      [relay, label] as const,
    );
  };
  await Promise.all([prepare(caller, 'face'), prepare(callee, 'face')]);
  const offer = await caller.evaluate(async () => {
    const { peer, socket } = (window as unknown as { bare: Bare }).bare;
    const gathered = new Promise((resolve) => {
      peer.addEventListener('icecandidate', ({ candidate }) => candidate ?? resolve(null));
    });
    await peer.setLocalDescription();
    await gathered;
    socket.addEventListener('message', ({ data }) => {
      const { answer, candidate } = JSON.parse(String(data));
      // In their order, which is the peer's own concern.
      void (answer ? peer.setRemoteDescription(answer) : peer.addIceCandidate(candidate));
    });
    return peer.localDescription?.toJSON();
  });
  await caller.waitForTimeout(WAITED_MS);
  await Promise.all([caller, callee].map(forgetFaces));
  const startedAt = await callee.evaluate(async (given) => {
    const at = performance.timeOrigin + performance.now();
    const { peer, socket } = (window as unknown as { bare: Bare }).bare;
    peer.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate) socket.send(JSON.stringify({ candidate }));
    });
    await peer.setRemoteDescription(given as RTCSessionDescriptionInit);
    await peer.setLocalDescription();
    socket.send(JSON.stringify({ answer: peer.localDescription }));
    return at;
  }, offer);
  const faces = await Promise.all([faceAt(caller, 'face'), faceAt(callee, 'face')]);
  for (const page of [caller, callee]) {
    await page.evaluate(() => {
      const { peer, stream } = (window as unknown as { bare: Bare }).bare;
      for (const track of stream.getTracks()) track.stop();
      peer.close();
    });
  }
  return since(startedAt, faces);
}

interface Bare {
  readonly peer: RTCPeerConnection;
  readonly socket: WebSocket;
  readonly stream: MediaStream;
}

/** Passes on what one of two says to the other, and serves an empty page. */
async function startRelay(): Promise<{ port: number; close(): void }> {
  const { createServer: createHttp } = await import('node:http');
  const { createHash } = await import('node:crypto');
  const sockets = new Set<Socket>();
  const http = createHttp((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Bare</title>');
  });
  // Frames are short and come whole: they are unmasked and passed on. RFC 6455, section 5.2.
  http.on('upgrade', (request, socket: Socket) => {
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    socket.setNoDelay(true);
    sockets.add(socket);
    let rest = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      for (;;) {
        const short = (rest[1] ?? 0) & 0x7f;
        const head = short === 126 ? 4 : 2;
        if (rest.length < head + 4) return;
        const length = short === 126 ? rest.readUInt16BE(2) : short;
        if (rest.length < head + 4 + length) return;
        const mask = rest.subarray(head, head + 4);
        const body = Buffer.from(rest.subarray(head + 4, head + 4 + length));
        for (let index = 0; index < length; index++) {
          body[index] = (body[index] ?? 0) ^ (mask[index % 4] ?? 0);
        }
        const isText = ((rest[0] ?? 0) & 0x0f) === 1;
        rest = rest.subarray(head + 4 + length);
        if (!isText) continue;
        const size =
          length < 126 ? Buffer.from([length]) : Buffer.from([126, length >> 8, length & 255]);
        for (const other of sockets) {
          if (other !== socket) other.write(Buffer.concat([Buffer.from([0x81]), size, body]));
        }
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    port: (http.address() as AddressInfo).port,
    close() {
      http.close();
      http.closeAllConnections();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** @param share 0.5 is the median */
function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function measure(browsers: readonly [Browser, Browser], distanceMs: number): Promise<void> {
  const peerdesk = await startPeerdesk();
  const relay = await startRelay();
  const product = await layLongLine(peerdesk.port, distanceMs);
  const bare = await layLongLine(relay.port, distanceMs);
  const [callers, consultants] = browsers;
  const sides = { caller: await openSide(callers), callee: await openSide(consultants) };
  const bareSides = { caller: await openSide(callers), callee: await openSide(consultants) };
  const origin = `http://localhost:${portOf(product)}`;
  await createAccount(sides.callee, peerdesk.origin);
  await sides.callee.goto(`${origin}/`);
  await goAvailable(sides.callee);

  const times: Record<'floor' | 'Peerdesk', Times[]> = { floor: [], Peerdesk: [] };
  // The first ones warm up.
  for (let run = -1; run < RUNS; run++) {
    const floor = await throughNothing(bareSides, `ws://localhost:${portOf(bare)}`);
    const own = await throughPeerdesk(sides, origin);
    if (run < 0) continue;
    times.floor.push(floor);
    times.Peerdesk.push(own);
  }
  const part = (who: keyof typeof times, what: keyof Times, share: number) =>
    quantile(
      times[who].map((run) => run[what]),
      share,
    );
  console.log(`\nThe server ${distanceMs} ms away, ${RUNS} runs each`);
  console.table(
    (['decoded', 'shown'] as const).flatMap((what) =>
      (['floor', 'Peerdesk'] as const).map((who) => ({
        picture: what,
        who,
        'median ms': Math.round(part(who, what, 0.5)),
        'p95 ms': Math.round(part(who, what, 0.95)),
        ratio: (part(who, what, 0.5) / part('floor', what, 0.5)).toFixed(2),
      })),
    ),
  );
  console.log('Goal: a ratio of at most 1.05.');

  for (const page of [...Object.values(sides), ...Object.values(bareSides)]) {
    await page.context().close();
  }
  for (const line of [product, bare]) line.close();
  relay.close();
  await peerdesk.remove();
}

makeMedia();
const browsers = await Promise.all([openBrowser('caller'), openBrowser('consultant')]);
for (const distanceMs of DISTANCES_MS) await measure(browsers, distanceMs);
await Promise.all(browsers.map((browser) => browser.close()));
