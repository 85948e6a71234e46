import type { SelfTestState } from '@peerdesk/call/self-test';
import type { SelfTestTexts } from '../texts/self-test-texts.ts';

/** Plays a sound and asks whether it was heard. */
export function SpeakerStep(props: {
  readonly speaker: SelfTestState['speaker'];
  readonly texts: SelfTestTexts;
  readonly onTry: () => void;
  readonly onAnswer: (heard: boolean) => void;
}) {
  const { speaker, texts } = props;
  const words = {
    idle: '',
    playing: texts.soundPlays,
    asking: texts.didYouHear,
    heard: texts.heard,
    unheard: texts.unheard,
  } satisfies Record<SelfTestState['speaker'], string>;
  return (
    <>
      <button
        type="button"
        className="pd-button"
        aria-busy={speaker === 'playing'}
        onClick={props.onTry}
      >
        {texts.playSound}
      </button>
      <output className="pd-test-word">{words[speaker]}</output>
      {speaker === 'asking' && (
        <div className="pd-test-answers">
          <button type="button" className="pd-button" onClick={() => props.onAnswer(true)}>
            {texts.yes}
          </button>
          <button type="button" className="pd-button" onClick={() => props.onAnswer(false)}>
            {texts.no}
          </button>
        </div>
      )}
    </>
  );
}
