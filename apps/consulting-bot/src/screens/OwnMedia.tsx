import type { LocalMedia, Outgoing } from '@peerdesk/call';
import type { Media } from '@peerdesk/protocol';
import { EffectPicker, Icon, LevelMeter, Preview } from '@peerdesk/ui';
import { useStore } from 'zustand';
import type { WidgetTexts } from '../texts/widget-texts.ts';

/** Oneself, as others will see and hear one: picture, microphone level, devices. */
export function OwnMedia(props: {
  readonly media: LocalMedia;
  readonly outgoing: Outgoing;
  readonly wanted: Media;
  readonly name: string;
  readonly texts: Pick<WidgetTexts, 'call' | 'cameraAsked' | 'microphoneAsked'>;
}) {
  const { texts, wanted, outgoing } = props;
  const media = useStore(props.media.store);

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
          <Preview
            outgoing={outgoing}
            on={media.phase === 'open'}
            label={texts.call.previewVideo}
            name={props.name}
          />
          {level}
        </div>
      ) : (
        level
      )}
      {wanted === 'video' && media.phase === 'open' && media.camera !== 'absent' && (
        <EffectPicker effects={outgoing.effects} texts={texts.call.effects} />
      )}
      {media.phase === 'opening' && (
        <output className="quiet">
          {wanted === 'video' ? texts.cameraAsked : texts.microphoneAsked}
        </output>
      )}
    </div>
  );
}
