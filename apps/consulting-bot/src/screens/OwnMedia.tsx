import { Icon, LevelMeter, Preview } from '@peerdesk/ui';
import { useStore } from 'zustand';
import type { Widget } from '../store.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';

/** Oneself, as others will see and hear one: picture, microphone level, devices. */
export function OwnMedia({ widget, texts }: { widget: Widget; texts: WidgetTexts }) {
  const media = useStore(widget.media.store);
  const draft = useStore(widget.store, (state) => state.draft);
  const stream = media.phase === 'open' ? media.stream : null;

  const level = media.phase === 'open' && (
    <div className="level">
      <Icon name="mic" size={16} />
      <LevelMeter label={texts.call.microphoneLevel} stream={media.stream} />
    </div>
  );

  return (
    <div className="own-media">
      {draft.media === 'video' && media.phase !== 'trouble' ? (
        <div className="own-picture">
          <Preview stream={stream} label={texts.call.previewVideo} name={draft.name} />
          {level}
        </div>
      ) : (
        level
      )}
      {media.phase === 'opening' && (
        <output className="quiet">
          {draft.media === 'video' ? texts.cameraAsked : texts.microphoneAsked}
        </output>
      )}
    </div>
  );
}
