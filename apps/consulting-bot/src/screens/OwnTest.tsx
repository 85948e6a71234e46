import { SelfTestDoor } from '@peerdesk/ui';
import type { Widget } from '../store.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';

/** Does everything work? To be found out before somebody else does. */
export function OwnTest({ widget, texts }: { widget: Widget; texts: WidgetTexts }) {
  return (
    <SelfTestDoor
      texts={texts.call.selfTest}
      effectTexts={texts.call.effects}
      language={widget.locale}
      media={widget.media}
      outgoing={widget.outgoing}
      askIce={widget.askIce}
      dress={widget.dressTest}
      onShare={widget.shareTest}
    />
  );
}
