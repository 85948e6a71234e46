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

test.describe('A shared screen', () => {
  for (const media of ['video', 'audio'] as const) {
    test(`is shown in the same generation in a call of ${media}, and given back`, async () => {
      const seen = await page.evaluate(async (wanted) => {
        const { ICE, createPair, until, phases, show, pictureMoves, outgoing } = window.stage;
        const { media: devices, remoteKinds, createControls, peers } = window.stage;
        const { ann, dana } = createPair();
        await devices.open(wanted);
        const controls = createControls();
        dana.call.begin(1, ICE);
        ann.call.begin(1, ICE);
        await until(() => phases(ann, dana) === 'connected,connected');
        const camera = outgoing.stream.getVideoTracks()[0] ?? null;
        await controls.toggleScreen();
        const during = controls.store.getState().screen;
        await until(() => [ann, dana].every((side) => remoteKinds(side) === 'audio,video'));
        await until(() => ann.connected.length > 0 && dana.connected.length > 0);
        const [video, other] = [show(ann), show(dana)];
        await until(() => video.videoWidth === 1280 && other.videoWidth === 1280);
        const moves = await pictureMoves(video);
        const screen = outgoing.stream.getVideoTracks()[0];
        await controls.toggleScreen();
        await until(() =>
          peers
            .flatMap((peer) => peer.getSenders())
            .every(({ track }) => track?.kind !== 'video' || track === camera),
        );
        return {
          during,
          moves,
          hint: screen?.contentHint,
          stopped: screen?.readyState,
          after: controls.store.getState().screen,
          back: (outgoing.stream.getVideoTracks()[0] ?? null) === camera,
          generations: [...new Set([...ann.connected, ...dana.connected])],
          lost: [ann.lost, dana.lost],
        };
      }, media);

      expect(seen).toEqual({
        during: 'on',
        moves: true,
        hint: 'detail',
        stopped: 'ended',
        after: 'off',
        back: true,
        generations: [1],
        lost: [[], []],
      });
    });
  }

  test('ends by the button of the browser as well, and with the call', async () => {
    const seen = await page.evaluate(async () => {
      const { media, createTools, outgoing, until } = window.stage;
      await media.open('video');
      const tools = createTools();
      const { controls } = tools;
      const camera = outgoing.stream.getVideoTracks()[0];
      await controls.toggleScreen();
      const screen = outgoing.stream.getVideoTracks()[0];
      screen?.stop();
      screen?.dispatchEvent(new Event('ended'));
      await until(() => controls.store.getState().screen === 'off');
      const back = outgoing.stream.getVideoTracks()[0] === camera;
      await controls.toggleScreen();
      const second = outgoing.stream.getVideoTracks()[0];
      tools.end();
      tools.end();
      return { back, second: second?.readyState, sent: outgoing.stream.getVideoTracks().length };
    });

    expect(seen).toEqual({ back: true, second: 'ended', sent: 1 });
  });

  test('is heard beside the voice, and a muted voice stays silent in it', async () => {
    const seen = await page.evaluate(async () => {
      const { media, createControls, outgoing, loudnessOf } = window.stage;
      await media.open('audio');
      const controls = createControls();
      const voice = outgoing.stream.getAudioTracks()[0];
      await controls.toggleScreen();
      const mixed = outgoing.stream.getAudioTracks()[0];
      const both = await loudnessOf(outgoing.stream);
      controls.toggleMicrophone();
      const microphone = voice?.enabled;
      await controls.toggleScreen();
      return {
        mixed: mixed !== voice,
        both: both > 0.3,
        microphone,
        back: outgoing.stream.getAudioTracks()[0] === voice,
        muted: controls.store.getState().microphone,
      };
    });

    expect(seen).toEqual({
      mixed: true,
      both: true,
      microphone: false,
      back: true,
      muted: 'off',
    });
  });
});

test.describe("Ann's camera", () => {
  test('goes dark when it is turned off, light and all, and comes back in the same generation', async () => {
    const seen = await page.evaluate(async () => {
      const { ICE, createPair, until, phases, media, show, pictureMoves } = window.stage;
      const { createControls, tracks, liveTracks } = window.stage;
      await media.open('video');
      const { ann, dana } = createPair();
      const controls = createControls();
      dana.call.begin(1, ICE);
      ann.call.begin(1, ICE);
      await until(() => phases(ann, dana) === 'connected,connected');
      await pictureMoves(show(dana));
      controls.toggleCamera();
      const offAtOnce = tracks.find(({ kind }) => kind === 'video')?.enabled;
      await until(() => liveTracks() === 1);
      const off = controls.store.getState().camera;
      // What opens the devices again for another reason leaves the camera off.
      await media.open('video');
      const stillOff = [liveTracks(), controls.store.getState().camera];
      controls.toggleCamera();
      await until(() => controls.store.getState().camera === 'on' && liveTracks() === 2);
      await until(() => dana.connected.length > 0);
      return {
        offAtOnce,
        off,
        stillOff,
        moves: await pictureMoves(show(dana)),
        generations: [...new Set(dana.connected)],
      };
    });

    expect(seen).toEqual({
      offAtOnce: false,
      off: 'off',
      stillOff: [1, 'off'],
      moves: true,
      generations: [1],
    });
  });

  test('is not opened by choosing another one while it is off', async () => {
    const seen = await page.evaluate(async () => {
      const { media, createControls, until, liveTracks, tracks } = window.stage;
      await media.open('video');
      const state = media.store.getState();
      if (state.phase !== 'open') throw new Error(state.phase);
      const controls = createControls();
      controls.toggleCamera();
      await until(() => liveTracks() === 1);
      const other = state.devices.cameras.at(-1);
      await media.choose({ cameraId: other?.id ?? '' });
      const off = liveTracks();
      controls.toggleCamera();
      await until(() => liveTracks() === 2);
      return { off, chosen: tracks.at(-1)?.label === other?.label };
    });

    expect(seen).toEqual({ off: 1, chosen: true });
  });
});

test.describe("Ann's microphone", () => {
  test('pulled out, gives way to the one that is left, still muted, and she is told', async () => {
    const seen = await page.evaluate(async () => {
      const { media, createControls, outgoing, until } = window.stage;
      await media.open('audio');
      const controls = createControls();
      controls.toggleMicrophone();
      const headset = outgoing.stream.getAudioTracks()[0];
      headset?.stop();
      headset?.dispatchEvent(new Event('ended'));
      await until(() => outgoing.stream.getAudioTracks()[0] !== headset);
      const left = outgoing.stream.getAudioTracks()[0];
      await until(() => controls.store.getState().notice?.code === 'replaced');
      return { left: [left?.readyState, left?.enabled], state: controls.store.getState() };
    });

    expect(seen.left).toEqual(['live', false]);
    expect(seen.state).toMatchObject({ microphone: 'off', notice: { code: 'replaced' } });
  });

  test('tells her that she speaks while it is muted, and is let go of with the call', async () => {
    const seen = await page.evaluate(async () => {
      const { media, createTools } = window.stage;
      const clones: MediaStreamTrack[] = [];
      await media.open('audio');
      const state = media.store.getState();
      if (state.phase !== 'open') throw new Error(state.phase);
      for (const voice of state.stream.getAudioTracks()) {
        const clone = voice.clone.bind(voice);
        voice.clone = () => {
          const copy = clone();
          clones.push(copy);
          return copy;
        };
      }
      const tools = createTools();
      const { controls } = tools;
      const before = clones.length;
      controls.toggleMicrophone();
      const listening = clones[0]?.readyState;
      controls.toggleMicrophone();
      const unmuted = clones[0]?.readyState;
      controls.toggleMicrophone();
      tools.end();
      return { before, listening, unmuted, all: clones.map(({ readyState }) => readyState) };
    });

    expect(seen).toEqual({
      before: 0,
      listening: 'live',
      unmuted: 'ended',
      all: ['ended', 'ended'],
    });
  });

  test('silenced by the system is told, and comes back by itself', async () => {
    const seen = await page.evaluate(async () => {
      const { media, until } = window.stage;
      await media.open('audio');
      const state = media.store.getState();
      if (state.phase !== 'open') throw new Error(state.phase);
      const voice = state.stream.getAudioTracks()[0];
      if (!voice) throw new Error('no microphone');
      let silenced = true;
      Object.defineProperty(voice, 'muted', { get: () => silenced });
      voice.dispatchEvent(new Event('mute'));
      await until(() => media.store.getState() !== state);
      const during = media.store.getState();
      silenced = false;
      voice.dispatchEvent(new Event('unmute'));
      const after = media.store.getState();
      return [during, after].map((at) => [at.phase, 'trouble' in at && at.trouble]);
    });

    expect(seen).toEqual([
      ['open', { code: 'interrupted', device: 'microphone' }],
      ['open', null],
    ]);
  });
});
