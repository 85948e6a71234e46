import type { LocalMedia } from '@peerdesk/call';
import type { Media } from '@peerdesk/protocol';
import { Icon, LevelMeter, Preview } from '@peerdesk/ui';
import { useStore } from 'zustand';
import type { WidgetTexts } from '../texts/widget-texts.ts';

/** Oneself, as others will see and hear one: picture, microphone level, devices. */
export function OwnMedia(props: {
  readonly media: LocalMedia;
  readonly wanted: Media;
  readonly name: string;
  readonly texts: Pick<WidgetTexts, 'call' | 'cameraAsked' | 'microphoneAsked'>;
}) {
  const { texts, wanted } = props;
  const media = useStore(props.media.store);
  const stream = media.phase === 'open' ? media.stream : null;

  const level = media.phase === 'open' && (
    <div className="level">
      <Icon name="mic" size={16} />
      <LevelMeter label={texts.call.microphoneLevel} stream={media.stream} />
    </div>
  );

  return (
    <div className="own-media">
      {wanted === 'video' && media.phase !== 'trouble' ? (
        <div className="own-picture">
          <Preview stream={stream} label={texts.call.previewVideo} name={props.name} />
          {level}
        </div>
      ) : (
        level
      )}
      {media.phase === 'opening' && (
        <output className="quiet">
          {wanted === 'video' ? texts.cameraAsked : texts.microphoneAsked}
        </output>
      )}
    </div>
  );
}
