import { describe, expect, it } from 'vitest';
import {
  isCauseToRetry,
  NO_DEVICES,
  pluggedIn,
  sortDevices,
  troubleCodeOf,
  troubleOf,
} from './media-rules.ts';

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

  it('tells the system from the person', () => {
    const bySystem = new DOMException('Permission denied by system', 'NotAllowedError');
    expect(troubleCodeOf(bySystem)).toBe('system_denied');
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
  it('are sorted into cameras, microphones and speakers', () => {
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
      speakers: [{ id: 's1', label: 'Speaker' }],
    });
  });

  it('that have no id yet cannot be chosen', () => {
    expect(sortDevices([device('videoinput', '', '')]).cameras).toEqual([]);
  });
});

const of = (...ids: string[]) => ids.map((id) => ({ id, label: id }));

describe('a device that is plugged in', () => {
  it('is told, the microphone first', () => {
    const before = { ...NO_DEVICES, cameras: of('c1'), microphones: of('default', 'm1') };
    const after = { ...before, cameras: of('c1', 'c2') };
    expect(pluggedIn(before, after)).toMatchObject({ kind: 'camera', device: { id: 'c2' } });
    expect(pluggedIn(before, { ...after, microphones: of('default', 'm1', 'm2') })).toMatchObject({
      kind: 'microphone',
      device: { id: 'm2' },
    });
  });

  it('is not every device of the first look, nor a second name of one, nor one that went', () => {
    const before = { ...NO_DEVICES, microphones: of('m1', 'm2') };
    expect(pluggedIn(NO_DEVICES, before)).toBeNull();
    expect(pluggedIn(before, { ...before, microphones: of('m1') })).toBeNull();
    expect(
      pluggedIn(before, { ...before, microphones: of('communications', 'default', 'm1', 'm2') }),
    ).toBeNull();
  });
});

const microphone = (code: 'denied' | 'ended' | 'in_use') =>
  ({ code, device: 'microphone' }) as const;
const camera = (code: 'denied' | 'ended' | 'in_use') => ({ code, device: 'camera' }) as const;

describe('asking again without a press of a button', () => {
  it('follows a permission given later', () => {
    expect(isCauseToRetry('permission', microphone('denied'), false)).toBe(true);
    expect(isCauseToRetry('permission', camera('denied'), false)).toBe(true);
    expect(isCauseToRetry('permission', microphone('in_use'), false)).toBe(false);
  });

  it('follows a microphone that is plugged in, but a camera only if it is the same', () => {
    expect(isCauseToRetry('devices', microphone('ended'), false)).toBe(true);
    expect(isCauseToRetry('devices', camera('ended'), false)).toBe(false);
    expect(isCauseToRetry('devices', camera('ended'), true)).toBe(true);
    expect(isCauseToRetry('devices', microphone('denied'), false)).toBe(false);
  });

  it('follows the return to the page after a phone call, without a camera that was not asked for', () => {
    expect(isCauseToRetry('seen', microphone('ended'), false)).toBe(true);
    expect(isCauseToRetry('seen', microphone('in_use'), false)).toBe(true);
    expect(isCauseToRetry('seen', camera('ended'), true)).toBe(false);
  });

  it('never happens while nothing is missing', () => {
    for (const cause of ['devices', 'permission', 'seen'] as const) {
      expect(isCauseToRetry(cause, null, true)).toBe(false);
    }
  });
});
