import type { SelfTestState } from '@peerdesk/call/self-test';
import type { SelfTestTexts } from '../texts/self-test-texts.ts';

/** Records a sentence and plays it. */
export function VoiceStep(props: {
  readonly voice: SelfTestState['voice'];
  readonly texts: SelfTestTexts;
  readonly onTry: () => void;
}) {
  const { voice, texts } = props;
  const words = {
    idle: '',
    recording: texts.recording,
    playing: texts.playing,
    played: texts.played,
    failed: texts.recordFailed,
  } satisfies Record<SelfTestState['voice'], string>;
  return (
    <>
      <button
        type="button"
        className="pd-button"
        aria-busy={voice === 'recording' || voice === 'playing'}
        onClick={props.onTry}
      >
        {texts.record}
      </button>
      <output className="pd-test-word">{words[voice]}</output>
    </>
  );
}
