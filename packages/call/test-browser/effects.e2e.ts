import { type Browser, expect, type Page, test } from '@playwright/test';
import { buildStage, launch, openStage } from './open-stage.ts';

let browser: Browser;
let page: Page;
let errors: readonly string[];
let script = '';

test.describe.configure({ timeout: 120_000 });

test.beforeAll(async () => {
  script = await buildStage();
  browser = await launch('--use-fake-ui-for-media-stream');
});
test.afterAll(() => browser.close());

test.beforeEach(async () => {
  ({ page, errors } = await openStage(browser, script));
});
test.afterEach(async () => {
  expect(errors).toEqual([]);
  await page.context().close();
});

test('a call to oneself shows what is sent, and measures the connection it goes over', async () => {
  const seen = await page.evaluate(async () => {
    const { ICE, media, outgoing, until, show, pictureMoves, livePeers } = window.stage;
    await media.open('video');
    const connected: number[] = [];
    const pair = window.stage.createSelfPair({
      localStream: () => outgoing.stream,
      onConnected: (generation) => connected.push(generation),
      onLost: () => {},
    });
    pair.begin(1, ICE);
    await until(() => connected.includes(1));
    const state = pair.far.store.getState();
    const moves = state.phase === 'connected' && (await pictureMoves(show({ call: pair.far })));
    const statsOf = async (call: typeof pair.near) => [
      ...((await call.connection()?.getStats())?.values() ?? []),
    ];
    const sent = (await statsOf(pair.near)).find(
      ({ type, kind }) => type === 'outbound-rtp' && kind === 'video',
    );
    const received = (await statsOf(pair.far)).find(
      ({ type, kind }) => type === 'inbound-rtp' && kind === 'video',
    );
    pair.begin(2, ICE);
    await until(() => connected.includes(2));
    const during = livePeers();
    pair.end();
    await until(() => livePeers() === 0);
    return { moves, same: sent.ssrc === received.ssrc, frames: received.framesDecoded, during };
  });

  expect(seen).toMatchObject({ moves: true, same: true, during: 2 });
  expect(seen.frames).toBeGreaterThan(0);
});

/** What the other side sees of a picture of reddish and bluish stripes. */
interface Seen {
  /** How far from grey, 0 to 255. */
  readonly chroma: number;
  readonly redOverBlue: number;
  /** How much neighbouring stripes differ in light. */
  readonly detail: number;
}

/** Two in a call, with a known picture in the camera's place; then each effect in turn. */
async function seenWith(onPage: boolean) {
  return page.evaluate(async (withoutWorkers) => {
    const { media, outgoing, createPair, begin, until, show } = window.stage;
    if (withoutWorkers) Reflect.deleteProperty(window, 'MediaStreamTrackGenerator');
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
    const context = canvas.getContext('2d');
    const draw = () => {
      for (let x = 0; x < 320; x += 8) {
        if (!context) return;
        context.fillStyle = x % 16 === 0 ? 'rgb(220 130 110)' : 'rgb(50 60 110)';
        context.fillRect(x, 0, 8, 240);
      }
    };
    setInterval(draw, 50);
    draw();
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(20);
    await media.open('video');
    const { ann, dana } = createPair();
    await begin(1, ann, dana);
    const video = show(dana);
    await until(() => video.videoWidth > 2);
    const peers = window.stage.livePeers();

    const look = async (): Promise<Seen> => {
      await new Promise((resolve) => {
        video.requestVideoFrameCallback(resolve);
      });
      const small = new OffscreenCanvas(320, 240).getContext('2d');
      small?.drawImage(video, 0, 0, 320, 240);
      const data = small?.getImageData(0, 120, 320, 1).data ?? new Uint8ClampedArray();
      let [chroma, red, blue, detail] = [0, 0, 0, 0];
      // The middle of each stripe.
      const light: number[] = [];
      for (let x = 4; x < 320; x += 8) {
        const [r = 0, g = 0, b = 0] = data.slice(4 * x, 4 * x + 3);
        chroma += Math.max(r, g, b) - Math.min(r, g, b);
        red += r;
        blue += b;
        light.push(0.3 * r + 0.6 * g + 0.1 * b);
      }
      for (let index = 1; index < light.length; index++) {
        detail += Math.abs((light[index] ?? 0) - (light[index - 1] ?? 0));
      }
      return { chroma: chroma / 40, redOverBlue: red / blue, detail: detail / 39 };
    };
    /** Looks until it is as it should be; the test's own timeout says when it never is. */
    const lookUntil = async (right: (seen: Seen) => boolean) => {
      let seen = await look();
      while (!right(seen)) seen = await look();
      return seen;
    };

    const plain = await lookUntil(({ detail }) => detail > 50);
    const { choose } = outgoing.effects;
    choose('grey');
    const grey = await lookUntil(({ chroma }) => chroma < 12);
    const painted = outgoing.stream.getVideoTracks()[0]?.id;
    choose('warm');
    const warm = await lookUntil(
      ({ redOverBlue, chroma }) => chroma > 12 && redOverBlue > plain.redOverBlue * 1.15,
    );
    choose('high_contrast');
    await lookUntil(({ detail }) => detail > plain.detail * 1.15);
    choose('soft_blur');
    const blurred = await lookUntil(({ detail }) => detail < plain.detail * 0.7);
    const stillPainted = outgoing.stream.getVideoTracks()[0]?.id;
    choose('none');
    await lookUntil(({ detail }) => detail > plain.detail * 0.8);
    return {
      plain,
      grey,
      warm,
      blurred,
      oneTrack: painted === stillPainted,
      camera: outgoing.stream.getVideoTracks()[0] === canvasTrack(),
      phases: dana.phases.join(),
      peers: [peers, window.stage.livePeers()],
      notice: outgoing.effects.store.getState().notice,
    };

    function canvasTrack() {
      const state = media.store.getState();
      return state.phase === 'open' ? state.stream.getVideoTracks()[0] : null;
    }
  }, onPage);
}

for (const [where, onPage] of [
  ['in a worker', false],
  ['on the page, where a browser has nothing better', true],
] as const) {
  test(`each effect changes what the other side sees, in the same generation: ${where}`, async () => {
    const seen = await seenWith(onPage);

    expect(seen.plain.chroma).toBeGreaterThan(40);
    expect(seen).toMatchObject({
      oneTrack: true,
      camera: true,
      phases: 'connecting,connected',
      peers: [2, 2],
      notice: null,
    });
  });
}
