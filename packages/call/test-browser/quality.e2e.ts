import { expect, type Page } from '@playwright/test';
import { openStage, test } from './open-stage.ts';

let page: Page;
let errors: readonly string[];

test.beforeEach(async ({ browser }) => {
  ({ page, errors } = await openStage(browser));
  await page.evaluate(() => window.stage.media.open('video'));
});
test.afterEach(async () => {
  expect(errors).toEqual([]);
  await page.context().close();
});

test('what one side measures of itself is known to both', async () => {
  const seen = await page.evaluate(async () => {
    const { createPair, toolsOf, begin, until } = window.stage;
    const { ann, dana } = createPair();
    const [anns, danas] = [toolsOf(ann), toolsOf(dana)];
    await begin(1, ann, dana);
    const levels = () =>
      [anns, danas].flatMap(({ quality }) => {
        const { own, remote } = quality.store.getState();
        return [own, remote];
      });
    await until(() => !levels().includes(null));
    const { sample } = anns.quality.store.getState();
    const told = [levels()[0] === levels()[3], levels()[2] === levels()[1]];
    for (const tools of [anns, danas]) tools.end();
    return { told, route: sample?.route, width: sample?.incoming.video?.width };
  });

  expect(seen.told).toEqual([true, true]);
  expect(seen.route).toMatchObject({ protocol: 'udp', relayed: false });
  expect(seen.width).toBeGreaterThan(2);
});

test('the picture is raised in size once it is there, and taken back for low data', async () => {
  const seen = await page.evaluate(async () => {
    const { createPair, toolsOf, begin, until, show } = window.stage;
    const { ann, dana } = createPair();
    const anns = toolsOf(ann);
    const opened = anns.controls.media.store.getState();
    const track = opened.phase === 'open' ? opened.stream.getVideoTracks()[0] : undefined;
    const first = track?.getSettings().width;
    await begin(1, ann, dana);
    const video = show(dana);
    await until(() => video.videoWidth === 1280);
    anns.quality.setLowData(true);
    await until(() => track?.getSettings().width === 640);
    anns.quality.setLowData(false);
    anns.end();
    return { first, phases: dana.phases };
  });

  expect(seen).toEqual({ first: 640, phases: ['connecting', 'connected'] });
});

test('low data makes both send little, and the next generation as well', async () => {
  const seen = await page.evaluate(async () => {
    const { createPair, toolsOf, begin, until, encodingsOf } = window.stage;
    const { ann, dana } = createPair();
    const [anns, danas] = [toolsOf(ann), toolsOf(dana)];
    await begin(1, ann, dana);
    const sentBy = (tools: typeof anns) =>
      tools.quality.store.getState().sample?.outgoing.video?.bitsPerSecond ?? 0;
    await until(() => sentBy(anns) > 250_000 && sentBy(danas) > 250_000);
    const before = encodingsOf(dana, 'video');

    anns.quality.setLowData(true);
    await until(() => danas.quality.store.getState().remoteLowData);
    await until(() => [anns, danas].every((tools) => sentBy(tools) < 180_000));
    const little = [encodingsOf(ann, 'video'), encodingsOf(dana, 'video')];
    const sound = encodingsOf(ann, 'audio');

    await begin(2, ann, dana);
    await until(() => [ann, dana].every((side) => encodingsOf(side, 'video')[0]?.maxBitrate));
    const again = [encodingsOf(ann, 'video'), encodingsOf(dana, 'video')];

    anns.quality.setLowData(false);
    await until(() => [ann, dana].every((side) => !encodingsOf(side, 'video')[0]?.maxBitrate));
    for (const tools of [anns, danas]) tools.end();
    return { before, little, again, sound };
  });

  expect(seen.before[0]?.maxBitrate).toBeUndefined();
  const little = { active: true, maxBitrate: 120_000, maxFramerate: 12, scaleResolutionDownBy: 2 };
  expect(seen.little).toMatchObject([[little], [little]]);
  expect(seen.again).toMatchObject([[little], [little]]);
  expect(seen.sound).toMatchObject([{ active: true, priority: 'high', networkPriority: 'high' }]);
});

test('a picture that endangers the voice is paused, which the other side is told, and comes back', async () => {
  const seen = await page.evaluate(async () => {
    const { createPair, toolsOf, begin, until, reportLoss, framesReceived } = window.stage;
    const { ann, dana } = createPair();
    const [anns, danas] = [toolsOf(ann), toolsOf(dana)];
    await begin(1, ann, dana);
    const picture = () => danas.quality.store.getState().remotePicture;
    await until(() => danas.quality.store.getState().remote !== null);

    const heal = reportLoss(ann, 0.4);
    await until(() => picture() === 'paused');
    // What was on its way has arrived once two samples bring no frame.
    const at = () => danas.quality.store.getState().sample;
    let last = at();
    let still = 0;
    while (still < 2) {
      await until(() => at() !== last);
      last = at();
      still = last?.incoming.video?.framesPerSecond === 0 ? still + 1 : 0;
    }
    const voice = (last?.incoming.audio?.packets ?? 0) > 0;
    const stopped = await framesReceived(dana);

    heal();
    await until(() => picture() === 'sent');
    while ((await framesReceived(dana)) <= stopped);
    for (const tools of [anns, danas]) tools.end();
    return { voice, phases: dana.phases };
  });

  expect(seen.voice).toBe(true);
  expect(seen.phases).toEqual(['connecting', 'connected']);
});
