import { type Browser, expect, type Page } from '@playwright/test';
import { launch, openStage, test } from './open-stage.ts';

let browser: Browser;
let page: Page;
let errors: readonly string[];

/** A page of `page.ts`, whose errors are kept. */
async function openPage(from: Browser, permissions: string[] = []): Promise<Page> {
  const stage = await openStage(from, permissions);
  errors = stage.errors;
  return stage.page;
}

/** Asks for both on a page, and tells what came of it. */
const openVideo = (on: Page) =>
  on.evaluate(async () => {
    const { media, liveTracks } = window.stage;
    await media.open('video');
    const state = media.store.getState();
    return {
      phase: state.phase,
      trouble: 'trouble' in state ? state.trouble : null,
      live: liveTracks(),
    };
  });

test.beforeAll(({ browser: shared }) => {
  browser = shared;
});

test.describe('Ann calls Dana', () => {
  test.beforeEach(async () => {
    page = await openPage(browser);
    await page.evaluate(() => window.stage.media.open('video'));
  });

  test.afterEach(async () => {
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('and both see moving pictures', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases, show, pictureMoves, livePeers } = window.stage;
      const { ann, dana } = createPair();
      dana.call.begin(1, ICE);
      ann.call.begin(1, ICE);
      await until(() => phases(ann, dana) === 'connected,connected');
      await until(() => ann.connected.length > 0 && dana.connected.length > 0);
      return {
        moving: await Promise.all([pictureMoves(show(ann)), pictureMoves(show(dana))]),
        connected: [ann.connected, dana.connected],
        phases: [ann.phases, dana.phases],
        peers: livePeers(),
      };
    });

    expect(seen).toEqual({
      moving: [true, true],
      connected: [[1], [1]],
      phases: [
        ['connecting', 'connected'],
        ['connecting', 'connected'],
      ],
      peers: 2,
    });
  });

  test('and an offer prepared beforehand is the one that connects', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases, peers } = window.stage;
      const { ann, dana } = createPair();
      const prepared = await ann.call.prepare(1, ICE);
      const before = phases(ann, dana);
      for (const signal of prepared) dana.call.receive(1, signal);
      const answeredEarly = peers.length > 1;
      dana.call.begin(1, ICE);
      ann.call.begin(1, ICE);
      await until(() => phases(ann, dana) === 'connected,connected');
      return {
        before,
        prepared: prepared.map((signal) => signal['type']),
        answeredEarly,
        offersSent: ann.sent.filter(({ type }) => type === 'offer').length,
        peers: peers.length,
      };
    });

    expect(seen.before).toBe('idle,idle');
    expect(seen.prepared[0]).toBe('offer');
    expect(seen.prepared).toContain('candidate');
    expect(seen.answeredEarly).toBe(false);
    expect(seen.offersSent).toBe(0);
    expect(seen.peers).toBe(2);
  });

  test('and one path is looked for, not one for each of voice, picture and data', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair } = window.stage;
      const signals = await createPair().ann.call.prepare(1, ICE);
      const sdp = String(signals.find(({ type }) => type === 'offer')?.['sdp']);
      const candidates = signals.flatMap(({ candidate }) => candidate ?? []);
      return {
        kinds: sdp.match(/^m=\w+/gm),
        lookedFor: [...new Set(candidates.map((found) => (found as RTCIceCandidate).sdpMid))],
      };
    });

    expect(seen.kinds?.toSorted()).toEqual(['m=application', 'm=audio', 'm=video']);
    expect(seen.lookedFor).toHaveLength(1);
  });

  test('and an offer that is begun before it was ready is sent whole', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases, peers } = window.stage;
      const { ann, dana } = createPair();
      const preparing = ann.call.prepare(1, ICE);
      dana.call.begin(1, ICE);
      ann.call.begin(1, ICE);
      const handedOver = await preparing;
      await until(() => phases(ann, dana) === 'connected,connected');
      return {
        handedOver,
        offersSent: ann.sent.filter(({ type }) => type === 'offer').length,
        peers: peers.length,
      };
    });

    expect(seen).toEqual({ handedOver: [], offersSent: 1, peers: 2 });
  });

  test('and of two prepared offers the one accepted lives, the other does not', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases, peers, livePeers } = window.stage;
      const { ann, dana } = createPair();
      const first = await ann.call.prepare(1, ICE);
      await ann.call.prepare(2, ICE);
      const made = livePeers();
      for (const signal of first) dana.call.receive(1, signal);
      dana.call.begin(1, ICE);
      ann.call.begin(1, ICE);
      await until(() => phases(ann, dana) === 'connected,connected');
      await until(() => ann.connected.length > 0);
      return { made, all: peers.length, live: livePeers(), connected: ann.connected };
    });

    expect(seen).toEqual({ made: 2, all: 3, live: 2, connected: [1] });
  });

  test('and an answer made beforehand is given when it is wanted, and not before', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases, peers, livePeers } = window.stage;
      const { ann, dana } = createPair();
      dana.call.prepareAnswer(1, ICE, await ann.call.prepare(1, ICE));
      dana.call.prepareAnswer(2, ICE, await ann.call.prepare(2, ICE));
      await until(() => peers.at(-1)?.signalingState === 'have-remote-offer');
      const before = { phases: phases(ann, dana), live: livePeers(), sent: dana.sent.length };
      const generation = dana.call.giveAnswer();
      await until(() => dana.sent.length > 0);
      const given = dana.sent[0]?.negotiated;
      ann.call.begin(2, ICE);
      await until(() => phases(ann, dana) === 'connected,connected');
      await until(() => dana.connected.length > 0);
      const answers = dana.sent.filter(({ type }) => type === 'answer').length;
      return { before, generation, given, answers, connected: dana.connected, made: peers.length };
    });

    expect(seen).toEqual({
      before: { phases: 'idle,idle', live: 3, sent: 0 },
      generation: 2,
      // On its way before the browser has applied it.
      given: 'have-remote-offer',
      answers: 1,
      connected: [2],
      made: 4,
    });
  });

  test('and an answer made before Dana had a camera is made anew with it', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases, media, show, pictureMoves } = window.stage;
      const { ann, dana } = createPair();
      const offer = await ann.call.prepare(1, ICE);
      media.close();
      await media.open('audio');
      dana.call.prepareAnswer(1, ICE, offer);
      await media.open('video');
      dana.call.giveAnswer();
      ann.call.begin(1, ICE);
      await until(() => phases(ann, dana) === 'connected,connected');
      return pictureMoves(show(ann));
    });

    expect(seen).toBe(true);
  });

  test('and an offer that arrives twice is answered once', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases } = window.stage;
      const { ann, dana } = createPair();
      const prepared = await ann.call.prepare(1, ICE);
      ann.call.begin(1, ICE);
      dana.call.begin(1, ICE);
      for (const signal of [...prepared, ...prepared]) dana.call.receive(1, signal);
      await until(() => phases(ann, dana) === 'connected,connected');
      return { answers: dana.sent.filter(({ type }) => type === 'answer').length, lost: ann.lost };
    });

    expect(seen).toEqual({ answers: 1, lost: [] });
  });

  test('and a broken connection is replaced by the next generation', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases, peers, livePeers, show, pictureMoves } = window.stage;
      const { ann, dana } = createPair();
      dana.call.begin(1, ICE);
      ann.call.begin(1, ICE);
      await until(() => phases(ann, dana) === 'connected,connected');
      peers.find((peer) => peer.localDescription?.type === 'answer')?.close();
      await until(() => ann.lost.length > 0);
      const lost = ann.call.store.getState().phase;
      dana.call.begin(2, ICE);
      ann.call.begin(2, ICE);
      await until(() => ann.connected.includes(2) && dana.connected.includes(2));
      return {
        lost,
        annLost: ann.lost,
        annPhases: ann.phases,
        moving: await pictureMoves(show(ann)),
        live: livePeers(),
      };
    });

    expect(seen).toEqual({
      lost: 'reconnecting',
      annLost: [1],
      annPhases: ['connecting', 'connected', 'reconnecting', 'connected'],
      moving: true,
      live: 2,
    });
  });

  test('and a hang-up that arrives before the word of it is not shown as a broken connection', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases, peers, livePeers, channelsOpen } = window.stage;
      const { ann, dana } = createPair();
      dana.call.begin(1, ICE);
      ann.call.begin(1, ICE);
      await until(() => phases(ann, dana) === 'connected,connected');
      await channelsOpen();
      // Without closing the data channel first, as it may look from the other side.
      peers.find((peer) => peer.localDescription?.type === 'offer')?.close();
      while (livePeers() > 0) await new Promise((resolve) => setTimeout(resolve, 0));
      dana.call.end();
      return { phases: dana.phases, lost: dana.lost };
    });

    expect(seen).toEqual({ phases: ['connecting', 'connected', 'ended'], lost: [] });
  });

  test('and signals of an older generation change nothing', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases } = window.stage;
      const { ann, dana } = createPair();
      const stale = await ann.call.prepare(1, ICE);
      dana.call.begin(2, ICE);
      ann.call.begin(2, ICE);
      await until(() => phases(ann, dana) === 'connected,connected');
      for (const signal of stale) dana.call.receive(1, signal);
      dana.call.receive(2, { type: 'candidate', candidate: 'nonsense' });
      return { phases: phases(ann, dana), lost: ann.lost };
    });

    expect(seen.phases.startsWith('connected')).toBe(true);
    expect(seen.lost).toEqual([]);
  });

  test('and is connected with her even if Dana has no camera and no microphone', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases, show, pictureMoves } = window.stage;
      const { ann, dana } = createPair(false);
      dana.call.begin(1, ICE);
      ann.call.begin(1, ICE);
      await until(() => phases(ann, dana) === 'connected,connected');
      const state = ann.call.store.getState();
      return {
        fromDana: state.phase === 'connected' && state.remote.getTracks().length,
        fromAnn: await pictureMoves(show(dana)),
      };
    });

    expect(seen).toEqual({ fromDana: 0, fromAnn: true });
  });

  test('and stays connected with her when neither has a camera or a microphone', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases, messagesReceived } = window.stage;
      const { ann, dana } = createPair(false, false);
      dana.call.begin(1, ICE);
      ann.call.begin(1, ICE);
      await until(() => phases(ann, dana) === 'connected,connected');
      // One a second: longer than a path may be silent.
      while ((await messagesReceived()).some((count) => count < 8));
      return { phases: phases(ann, dana), lost: [ann.lost, dana.lost] };
    });

    expect(seen).toEqual({ phases: 'connected,connected', lost: [[], []] });
  });

  test('and a path over which nothing comes any more is lost, although ICE is up', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases, peers, fallSilent, channelsOpen } = window.stage;
      const { ann, dana } = createPair(false, false);
      dana.call.begin(1, ICE);
      ann.call.begin(1, ICE);
      await until(() => phases(ann, dana) === 'connected,connected');
      await channelsOpen();
      fallSilent();
      const ice = peers.map((peer) => peer.iceConnectionState);
      await until(() => ann.lost.length + dana.lost.length > 0);
      return {
        ice,
        phases: [...ann.phases, ...dana.phases],
        troubles: ann.troubles.concat(dana.troubles),
      };
    });

    expect(seen.ice).toEqual(['connected', 'connected']);
    expect(seen.phases).toContain('reconnecting');
    expect(seen.troubles[0]).toBeNull();
  });

  test('and learns soon that the relay, the only way to her, does not answer', async () => {
    const seen = await page.evaluate(async () => {
      const { createPair, until } = window.stage;
      // Nobody listens there.
      const urls = ['turn:127.0.0.1:9?transport=tcp'];
      const iceServers = [{ urls, username: 'ann', credential: 'secret' }];
      const { ann } = createPair();
      ann.call.begin(1, { iceServers, iceTransportPolicy: 'relay' });
      await until(() => ann.lost.length > 0);
      const state = ann.call.store.getState();
      return { troubles: ann.troubles, trouble: 'trouble' in state && state.trouble };
    });

    expect(seen).toEqual({
      troubles: ['turn_unreachable'],
      trouble: { code: 'turn_unreachable' },
    });
  });

  test('and they can talk beside the picture, in the next generation as well', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, heardBy, linesOpen, peers, until } = window.stage;
      const { ann, dana } = createPair();
      const [annHears, danaHears] = [heardBy(ann, 'chat'), heardBy(dana, 'chat')];
      const bytes: number[] = [];
      dana.call.line.hearBytes((chunk) => bytes.push(...chunk));
      const begin = (generation: number) => {
        dana.call.begin(generation, ICE);
        ann.call.begin(generation, ICE);
        return linesOpen(ann, dana);
      };
      await begin(1);
      const said = [ann.call.line.say('chat', { text: 'Hello' }), dana.call.line.say('chat', 1)];
      await until(() => annHears.length === 1 && danaHears.length === 1);
      const sent = await ann.call.line.sendBytes(new Uint8Array([1, 2, 3]));
      await until(() => bytes.length === 3);
      for (const peer of peers) peer.close();
      await until(() => !ann.call.line.store.getState().open);
      const saidMeanwhile = ann.call.line.say('chat', 'lost');
      await begin(2);
      ann.call.line.say('chat', 'Again');
      await until(() => danaHears.length === 2);
      return { said, sent, saidMeanwhile, annHears, danaHears, bytes };
    });

    expect(seen).toEqual({
      said: [true, true],
      sent: true,
      saidMeanwhile: false,
      annHears: [1],
      danaHears: [{ text: 'Hello' }, 'Again'],
      bytes: [1, 2, 3],
    });
  });

  test('and a file of 20 MB arrives whole although the connection is replaced in its middle', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, toolsOf, bytesOf, digestOf, transferIn, linesOpen, peers, until } =
        window.stage;
      const { ann, dana } = createPair();
      const [anns, danas] = [toolsOf(ann), toolsOf(dana)];
      const begin = (generation: number) => {
        dana.call.begin(generation, ICE);
        ann.call.begin(generation, ICE);
        return linesOpen(ann, dana);
      };
      await begin(1);
      const bytes = bytesOf(20 * 1024 * 1024);
      anns.files.offer([new File([bytes], 'film.mp4')]);
      await until(() => danas.chat.store.getState().messages.length === 1);
      danas.files.take(danas.chat.store.getState().messages[0]?.id ?? '');
      const arrived = () => {
        const transfer = transferIn(danas);
        return transfer?.phase === 'moving' ? transfer.bytes : 0;
      };
      await until(() => arrived() > 5_000_000);
      anns.chat.say('Still there?');
      await until(() => danas.chat.store.getState().messages.length === 2);
      const overtaken = transferIn(danas)?.phase === 'moving';
      for (const peer of peers) peer.close();
      await until(() => ann.lost.length > 0 && dana.lost.length > 0);
      const before = arrived();
      let least = Number.POSITIVE_INFINITY;
      danas.files.store.subscribe(() => {
        if (arrived() > 0) least = Math.min(least, arrived());
      });
      await begin(2);
      await until(() => [anns, danas].every((tools) => transferIn(tools)?.phase === 'done'));
      const done = transferIn(danas);
      const url = done?.phase === 'done' ? (done.url ?? '') : '';
      const content = await (await fetch(url)).arrayBuffer();
      return {
        overtaken,
        wentOn: before > 0 && least > before,
        same: (await digestOf(content)) === (await digestOf(bytes)),
        size: content.byteLength,
      };
    });

    expect(seen).toEqual({ overtaken: true, wentOn: true, same: true, size: 20 * 1024 * 1024 });
  });

  test('and what is damaged on the way is noticed, and asked for again', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, toolsOf, bytesOf, digestOf, transferIn, linesOpen, until } =
        window.stage;
      const { ann, dana } = createPair();
      // One bit of the tenth slice, behind the back of both.
      let slices = 0;
      const { line } = ann.call;
      const sendBytes = (slice: Uint8Array<ArrayBuffer>) => {
        if (++slices === 10) slice[1000] = (slice[1000] ?? 0) ^ 1;
        return line.sendBytes(slice);
      };
      const damaging = { ...ann, call: { ...ann.call, line: { ...line, sendBytes } } };
      const [anns, danas] = [toolsOf(damaging), toolsOf(dana)];
      dana.call.begin(1, ICE);
      ann.call.begin(1, ICE);
      await linesOpen(ann, dana);
      const bytes = bytesOf(1_000_000);
      anns.files.offer([new File([bytes], 'picture.tiff')]);
      await until(() => [anns, danas].every((tools) => transferIn(tools)?.phase === 'done'));
      const done = transferIn(danas);
      const url = done?.phase === 'done' ? (done.url ?? '') : '';
      const content = await (await fetch(url)).arrayBuffer();
      return {
        // 31 slices without the damage.
        again: slices > 31,
        same: (await digestOf(content)) === (await digestOf(bytes)),
      };
    });

    expect(seen).toEqual({ again: true, same: true });
  });

  test('and asks for the next generation, once, when nothing ever comes back', async () => {
    await page.clock.install();
    const ann = await page.evaluateHandle(() => {
      const { ann: alone } = window.stage.createPair();
      alone.call.begin(1, window.stage.ICE);
      return alone;
    });
    const seen = () =>
      ann.evaluate(({ lost, troubles, call }) => [
        ...lost,
        ...troubles,
        call.store.getState().phase,
      ]);

    await page.clock.fastForward(11_000);
    expect(await seen()).toEqual(['connecting']);
    await page.clock.fastForward(2_000);
    await expect.poll(seen).toEqual([1, 'timeout', 'connecting']);
    await page.clock.fastForward(60_000);
    expect(await seen()).toEqual([1, 'timeout', 'connecting']);
  });

  test('and uses up generations ever more slowly while nothing comes of them', async () => {
    await page.clock.install();
    const ann = await page.evaluateHandle(() => {
      const { ann: alone } = window.stage.createPair();
      return alone;
    });
    /** How long it takes until the generation that was begun and broke at once is given up. */
    const pauses: number[] = [];
    for (let generation = 1; generation <= 5; generation += 1) {
      await ann.evaluate(({ call }, begun) => {
        call.begin(begun, window.stage.ICE);
        // Nonsense is fatal to a peer.
        call.receive(begun, {});
      }, generation);
      let passed = 0;
      while ((await ann.evaluate(({ lost }) => lost.length)) < generation) {
        await page.clock.runFor(500);
        passed += 500;
      }
      pauses.push(passed);
    }
    expect(pauses).toEqual([1000, 2000, 4000, 4000, 4000]);
  });

  test('and hanging up leaves no peer, and the camera to whoever opened it', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases, livePeers, liveTracks, media } = window.stage;
      const { ann, dana } = createPair();
      dana.call.begin(1, ICE);
      ann.call.begin(1, ICE);
      await until(() => phases(ann, dana) === 'connected,connected');
      ann.call.end();
      ann.call.end();
      dana.call.end();
      ann.call.begin(2, ICE);
      await until(() => livePeers() === 0);
      const during = liveTracks();
      media.close();
      media.close();
      return {
        phases: phases(ann, dana),
        lost: [ann.lost, dana.lost],
        during,
        after: liveTracks(),
      };
    });

    expect(seen).toEqual({ phases: 'ended,ended', lost: [[], []], during: 2, after: 0 });
  });

  test('and can choose another camera in the call, in the same generation', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases, media, peers, show, pictureMoves } = window.stage;
      const { ann, dana } = createPair();
      dana.call.begin(1, ICE);
      ann.call.begin(1, ICE);
      await until(() => phases(ann, dana) === 'connected,connected');
      const before = media.store.getState();
      if (before.phase !== 'open') throw new Error(before.phase);
      const other = before.devices.cameras.at(-1);
      await media.choose({ cameraId: other?.id ?? '' });
      const after = media.store.getState();
      if (after.phase !== 'open') throw new Error(after.phase);
      const sentLabels = () =>
        peers
          .flatMap((peer) => peer.getSenders())
          .filter((sender) => sender.track?.kind === 'video')
          .map((sender) => sender.track?.label);
      await until(() => sentLabels().every((label) => label === other?.label));
      await until(() => dana.connected.length > 0);
      return {
        before: before.cameraId === before.devices.cameras[0]?.id,
        changed: after.cameraId === other?.id,
        sameStream: before.stream === after.stream,
        sent: sentLabels().length,
        moving: await pictureMoves(show(dana)),
        connected: dana.connected,
        live: window.stage.liveTracks(),
      };
    });

    expect(seen).toEqual({
      before: true,
      changed: true,
      sameStream: true,
      sent: 2,
      moving: true,
      connected: [1],
      live: 2,
    });
  });
});

test.describe('What Ann and Dana send', () => {
  test.beforeEach(async () => {
    page = await openPage(browser);
  });

  test.afterEach(async () => {
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('reaches the other when the devices come after the call began, in the same generation', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases, media, show, pictureMoves, remoteKinds } =
        window.stage;
      const { ann, dana } = createPair();
      dana.call.begin(1, ICE);
      ann.call.begin(1, ICE);
      await until(() => phases(ann, dana) === 'connected,connected');
      const before = [remoteKinds(ann), remoteKinds(dana)];
      await media.open('video');
      await until(() => [ann, dana].every((side) => remoteKinds(side) === 'audio,video'));
      await until(() => ann.connected.length > 0 && dana.connected.length > 0);
      return {
        before,
        moving: await Promise.all([pictureMoves(show(ann)), pictureMoves(show(dana))]),
        generations: [...new Set([...ann.connected, ...dana.connected])],
        lost: [ann.lost, dana.lost],
      };
    });

    expect(seen).toEqual({
      before: ['', ''],
      moving: [true, true],
      generations: [1],
      lost: [[], []],
    });
  });

  test('gains a picture and loses it again, and only the first is negotiated', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases, media, show, pictureMoves, remoteKinds, peers } =
        window.stage;
      const { ann, dana } = createPair();
      const sending = () =>
        peers
          .flatMap((peer) => peer.getSenders())
          .flatMap(({ track }) => (track?.kind === 'video' && track.readyState) || []);
      const offers = () => ann.sent.filter(({ type }) => type === 'offer').length;
      await media.open('audio');
      dana.call.begin(1, ICE);
      ann.call.begin(1, ICE);
      await until(() => phases(ann, dana) === 'connected,connected');
      await media.open('video');
      await until(() => [ann, dana].every((side) => remoteKinds(side) === 'audio,video'));
      const moving = [await pictureMoves(show(ann)), await pictureMoves(show(dana))];
      const negotiated = offers();
      const withPicture = sending();
      await media.open('audio');
      await until(() => sending().length === 0);
      await media.open('video');
      await until(() => sending().length === 2);
      moving.push(await pictureMoves(show(ann)), await pictureMoves(show(dana)));
      return {
        moving,
        withPicture,
        offersMore: offers() - negotiated,
        lost: [ann.lost, dana.lost],
      };
    });

    expect(seen).toEqual({
      moving: [true, true, true, true],
      withPicture: ['live', 'live'],
      offersMore: 0,
      lost: [[], []],
    });
  });
});

/** Opens a camera that sees something, until it goes dark. */
const openWeakCamera = (on: Page) =>
  on.evaluate(async () => {
    const canvas = new OffscreenCanvas(640, 480);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.fillStyle = '#f00';
    context.fillRect(0, 0, 640, 480);
    const { MediaStreamTrackGenerator } = globalThis as unknown as {
      MediaStreamTrackGenerator: new (options: {
        kind: 'video';
      }) => MediaStreamTrack & { readonly writable: WritableStream<VideoFrame> };
    };
    const camera = new MediaStreamTrackGenerator({ kind: 'video' });
    const seeing = camera.writable.getWriter();
    const see = () => seeing.write(new VideoFrame(canvas, { timestamp: performance.now() * 1000 }));
    const watching = setInterval(() => void see().catch(() => {}), 50);
    navigator.mediaDevices.getUserMedia = async () => new MediaStream([camera]);
    await window.stage.media.open('video');
    const goDark = async () => {
      clearInterval(watching);
      await see();
    };
    Object.assign(window, { goDark });
  });

test.describe("Ann's first picture", () => {
  test.beforeEach(async () => {
    page = await openPage(browser);
  });

  test.afterEach(async () => {
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('is small, and then of the size of her camera', async () => {
    const seen = await page.evaluate(async () => {
      const { media, outgoing, createPair, offerHastened, encodingsOf, tracksSent, show, until } =
        window.stage;
      await media.open('video');
      const pair = createPair();
      const meet = await offerHastened(pair);
      await meet();
      const scale = () => encodingsOf(pair.ann, 'video')[0]?.scaleResolutionDownBy;
      const atFirst = scale();
      const video = show(pair.dana);
      await until(() => video.videoWidth === 640);
      const [camera] = outgoing.stream.getVideoTracks();
      await until(() => tracksSent(pair.ann).some((track) => track === camera));
      return [atFirst, scale()];
    });

    expect(seen).toEqual([2, 1]);
  });

  test('keeps the limits that it was given meanwhile', async () => {
    const seen = await page.evaluate(async () => {
      const { media, createPair, offerHastened, encodingsOf, show, until } = window.stage;
      await media.open('video');
      const { ann, dana } = createPair();
      const meet = await offerHastened({ ann, dana });
      await meet();
      for (const sender of ann.call.connection()?.getSenders() ?? []) {
        const parameters = sender.getParameters();
        for (const encoding of parameters.encodings) encoding.maxBitrate = 120_000;
        await sender.setParameters(parameters);
      }
      const video = show(ann);
      // Hers has grown by then, as his would have.
      await until(() => video.videoWidth === 640);
      return encodingsOf(ann, 'video')[0]?.scaleResolutionDownBy;
    });

    expect(seen).toBe(2);
  });

  test('comes from what her camera saw last, even if it sees nothing more', async () => {
    await openWeakCamera(page);
    const frames = await page.evaluate(async () => {
      const { createPair, offerHastened, framesReceived } = window.stage;
      const { ann, dana } = createPair();
      const meet = await offerHastened({ ann, dana });
      await (window as unknown as { goDark(): Promise<void> }).goDark();
      await meet();
      while ((await framesReceived(dana)) === 0);
      return framesReceived(dana);
    });

    expect(frames).toBeGreaterThan(0);
  });

  test('does not come when she has turned her camera off by then', async () => {
    await openWeakCamera(page);
    const frames = await page.evaluate(async () => {
      const { createPair, offerHastened, media, outgoing, tracksSent, until, framesReceived } =
        window.stage;
      const { ann, dana } = createPair(false);
      const meet = await offerHastened({ ann, dana });
      await (window as unknown as { goDark(): Promise<void> }).goDark();
      await media.turnCamera(false);
      await meet();
      const [camera] = outgoing.stream.getVideoTracks();
      await until(() => tracksSent(ann).some((track) => track === camera));
      return framesReceived(dana);
    });

    expect(frames).toBe(0);
  });

  test('has a player waiting for it before there is a connection', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases, media } = window.stage;
      await media.open('video');
      const { ann, dana } = createPair();
      const early: string[] = [];
      dana.call.store.subscribe((state) => {
        if (state.phase !== 'connecting' || !state.remote) return;
        early.push(...state.remote.getTracks().map(({ kind }) => kind));
      });
      dana.call.begin(1, ICE);
      ann.call.begin(1, ICE);
      await until(() => phases(ann, dana) === 'connected,connected');
      return early.toSorted();
    });

    expect(seen).toEqual(['audio', 'video']);
  });
});

test.describe('The data channel between Ann and Dana', () => {
  test.beforeEach(async () => {
    page = await openPage(browser);
  });

  test.afterEach(async () => {
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('carries text as text and bytes as bytes, both ways and in order', async () => {
    const seen = await page.evaluate(async () => {
      const { createChannel, until } = window.stage;
      const { ann, dana } = createChannel();
      ann.listen();
      dana.listen();
      // Before there is a channel.
      ann.peer.write('안녕하세요');
      ann.peer.write(new Uint8Array([1, 2, 3]));
      await until(() => [ann, dana].every(({ events }) => events.includes('connect')));
      dana.peer.send('Hello, Ann');
      dana.peer.send(new Uint8Array([0, 255]).buffer);
      await until(() => ann.data.length === 2 && dana.data.length === 2);
      // Bytes do not travel out of the page as bytes.
      return [ann.data, dana.data].map((data) =>
        data.map((chunk) => (typeof chunk === 'string' ? chunk : { bytes: [...chunk] })),
      );
    });

    expect(seen).toEqual([
      ['Hello, Ann', { bytes: [0, 255] }],
      ['안녕하세요', { bytes: [1, 2, 3] }],
    ]);
  });

  test('keeps what arrives before anybody listens', async () => {
    const seen = await page.evaluate(async () => {
      const { createChannel, until } = window.stage;
      const { ann, dana } = createChannel();
      ann.listen();
      ann.peer.write('first');
      ann.peer.write('second');
      await until(() => dana.events.includes('connect'));
      // An answer to what was sent after them: they are there.
      dana.peer.send('still here?');
      await until(() => ann.data.length === 1);
      dana.listen();
      ann.peer.send('third');
      await until(() => dana.data.length === 3);
      return dana.data;
    });

    expect(seen).toEqual(['first', 'second', 'third']);
  });

  test('lets a large file wait for room, and loses none of it', async () => {
    const seen = await page.evaluate(async () => {
      const { createChannel, until } = window.stage;
      const { ann, dana } = createChannel();
      dana.listen();
      await until(() => ann.events.includes('connect'));
      const chunks = 600;
      const size = 16 * 1024;
      let most = 0;
      for (let index = 0; index < chunks; index++) {
        const bytes = new Uint8Array(size).fill(index % 251);
        await new Promise((resolve) => {
          ann.peer.write(bytes, resolve);
          most = Math.max(most, ann.peer.bufferSize);
        });
      }
      await until(() => dana.data.length === chunks);
      return {
        waited: most > 64 * 1024,
        most: most <= 64 * 1024 + size,
        whole: dana.data.every(
          (data, index) =>
            data instanceof Uint8Array &&
            data.byteLength === size &&
            data[0] === index % 251 &&
            data.at(-1) === index % 251,
        ),
      };
    });

    expect(seen).toEqual({ waited: true, most: true, whole: true });
  });

  test('writes a thousand lines at once, in order', async () => {
    const seen = await page.evaluate(async () => {
      const { createChannel, until } = window.stage;
      const { ann, dana } = createChannel();
      dana.listen();
      for (let line = 0; line < 1000; line++) ann.peer.write(String(line));
      await until(() => dana.data.length === 1000);
      return dana.data.every((data, line) => data === String(line));
    });

    expect(seen).toBe(true);
  });

  test('closes at both ends when Ann leaves, once', async () => {
    const seen = await page.evaluate(async () => {
      const { createChannel, until, livePeers } = window.stage;
      const { ann, dana } = createChannel();
      await until(() => [ann, dana].every(({ events }) => events.includes('connect')));
      ann.peer.destroy();
      ann.peer.destroy();
      await until(() => livePeers() === 0);
      await until(() => dana.events.includes('close'));
      // Chromium calls it an error of the channel when the end of it all arrives first.
      const told = dana.events.filter((event) => !event.includes('User-Initiated Abort'));
      return [ann.events, told];
    });

    expect(seen).toEqual([
      ['connect', 'close'],
      ['connect', 'close'],
    ]);
  });

  test('ends with an error, told before the close, when a signal makes no sense', async () => {
    const seen = await page.evaluate(async () => {
      const { createChannel, until } = window.stage;
      const { dana } = createChannel();
      dana.peer.signal({});
      await until(() => dana.events.includes('close'));
      return dana.events;
    });

    expect(seen).toEqual(['error: signal() called with invalid signal data', 'close']);
  });
});

test.describe("Ann's camera and microphone", () => {
  test('stay muted when she changes the microphone', async () => {
    page = await openPage(browser);
    const seen = await page.evaluate(async () => {
      const { media, createControls } = window.stage;
      await media.open('video');
      const state = media.store.getState();
      if (state.phase !== 'open') throw new Error(state.phase);
      const controls = createControls();
      controls.toggleMicrophone();
      const other = state.devices.microphones.find(({ id }) => id !== state.microphoneId);
      await media.choose({ microphoneId: other?.id ?? '' });
      const muted = state.stream.getAudioTracks().map((track) => [track.enabled, track.readyState]);
      controls.toggleMicrophone();
      const unmuted = state.stream.getAudioTracks().map((track) => track.enabled);
      controls.toggleCamera();
      return { muted, unmuted, controls: controls.store.getState() };
    });

    expect(seen).toMatchObject({
      muted: [[false, 'live']],
      unmuted: [true],
      controls: { microphone: 'on', camera: 'off' },
    });
    await page.context().close();
  });

  test('are released when they are granted after she left', async () => {
    page = await openPage(browser);
    const seen = await page.evaluate(async () => {
      const { media, tracks, liveTracks } = window.stage;
      const opening = media.open('video');
      media.close();
      await opening;
      return { granted: tracks.length, live: liveTracks(), phase: media.store.getState().phase };
    });

    expect(seen).toEqual({ granted: 2, live: 0, phase: 'closed' });
    await page.context().close();
  });

  test('are what she asked for last', async () => {
    page = await openPage(browser);
    const seen = await page.evaluate(async () => {
      const { media, createControls, liveTracks } = window.stage;
      await Promise.all([media.open('video'), media.open('audio')]);
      const voice = media.store.getState();
      if (voice.phase !== 'open') throw new Error(voice.phase);
      const controls = createControls();
      const camera = [controls.store.getState().camera];
      const live = [liveTracks()];
      await media.open('video');
      camera.push(controls.store.getState().camera);
      live.push(liveTracks());
      return { media: voice.media, live, camera };
    });

    expect(seen).toEqual({ media: 'audio', live: [1, 2], camera: ['absent', 'on'] });
    await page.context().close();
  });

  test('go on with the voice when the camera is pulled out, and say so', async () => {
    page = await openPage(browser);
    const seen = await page.evaluate(async () => {
      const { media, until } = window.stage;
      await media.open('video');
      const open = media.store.getState();
      if (open.phase !== 'open') throw new Error(open.phase);
      const camera = open.stream.getVideoTracks()[0];
      camera?.stop();
      camera?.dispatchEvent(new Event('ended'));
      await until(() => media.store.getState() !== open);
      const after = media.store.getState();
      await media.open('video');
      const again = media.store.getState();
      return {
        after: [after.phase, 'trouble' in after && after.trouble],
        again: [again.phase, 'trouble' in again && again.trouble],
      };
    });

    expect(seen.after).toEqual(['open', { code: 'ended', device: 'camera' }]);
    expect(seen.again).toEqual(['open', null]);
    await page.context().close();
  });

  test('are heard by the level meter, until it is released', async () => {
    page = await openPage(browser);
    const seen = await page.evaluate(async () => {
      const { media, createLevelMeter, until } = window.stage;
      await media.open('audio');
      const state = media.store.getState();
      if (state.phase !== 'open') throw new Error(state.phase);
      let loudest = 0;
      let last = 0;
      const release = createLevelMeter(state.stream, (level) => {
        last = level;
        loudest = Math.max(loudest, level);
      });
      await until(() => loudest > 0.3);
      release();
      release();
      last = -1;
      // A second meter's reading shows that the first had the time for one.
      let second = false;
      const releaseSecond = createLevelMeter(state.stream, () => {
        second = true;
      });
      await until(() => second);
      releaseSecond();
      return { loudest, last };
    });

    expect(seen.loudest).toBeLessThanOrEqual(1);
    expect(seen.last).toBe(-1);
    await page.context().close();
  });

  test.describe('when she has a say', () => {
    let asking: Browser;
    test.beforeAll(async () => {
      asking = await launch('--deny-permission-prompts');
    });
    test.afterAll(() => asking.close());

    test('a refused camera does not take the voice with it', async () => {
      page = await openPage(asking, ['microphone']);
      expect(await openVideo(page)).toEqual({
        phase: 'open',
        trouble: { code: 'denied', device: 'camera' },
        live: 1,
      });
      await page.context().close();
    });

    test('a refused microphone is trouble, and the camera is not left on', async () => {
      page = await openPage(asking, ['camera']);
      expect(await openVideo(page)).toEqual({
        phase: 'trouble',
        trouble: { code: 'denied', device: 'microphone' },
        live: 0,
      });
      await page.context().close();
    });

    test('both refused is both', async () => {
      page = await openPage(asking);
      expect(await openVideo(page)).toEqual({
        phase: 'trouble',
        trouble: { code: 'denied', device: 'both' },
        live: 0,
      });
      await page.context().close();
    });
  });
});
