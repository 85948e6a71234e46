import { type Call, createCallTools } from '@peerdesk/call';
import { callIn } from '@peerdesk/call/testing';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { CallStage } from './CallStage.tsx';
import { en } from './texts/en.ts';
import { ko } from './texts/ko.ts';

afterEach(cleanup);

function streamOf(...kinds: ('audio' | 'video')[]): MediaStream {
  const stream = new MediaStream();
  for (const kind of kinds) {
    const track = Object.assign(new EventTarget(), {
      kind,
      enabled: true,
      readyState: 'live',
      muted: false,
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
  const tools = createCallTools({
    call,
    outgoing: { stream: local, release() {} },
    keptAs: null,
  });
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
  return { tools, hungUp: () => hungUp };
}

describe('the stage of a call', () => {
  it('shows the other and oneself in a region named after the call', () => {
    showCall(callIn({ phase: 'connected', generation: 1, remote: streamOf('audio', 'video') }));

    const stage = within(screen.getByRole('region', { name: 'Call with Dana' }));
    expect(stage.getByLabelText("Consultant's video")).toBeInstanceOf(HTMLVideoElement);
    expect(stage.getByLabelText('Your video')).toHaveProperty('muted', true);
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
    showCall(callIn({ phase: 'idle' }), streamOf('audio'));
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
