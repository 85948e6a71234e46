import type { LocalMedia, LocalMediaState } from '@peerdesk/call';
import {
  createSelfTest,
  type SelfTestParts,
  type Verdict,
  type VerdictLevel,
} from '@peerdesk/call/self-test';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { EffectPicker } from '../effects/EffectPicker.tsx';
import { LevelMeter } from '../LevelMeter.tsx';
import type { EffectTexts } from '../texts/effect-texts.ts';
import type { SelfTestTexts } from '../texts/self-test-texts.ts';
import { SpeakerStep } from './SpeakerStep.tsx';
import { TestCall } from './TestCall.tsx';
import { VerdictWords } from './VerdictWords.tsx';
import { VoiceStep } from './VoiceStep.tsx';

export interface SelfTestProps extends SelfTestParts {
  readonly title: string;
  readonly effectTexts: EffectTexts;
  readonly texts: SelfTestTexts;
  /** Told the verdict as long as others may know it, else null; left out where nobody would see it. */
  readonly onShare?: (level: VerdictLevel | null) => void;
  /** Told when the test goes, whose devices may still be open. */
  readonly onEnd?: () => void;
}

/** Camera, microphone, speaker, and a call to oneself; at the end a plain verdict. */
export function SelfTest({
  title,
  texts,
  effectTexts,
  media,
  outgoing,
  askIce,
  onEnd,
  onShare,
}: SelfTestProps) {
  const test = useMemo(
    () => createSelfTest({ media, outgoing, askIce }),
    [media, outgoing, askIce],
  );
  const state = useStore(test.store);
  useEffect(() => {
    const end = test.begin();
    return () => {
      end();
      onEnd?.();
    };
  }, [test, onEnd]);
  const [shared, setShared] = useState(false);
  const level = shared ? (state.verdict?.level ?? null) : null;
  useEffect(() => onShare?.(level), [onShare, level]);
  const region = useRef<HTMLElement>(null);
  // It opens below a button that may be at the very edge of what is seen.
  useEffect(() => bringIntoView(region.current), []);
  const isCalling = state.call.phase === 'running';
  useEffect(() => {
    if (isCalling) bringIntoView(region.current?.querySelector('.pd-test-pictures'));
  }, [isCalling]);
  const isJudged = state.verdict !== null && state.call.phase !== 'idle';
  useEffect(() => {
    if (isJudged) bringIntoView(region.current?.querySelector('.pd-verdict'));
  }, [isJudged]);
  return (
    <section ref={region} className="pd-test" aria-label={title}>
      <div className="pd-test-step">
        <h2>{texts.devices}</h2>
        <Devices media={media} texts={texts} verdict={state.verdict} />
        <EffectPicker effects={outgoing.effects} texts={effectTexts} />
      </div>
      <div className="pd-test-step">
        <h2>{texts.voice}</h2>
        <p>{texts.voiceHint}</p>
        <LevelMeter label={texts.voiceLevel} stream={outgoing.stream} />
        <VoiceStep voice={state.voice} texts={texts} onTry={() => void test.tryVoice()} />
      </div>
      <div className="pd-test-step">
        <h2>{texts.speaker}</h2>
        <SpeakerStep
          speaker={state.speaker}
          texts={texts}
          onTry={() => void test.trySpeaker()}
          onAnswer={(heard) => test.answerHeard(heard)}
        />
      </div>
      <TestCall test={test} texts={texts} sent={outgoing.stream} />
      <VerdictWords verdict={state.verdict} texts={texts} />
      {onShare && state.verdict && (
        <label className="pd-check">
          <input
            type="checkbox"
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          <span>{texts.share}</span>
        </label>
      )}
    </section>
  );
}

/** On a phone what one waits for would be below the edge. */
function bringIntoView(what: Element | null | undefined): void {
  what?.scrollIntoView?.({ block: 'nearest' });
}

function Devices(props: {
  readonly media: LocalMedia;
  readonly texts: SelfTestTexts;
  readonly verdict: Verdict | null;
}) {
  const { texts, verdict } = props;
  const state = useStore(props.media.store);
  const [gravest] = verdict?.reasons ?? [];
  if (state.phase === 'trouble') return gravest && <p>{texts.reasons[gravest].why}</p>;
  return <p>{devicesIn(state, texts)}</p>;
}

function devicesIn(
  state: Exclude<LocalMediaState, { phase: 'trouble' }>,
  { deviceStates }: SelfTestTexts,
): string {
  switch (state.phase) {
    case 'closed':
      return deviceStates.closed;
    case 'opening':
      return deviceStates.asking;
    case 'open':
      if (state.media === 'audio') return deviceStates.voiceOnly;
      return state.trouble ? deviceStates.microphoneWorks : deviceStates.cameraWorks;
    default:
      return state satisfies never;
  }
}
