import { describe, expect, it } from 'vitest';
import { sortDevices, troubleCodeOf, troubleOf } from './media-rules.ts';

const rejection = (name: string) => new DOMException('', name);

const device = (kind: MediaDeviceKind, deviceId: string, label: string): MediaDeviceInfo => ({
  kind,
  deviceId,
  label,
  groupId: '',
  toJSON: () => ({}),
});

describe('what Ann is told when her browser refuses', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'denied'],
    ['NotFoundError', 'no_device'],
    ['OverconstrainedError', 'no_device'],
    ['NotReadableError', 'in_use'],
    ['AbortError', 'in_use'],
    ['TypeError', 'unsupported'],
  ])('%s means %s', (name, code) => {
    expect(troubleCodeOf(rejection(name))).toBe(code);
  });

  it('is nothing when nothing is missing', () => {
    expect(troubleOf({})).toBeNull();
  });

  it('names the camera alone, so that she can go on by voice', () => {
    expect(troubleOf({ video: 'in_use' })).toEqual({ code: 'in_use', device: 'camera' });
  });

  it('names the microphone when it is missing, and both when the camera is too', () => {
    expect(troubleOf({ audio: 'denied' })).toEqual({ code: 'denied', device: 'microphone' });
    expect(troubleOf({ audio: 'no_device', video: 'denied' })).toEqual({
      code: 'no_device',
      device: 'both',
    });
  });
});

describe("Ann's devices", () => {
  it('are sorted into cameras and microphones; loudspeakers are neither', () => {
    const found = [
      device('audioinput', 'm1', 'Headset'),
      device('videoinput', 'c1', 'Front'),
      device('videoinput', 'c2', 'Back'),
      device('audiooutput', 's1', 'Speaker'),
    ];

    expect(sortDevices(found)).toEqual({
      cameras: [
        { id: 'c1', label: 'Front' },
        { id: 'c2', label: 'Back' },
      ],
      microphones: [{ id: 'm1', label: 'Headset' }],
    });
  });

  it('that have no id yet cannot be chosen', () => {
    expect(sortDevices([device('videoinput', '', '')]).cameras).toEqual([]);
  });
});
