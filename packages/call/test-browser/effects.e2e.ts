import { expect, type Page } from '@playwright/test';
import { openStage, test } from './open-stage.ts';

let page: Page;
let errors: readonly string[];

test.beforeEach(async ({ browser }) => {
  ({ page, errors } = await openStage(browser));
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

/** Somebody drawn, in a striped shirt, in front of a chequered wall; and what Dana sees of them. */
async function seenOfPerson(onPage: boolean) {
  return page.evaluate(async (withoutFrames) => {
    const { media, outgoing, createPair, begin, until, show } = window.stage;
    if (withoutFrames) Reflect.deleteProperty(window, 'MediaStreamTrackGenerator');
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    const fill = (colour: string, shape: Path2D) => {
      context.fillStyle = colour;
      context.fill(shape);
    };
    const draw = () => {
      context.fillStyle = '#cfe0d8';
      context.fillRect(0, 0, 640, 480);
      context.fillStyle = '#333';
      for (let y = 0; y < 480; y += 16) {
        for (let x = y % 32; x < 640; x += 32) context.fillRect(x, y, 16, 16);
      }
      fill('#2f5d8a', new Path2D('M140 480q10-130 130-140h100q120 10 130 140z'));
      for (let y = 400; y < 480; y += 20) fill('#d5e2ee', new Path2D(`M200 ${y}h240v10h-240z`));
      fill('#d9a67c', new Path2D('M280 300h80v60q-40 36-80 0z'));
      fill('#d9a67c', new Path2D('M238 220a82 102 0 1 0 164 0a82 102 0 1 0-164 0z'));
      fill('#5a3a22', new Path2D('M232 205q-4-110 88-112t90 112q-22-58-72-64q-70-4-106 64z'));
      fill(
        '#2a2326',
        new Path2D('M280 218a8 8 0 1 0 16 0a8 8 0 1 0-16 0zm64 0a8 8 0 1 0 16 0a8 8 0 1 0-16 0z'),
      );
      fill('#8c3b3b', new Path2D('M298 282a22 9 0 1 0 44 0a22 9 0 1 0-44 0z'));
      // Without brows and a nose it is no face.
      context.strokeStyle = '#5a3a22';
      context.lineWidth = 5;
      context.stroke(new Path2D('M272 194q16-10 32-2m32-2q16-8 32 2m-50 34l-8 30h16'));
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

    const look = async () => {
      await new Promise((resolve) => {
        video.requestVideoFrameCallback(resolve);
      });
      const seen = new OffscreenCanvas(640, 480).getContext('2d');
      seen?.drawImage(video, 0, 0, 640, 480);
      const pixels = seen?.getImageData(0, 0, 640, 480) ?? new ImageData(640, 480);
      /** How much the light differs on a way of 64 pixels from here, to the right or down. */
      const contrast = (from: [number, number], step: [number, number]) => {
        const lights = Array.from({ length: 64 }, (_, index) => {
          const [x, y] = [from[0] + index * step[0], from[1] + index * step[1]];
          return pixels.data[4 * (640 * y + x) + 1] ?? 0;
        });
        return Math.max(...lights) - Math.min(...lights);
      };
      return { wall: contrast([40, 108], [1, 0]), shirt: contrast([320, 405], [0, 1]) };
    };
    const lookUntil = async (right: (seen: Awaited<ReturnType<typeof look>>) => boolean) => {
      let seen = await look();
      while (!right(seen)) seen = await look();
      return seen;
    };

    const sharp = await lookUntil(({ wall, shirt }) => wall > 100 && shirt > 60);
    outgoing.effects.choose('blur_background');
    const notices = [outgoing.effects.store.getState().notice];
    // All of it at first, and then the wall alone.
    const blurred = await lookUntil(({ wall, shirt }) => wall < 40 && shirt > 60);
    notices.push(outgoing.effects.store.getState().notice);
    outgoing.effects.choose('soft_blur');
    const soft = await lookUntil(({ wall, shirt }) => wall < 40 && shirt < 40);
    outgoing.effects.choose('blur_background');
    await lookUntil(({ wall, shirt }) => wall < 40 && shirt > 60);
    return {
      sharp,
      blurred,
      soft,
      notices,
      phases: dana.phases.join(),
      peers: [peers, window.stage.livePeers()],
    };
  }, onPage);
}

for (const [where, onPage] of [
  ['in a worker', false],
  ['on the page, with a worker that tells who is a person', true],
] as const) {
  test(`the background is blurred, and the person is not: ${where}`, async () => {
    const seen = await seenOfPerson(onPage);
    expect(seen).toMatchObject({
      notices: ['loading', null],
      phases: 'connecting,connected',
      peers: [2, 2],
    });
  });
}

test('the camera itself is never sent while an effect is chosen: not while it is changed, off or on', async () => {
  const seen = await page.evaluate(async () => {
    const { media, outgoing, tracks, createPair, begin, until, show, pictureMoves } = window.stage;
    const { effects, stream } = outgoing;
    await media.open('video');
    const { ann, dana } = createPair();
    await begin(1, ann, dana);
    const video = show(dana);
    await until(() => video.videoWidth > 2);
    const peers = window.stage.livePeers();
    const sent: MediaStreamTrack[] = [];
    // A camera that is off is a track that has ended.
    const picture = () => stream.getVideoTracks().find(({ readyState }) => readyState === 'live');
    const note = () => sent.push(...[picture()].filter((track) => track !== undefined));
    const another = (before: MediaStreamTrack | undefined) =>
      until(() => picture() !== undefined && picture() !== before);

    effects.choose('soft_blur');
    note();
    stream.addEventListener('addtrack', note);
    await another(undefined);
    const first = picture();
    const state = media.store.getState();
    const cameras = state.phase === 'open' ? state.devices.cameras : [];
    const now = state.phase === 'open' ? state.cameraId : null;
    await media.choose({ cameraId: cameras.find(({ id }) => id !== now)?.id ?? '' });
    await another(first);
    const second = picture();
    await media.turnCamera(false);
    await until(() => picture() === undefined);
    await media.turnCamera(true);
    await another(second);
    return {
      moves: await pictureMoves(video),
      cameras: new Set(tracks.filter(({ kind }) => kind === 'video')).size,
      painted: new Set(sent).size,
      asIs: sent.filter((track) => tracks.includes(track)).length,
      effect: effects.store.getState().effect,
      phases: dana.phases.join(),
      peers: [peers, window.stage.livePeers()],
    };
  });

  expect(seen).toEqual({
    moves: true,
    cameras: 3,
    painted: 3,
    asIs: 0,
    effect: 'soft_blur',
    phases: 'connecting,connected',
    peers: [2, 2],
  });
});
