import type { Verdict } from '@peerdesk/call/self-test';
import type { SelfTestTexts } from '../texts/self-test-texts.ts';

/** In a word, why, and what to do. */
export function VerdictWords(props: {
  readonly verdict: Verdict | null;
  readonly texts: SelfTestTexts;
}) {
  const { verdict, texts } = props;
  return (
    <output className="pd-verdict" aria-live="polite" data-level={verdict?.level}>
      {verdict && (
        <>
          <span className="pd-verdict-level">
            <span className="pd-unseen">{`${texts.result}: `}</span>
            {texts.levels[verdict.level]}
          </span>
          <span>{texts.meaning[verdict.level]}</span>
          {verdict.reasons.map((reason) => (
            <span key={reason} className="pd-verdict-reason">
              <strong>{texts.reasons[reason].why}</strong> {texts.reasons[reason].next}
            </span>
          ))}
        </>
      )}
    </output>
  );
}
