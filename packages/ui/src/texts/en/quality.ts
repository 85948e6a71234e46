import type { QualityTexts } from '../quality-texts.ts';

export const quality: QualityTexts = {
  title: 'Connection',
  levels: { good: 'Good', fair: 'Fair', poor: 'Weak', lost: 'Interrupted' },
  measuring: 'Measuring…',
  connection: (level) => `Connection: ${level}`,
  own: 'Your connection',
  remote: (name) => `${name}'s connection`,
  ownWeak: 'Your connection is weak',
  remoteWeak: (name) => `${name}'s connection is weak`,
  roundTrip: 'There and back',
  loss: 'Lost on the way',
  jitter: 'Unsteadiness',
  received: 'Received',
  sent: 'Sent',
  path: 'Path',
  direct: 'Direct',
  relayed: 'Through a relay',
};
