import { describe, expect, it } from 'vitest';
import { parametersOf } from './tuning.ts';

const parametersWith = (
  encodings: RTCRtpEncodingParameters[],
  degradationPreference?: RTCDegradationPreference,
): RTCRtpSendParameters => ({
  transactionId: 'the latest',
  codecs: [],
  headerExtensions: [],
  rtcp: {},
  encodings,
  ...(degradationPreference && { degradationPreference }),
});

describe('the parameters of a sender', () => {
  it('keep what a plan does not decide', () => {
    const next = parametersOf(
      parametersWith([{ rid: 'a', priority: 'low', maxBitrate: 1, maxFramerate: 2 }]),
      { active: true, maxBitrate: 120_000, scaleResolutionDownBy: 2 },
      false,
    );
    expect(next).toMatchObject({ transactionId: 'the latest' });
    expect(next?.encodings).toEqual([
      { rid: 'a', priority: 'low', active: true, maxBitrate: 120_000, scaleResolutionDownBy: 2 },
    ]);
  });

  it('keep their limits while paused', () => {
    const next = parametersOf(parametersWith([{ maxBitrate: 60_000 }]), { active: false }, false);
    expect(next?.encodings).toEqual([{ active: false, maxBitrate: 60_000 }]);
  });

  it('are left alone where a browser has none yet', () => {
    expect(parametersOf(parametersWith([]), { active: true }, false)).toBeNull();
  });

  it('hold on to the size of a screen, and let go of it for a camera again', () => {
    const screen = parametersOf(parametersWith([{}]), { active: true }, true);
    expect(screen?.degradationPreference).toBe('maintain-resolution');
    const camera = parametersOf(
      parametersWith([{}], 'maintain-resolution'),
      { active: true },
      false,
    );
    expect(camera?.degradationPreference).toBe('balanced');
    expect(parametersOf(parametersWith([{}]), { active: true }, false)).not.toHaveProperty(
      'degradationPreference',
    );
  });
});
