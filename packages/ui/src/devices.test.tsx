import type { MediaTrouble, TroubleCode } from '@peerdesk/call';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { DevicePicker } from './DevicePicker.tsx';
import { TroubleNotice } from './TroubleNotice.tsx';
import { en } from './texts/en.ts';

afterEach(cleanup);

describe('choosing devices', () => {
  const devices = {
    cameras: [
      { id: 'front', label: 'Front camera' },
      { id: 'back', label: '' },
    ],
    microphones: [{ id: 'headset', label: 'Headset' }],
    speakers: [],
  };

  it('names a camera that has told no name by its number', () => {
    render(
      <DevicePicker
        texts={en}
        devices={devices}
        cameraId="front"
        microphoneId="headset"
        media="video"
        onChoose={() => {}}
      />,
    );
    expect(screen.getByRole('combobox', { name: 'Camera' })).toHaveProperty('value', 'front');
    expect(screen.getByRole('option', { name: 'Camera 2' })).toHaveProperty('value', 'back');
  });

  it('tells which camera was chosen', () => {
    const chosen: object[] = [];
    render(
      <DevicePicker
        texts={en}
        devices={devices}
        cameraId="front"
        microphoneId="headset"
        media="video"
        onChoose={(choice) => chosen.push(choice)}
      />,
    );
    fireEvent.change(screen.getByRole('combobox', { name: 'Camera' }), {
      target: { value: 'back' },
    });
    expect(chosen).toEqual([{ cameraId: 'back' }]);
  });

  it('offers no camera for voice only', () => {
    render(
      <DevicePicker
        texts={en}
        devices={devices}
        cameraId={null}
        microphoneId="headset"
        media="audio"
        onChoose={() => {}}
      />,
    );
    expect(screen.queryByRole('combobox', { name: 'Camera' })).toBeNull();
    expect(screen.getByRole('combobox', { name: 'Microphone' })).toBeTruthy();
  });
});

describe('trouble with a device', () => {
  const codes = Object.keys(en.trouble) as TroubleCode[];
  const all = codes.flatMap((code) =>
    (['camera', 'microphone', 'both'] as const).map((device): MediaTrouble => ({ code, device })),
  );

  it.each(all)('is told with its reason and the next step: $code, $device', (trouble) => {
    render(<TroubleNotice texts={en} trouble={trouble} />);
    const words = en.trouble[trouble.code][trouble.device];
    const told = screen.getByRole('alert').textContent;
    expect(told).toContain(words.what);
    expect(told).toContain(words.why);
    expect(told).toContain(words.next);
  });

  it('offers what the page offers', () => {
    const done: string[] = [];
    render(
      <TroubleNotice
        texts={en}
        trouble={{ code: 'denied', device: 'camera' }}
        onRetry={() => done.push('retry')}
        onVoiceOnly={() => done.push('voice')}
      />,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    fireEvent.click(screen.getByRole('button', { name: 'Continue with voice only' }));
    expect(done).toEqual(['retry', 'voice']);
  });
});
