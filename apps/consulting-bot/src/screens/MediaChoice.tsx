import type { Media } from '@peerdesk/protocol';
import { useId } from 'react';
import type { WidgetTexts } from '../texts/widget-texts.ts';

/** With a picture, or voice only. */
export function MediaChoice(props: {
  readonly chosen: Media;
  readonly texts: Pick<WidgetTexts, 'howToTalk' | 'video' | 'voiceOnly'>;
  readonly onChoose: (media: Media) => void;
}) {
  const id = useId();
  const { texts } = props;
  return (
    <fieldset className="choice">
      <legend className="unseen">{texts.howToTalk}</legend>
      {(['video', 'audio'] as const).map((choice) => (
        <label key={choice}>
          <input
            type="radio"
            name={`${id}-media`}
            checked={props.chosen === choice}
            onChange={() => props.onChoose(choice)}
          />
          <span>{choice === 'video' ? texts.video : texts.voiceOnly}</span>
        </label>
      ))}
    </fieldset>
  );
}
