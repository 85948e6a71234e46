import type { CallerSetup } from '@peerdesk/protocol';
import {
  ClipboardCheck,
  MicOff,
  Monitor,
  RouteOff,
  SignalHigh,
  SignalLow,
  SignalMedium,
  Smartphone,
  VideoOff,
} from 'lucide-react';
import { useTexts } from '../console-context.tsx';

const BARS = { good: SignalHigh, fair: SignalMedium, poor: SignalLow } as const;
const SCREENS = { phone: Smartphone, desktop: Monitor } as const;

/** What is good to know before accepting: the network, the screen, and what is missing. */
export function SetupTags({
  setup,
  wantsVideo,
}: {
  readonly setup: CallerSetup;
  /** Without a picture a missing camera is no news. */
  readonly wantsVideo: boolean;
}) {
  const { setup: words } = useTexts();
  const { network, screen, browser, selfTest } = setup;
  const Bars = network && BARS[network];
  const Screen = SCREENS[screen];
  return (
    <p className="queue-setup">
      <span className="visually-hidden">{words.title}: </span>
      {network && Bars && (
        <span className={network === 'poor' ? 'tag tag-away' : 'tag'} title={words.networkHint}>
          <Bars size={14} aria-hidden="true" /> {words.network[network]}
        </span>
      )}
      <span className="tag">
        <Screen size={14} aria-hidden="true" /> {words.screen[screen]}, {words.browser[browser]}
      </span>
      {selfTest && (
        <span
          className={selfTest === 'good' || selfTest === 'usable' ? 'tag' : 'tag tag-away'}
          title={words.selfTestHint}
        >
          <ClipboardCheck size={14} aria-hidden="true" /> {words.selfTest[selfTest]}
        </span>
      )}
      {wantsVideo && !setup.camera && (
        <span className="tag tag-away">
          <VideoOff size={14} aria-hidden="true" /> {words.noCamera}
        </span>
      )}
      {!setup.microphone && (
        <span className="tag tag-away">
          <MicOff size={14} aria-hidden="true" /> {words.noMicrophone}
        </span>
      )}
      {setup.relay === 'blocked' && (
        <span className="tag tag-away" title={words.relayBlockedHint}>
          <RouteOff size={14} aria-hidden="true" /> {words.relayBlocked}
        </span>
      )}
    </p>
  );
}
