import { type Call, createCallTools, createOutgoing } from '@peerdesk/call';
import { callIn, mediaOf } from '@peerdesk/call/testing';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CallStage } from './CallStage.tsx';
import { en } from './texts/en.ts';
import { ko } from './texts/ko.ts';

// The browser that runs these tests has no sound; what is heard is tested where it is made.
beforeAll(() => {
  vi.stubGlobal(
    'AudioContext',
    class {
      state = 'running';
      createAnalyser = () => ({ fftSize: 0, getFloatTimeDomainData() {} });
      createMediaStreamSource = () => ({ connect() {}, disconnect() {} });
      resume = () => Promise.resolve();
      close = () => Promise.resolve();
    },
  );
});
afterEach(cleanup);

function streamOf(...kinds: ('audio' | 'video')[]): MediaStream {
  const stream = new MediaStream();
  for (const kind of kinds) {
    const track = Object.assign(new EventTarget(), {
      kind,
      enabled: true,
      readyState: 'live',
      muted: false,
      clone: () => ({ stop() {} }),
    });
    stream.addTrack(track as unknown as MediaStreamTrack);
  }
  return stream;
}

function showCall(
  call: Call,
  local = streamOf('audio', 'video'),
  more: Partial<Parameters<typeof CallStage>[0]> = {},
) {
  let hungUp = 0;
  const media = mediaOf(local);
  const outgoing = createOutgoing(media);
  const tools = createCallTools({ call, media, outgoing, keptAs: null });
  render(
    <CallStage
      texts={en}
      title={en.callWith('Dana')}
      remoteName="Dana"
      remoteLabel={en.consultantVideo}
      call={call}
      localStream={local}
      tools={tools}
      startedAt={null}
      onHangUp={() => {
        hungUp += 1;
      }}
      {...more}
    />,
  );
  return { tools, media, outgoing, hungUp: () => hungUp };
}

/** The browser fills the screen with it. */
function fill(value: Element | null): void {
  Object.defineProperty(document, 'fullscreenElement', { value, configurable: true });
  act(() => void document.dispatchEvent(new Event('fullscreenchange')));
}

describe('the stage of a call', () => {
  it('says over the picture that an effect is off, until that is put away', () => {
    const remote = streamOf('audio', 'video');
    const { outgoing } = showCall(callIn({ phase: 'connected', generation: 1, remote }));
    act(() => outgoing.effects.store.setState({ effect: 'none', notice: 'too_slow' }));
    screen.getByText('The effect is off: this device is too slow for it.');
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText(/The effect is off/)).toBeNull();
  });

  it('has with it in full screen what is beside it otherwise', async () => {
    const remote = streamOf('audio', 'video');
    const call = callIn({ phase: 'connected', generation: 1, remote });
    showCall(call, streamOf('audio'), { fullScreenAside: <p>The chat</p> });
    expect(screen.queryByText('The chat')).toBeNull();

    const filling = screen.getByRole('region', { name: 'Call with Dana' });
    fill(filling);
    await screen.findByText('The chat');
    fill(null);
    expect(screen.queryByText('The chat')).toBeNull();
    Reflect.deleteProperty(document, 'fullscreenElement');
  });

  it('has the player of the other ready while the two are finding each other', () => {
    const remote = streamOf('audio', 'video');
    showCall(callIn({ phase: 'connecting', generation: 1, remote }));
    const other = screen.getByLabelText("Consultant's video");
    expect(other).toHaveProperty('srcObject', remote);
    screen.getByText('Connecting…');
  });

  it('shows the other, then oneself in a region named after the call', async () => {
    showCall(callIn({ phase: 'connected', generation: 1, remote: streamOf('audio', 'video') }));

    const stage = within(screen.getByRole('region', { name: 'Call with Dana' }));
    const other = stage.getByLabelText("Consultant's video");
    expect(other).toBeInstanceOf(HTMLVideoElement);
    // It would compete with the other's first picture for the processor.
    expect(stage.queryByLabelText('Your video')).toBeNull();
    fireEvent.loadedData(other);
    // It is there, but not drawn yet.
    expect(stage.queryByLabelText('Your video')).toBeNull();
    expect(await stage.findByLabelText('Your video')).toHaveProperty('muted', true);
    expect(stage.getByRole('status').textContent).toBe('');
  });

  it('says why there is no way to the other yet, while it keeps trying', () => {
    const trouble = { code: 'turn_refused' } as const;
    showCall(callIn({ phase: 'reconnecting', generation: 2, trouble }));

    const { textContent } = screen.getByRole('status');
    expect(textContent).toContain('Reconnecting…');
    expect(textContent).toContain(en.path.turn_refused);
  });

  it('says that it connects, in the words it is given', () => {
    showCall(callIn({ phase: 'connecting', generation: 1 }), undefined, {
      connectingText: 'Dana is ready. Connecting…',
    });
    expect(screen.getByRole('status').textContent).toBe('Dana is ready. Connecting…');
  });

  it('says that it reconnects', () => {
    showCall(callIn({ phase: 'reconnecting', generation: 2 }));
    expect(screen.getByRole('status').textContent).toBe('Reconnecting…');
  });

  it('mutes and unmutes the microphone', () => {
    const local = streamOf('audio', 'video');
    showCall(callIn({ phase: 'idle' }), local);

    fireEvent.click(screen.getByRole('button', { name: 'Mute microphone' }));
    expect(local.getAudioTracks()[0]?.enabled).toBe(false);

    fireEvent.click(screen.getByRole('button', { name: 'Unmute microphone' }));
    expect(local.getAudioTracks()[0]?.enabled).toBe(true);
  });

  it('turns the camera off and on', () => {
    const local = streamOf('audio', 'video');
    showCall(callIn({ phase: 'idle' }), local);

    fireEvent.click(screen.getByRole('button', { name: 'Turn camera off' }));
    expect(local.getVideoTracks()[0]?.enabled).toBe(false);
    expect(screen.getByRole('button', { name: 'Turn camera on' })).toBeTruthy();
  });

  it('offers no camera where there is only a voice', () => {
    const remote = streamOf('audio');
    showCall(callIn({ phase: 'connected', generation: 1, remote }), streamOf('audio'));
    fireEvent.loadedData(screen.getByLabelText("Consultant's video"));
    expect(screen.queryByRole('button', { name: /camera/ })).toBeNull();
    expect(screen.queryByLabelText('Your video')).toBeNull();
  });

  it('tells that the other is muted, and shows no black picture for a camera that is off', async () => {
    const remote = streamOf('audio', 'video');
    const { tools } = showCall(callIn({ phase: 'connected', generation: 1, remote }));
    const video = screen.getByLabelText("Consultant's video");
    fireEvent.loadedData(video);
    const tile = video.closest('.pd-tile');
    expect(tile?.getAttribute('data-picture')).toBe('true');

    act(() => tools.remote.setState({ microphone: 'off', camera: 'off' }));
    expect(tile?.getAttribute('data-picture')).toBe('false');
    expect(screen.getByTitle('Dana’s microphone is off.')).toBeTruthy();
    const words = 'Dana’s microphone is off. Dana’s camera is off.';
    await screen.findByText(words, {}, { timeout: 10_000 });

    act(() => tools.remote.setState({ screen: 'on' }));
    expect(tile?.getAttribute('data-picture')).toBe('true');
  });

  it('is muted and unmuted by a key, and heard while the space bar is held', () => {
    const local = streamOf('audio', 'video');
    showCall(callIn({ phase: 'idle' }), local);
    const stage = screen.getByRole('region', { name: 'Call with Dana' });
    const isHeard = () => local.getAudioTracks()[0]?.enabled;

    fireEvent.keyDown(stage, { key: 'm' });
    expect(isHeard()).toBe(false);
    fireEvent.keyDown(stage, { key: ' ' });
    fireEvent.keyDown(stage, { key: ' ', repeat: true });
    expect(isHeard()).toBe(true);
    fireEvent.keyUp(stage, { key: ' ' });
    expect(isHeard()).toBe(false);

    fireEvent.keyDown(stage, { key: ' ' });
    fireEvent.blur(window);
    expect(isHeard()).toBe(false);

    fireEvent.keyDown(stage, { key: 'm' });
    fireEvent.keyDown(stage, { key: ' ' });
    fireEvent.keyUp(stage, { key: ' ' });
    expect(isHeard()).toBe(true);
  });

  it('leaves the space bar to the button it is on', () => {
    const local = streamOf('audio', 'video');
    showCall(callIn({ phase: 'idle' }), local);
    const button = screen.getByRole('button', { name: 'Mute microphone' });
    fireEvent.click(button);
    fireEvent.keyDown(button, { key: ' ' });
    expect(local.getAudioTracks()[0]?.enabled).toBe(false);
  });

  it('has a menu for the rest, to be used by keyboard', () => {
    showCall(callIn({ phase: 'idle' }));
    const more = screen.getByRole('button', { name: 'More' });
    fireEvent.click(more);
    const item = screen.getByRole('menuitem', { name: 'Camera, microphone and speaker' });
    expect(document.activeElement).toBe(item);
    const outside = vi.fn<() => void>();
    document.body.addEventListener('keydown', (event) => event.defaultPrevented || outside());
    fireEvent.keyDown(item, { key: 'Escape' });
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement).toBe(more);
    expect(outside).not.toHaveBeenCalled();
  });

  it('changes the microphone and the speaker in the middle of the call', () => {
    const { media, tools } = showCall(callIn({ phase: 'idle' }));
    fireEvent.click(screen.getByRole('button', { name: 'More' }));
    fireEvent.click(screen.getByRole('menuitem', { name: 'Camera, microphone and speaker' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Camera, microphone and speaker' }));
    fireEvent.change(dialog.getByRole('combobox', { name: 'Microphone' }), {
      target: { value: 'headset' },
    });
    fireEvent.change(dialog.getByRole('combobox', { name: 'Speaker' }), {
      target: { value: 'headset' },
    });
    expect(media.asked).toEqual([{ microphoneId: 'headset' }]);
    expect(tools.controls.store.getState().speakerId).toBe('headset');
  });

  it('says that a microphone has taken the place of another, until it is dismissed', () => {
    const { media } = showCall(callIn({ phase: 'idle' }));
    act(() => media.store.setState({ replaced: 'Built-in microphone' }));
    expect(screen.getByText(/You are heard through Built-in microphone now/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText(/Built-in microphone/)).toBeNull();
  });

  it('offers a device that has just been plugged in', () => {
    const { media } = showCall(callIn({ phase: 'idle' }));
    const state = media.store.getState();
    if (state.phase !== 'open') throw new Error(state.phase);
    const microphones = [...state.devices.microphones, { id: 'new', label: 'New headset' }];
    act(() => media.store.setState({ devices: { ...state.devices, microphones } }));
    expect(screen.getByText('New headset has been connected.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Use it' }));
    expect(media.asked).toEqual([{ microphoneId: 'new' }]);
  });

  it('hangs up', () => {
    const { hungUp } = showCall(callIn({ phase: 'idle' }));
    fireEvent.click(screen.getByRole('button', { name: 'Hang up' }));
    expect(hungUp()).toBe(1);
  });

  it('speaks Korean', () => {
    showCall(callIn({ phase: 'reconnecting', generation: 2 }), undefined, { texts: ko });
    expect(screen.getByRole('status').textContent).toBe('다시 연결하는 중…');
    expect(screen.getByRole('button', { name: '통화 종료' })).toBeTruthy();
  });
});
