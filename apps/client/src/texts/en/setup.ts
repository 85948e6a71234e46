import type { SetupTexts } from '../setup-texts.ts';

export const setup: SetupTexts = {
  title: "The caller's connection and devices",
  network: { good: 'Good network', fair: 'Fair network', poor: 'Weak network' },
  networkHint: 'Measured from the caller to this server while waiting',
  screen: { phone: 'Phone', desktop: 'Computer' },
  browser: { chromium: 'Chromium', firefox: 'Firefox', safari: 'Safari', other: 'Other browser' },
  selfTest: {
    good: 'Test: good',
    usable: 'Test: usable',
    poor: 'Test: poor',
    blocked: 'Test: blocked',
  },
  selfTestHint: 'The caller has tested camera, microphone and connection',
  noCamera: 'No camera',
  noMicrophone: 'No microphone',
  relayBlocked: 'Relay out of reach',
  relayBlockedHint: 'If there is no direct path to the caller, the call cannot be connected.',
};
