import { createCallTools, createOutgoing, type QualityState } from '@peerdesk/call';
import { callIn, mediaOf } from '@peerdesk/call/testing';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { CallStage } from '../CallStage.tsx';
import { en } from '../texts/en.ts';
import { ko } from '../texts/ko.ts';

afterEach(cleanup);

const flow = { bitsPerSecond: 24_000, packets: 75, loss: 0.031, jitterMs: 12, codec: 'opus' };
const measured: Partial<QualityState> = {
  own: 'fair',
  remote: 'good',
  sample: {
    at: 0,
    spanMs: 1500,
    heard: true,
    roundTripMs: 181.4,
    route: { local: 'relay', remote: 'host', protocol: 'udp', relayed: true },
    availableOutgoingBps: null,
    incoming: {
      audio: flow,
      video: { ...flow, bitsPerSecond: 456_000, framesPerSecond: 30, width: 640, height: 480 },
    },
    outgoing: { audio: flow, video: null },
  },
};

async function showCall(texts = en) {
  const call = callIn({ phase: 'connected', generation: 1, remote: new MediaStream() });
  const localStream = new MediaStream();
  const media = mediaOf(localStream);
  const tools = createCallTools({ call, media, outgoing: createOutgoing(media), keptAs: null });
  render(
    <CallStage
      texts={texts}
      title={texts.callWith('Dana')}
      remoteName="Dana"
      remoteLabel={texts.consultantVideo}
      call={call}
      localStream={localStream}
      tools={tools}
      startedAt={null}
      onHangUp={() => {}}
    />,
  );
  // Its code is fetched first.
  const button = await screen.findByRole(
    'button',
    { name: new RegExp(texts.quality.title) },
    { timeout: 15_000 },
  );
  // Its effects may not have run yet: what is loaded is not shown within an act.
  const becomes = (state: Partial<QualityState>) =>
    act(async () => tools.quality.store.setState(state));
  return { button, becomes, tools };
}

describe('the quality of a call on the stage', () => {
  it('is measured first, then told by a word, not by colour alone', async () => {
    const { button, becomes, tools } = await showCall();
    expect(button.getAttribute('aria-label')).toBe('Connection: Measuring…');

    await becomes(measured);
    expect(button.getAttribute('aria-label')).toBe('Connection: Fair');
    expect(button.textContent).toBe('Fair');
    expect(screen.getByRole('status').textContent).toBe('');
    tools.end();
  });

  it('shows the figures on request, and puts them away on Escape', async () => {
    const { button, becomes, tools } = await showCall();
    await becomes(measured);
    fireEvent.click(button);

    const details = screen.getByRole('region', { name: 'Connection' });
    const words = [...details.querySelectorAll('dt')].map(
      (name) => `${name.textContent}: ${name.nextElementSibling?.textContent}`,
    );
    expect(words).toEqual([
      'Your connection: Fair',
      "Dana's connection: Good",
      'Round trip: 181 ms',
      'Packet loss: 3.1 %',
      'Jitter: 12 ms',
      'Received: 480 kbit/s, 640×480',
      'Sent: 24 kbit/s',
      'Path: Through a relay, UDP',
    ]);

    fireEvent.keyDown(button, { key: 'Escape' });
    expect(screen.queryByRole('region', { name: 'Connection' })).toBeNull();
    expect(button.getAttribute('aria-expanded')).toBe('false');
    tools.end();
  });

  it('says it aloud when a connection is weak, first the own one', async () => {
    const { becomes, tools } = await showCall();
    const status = screen.getByRole('status');

    await becomes({ own: 'good', remote: 'poor' });
    expect(status.textContent).toBe("Dana's connection is weak");
    await becomes({ own: 'poor' });
    expect(status.textContent).toBe('Your connection is weak');
    await becomes({ own: 'fair', remote: 'fair' });
    expect(status.textContent).toBe('');
    tools.end();
  });

  it('says when a picture is paused, and shows the other one as gone', async () => {
    const { becomes, tools } = await showCall();
    const status = screen.getByRole('status');

    await becomes({ own: 'poor', remotePicture: 'paused' });
    expect(status.textContent).toBe('Dana: video paused to protect the sound');
    await becomes({ ownPicture: 'paused' });
    expect(status.textContent).toBe('Video paused to protect the sound');
    await becomes({ ownPicture: 'sent', remotePicture: 'sent', own: 'good' });
    expect(status.textContent).toBe('');
    tools.end();
  });

  it('is asked for little by a switch, and remembers it', async () => {
    const { button, tools } = await showCall();
    fireEvent.click(button);
    const low = screen.getByRole('switch', { name: 'Low data' });
    expect(low.getAttribute('aria-checked')).toBe('false');

    fireEvent.click(low);
    expect(low.getAttribute('aria-checked')).toBe('true');
    expect(tools.quality.store.getState().lowData).toBe(true);
    tools.end();

    cleanup();
    const again = await showCall();
    expect(again.tools.quality.store.getState().lowData).toBe(true);
    again.tools.quality.setLowData(false);
    again.tools.end();
  });

  it('tells that the other side has asked for little', async () => {
    const { button, becomes, tools } = await showCall();
    fireEvent.click(button);
    await becomes({ remoteLowData: true });
    expect(screen.getByText('Dana has asked for low data.')).toBeTruthy();
    tools.end();
  });

  it('speaks Korean', async () => {
    const { button, becomes, tools } = await showCall(ko);
    await becomes({ own: 'poor', remote: 'good' });
    expect(button.getAttribute('aria-label')).toBe('연결 상태: 약함');
    expect(screen.getByRole('status').textContent).toBe('내 연결이 약합니다');
    tools.end();
  });
});
