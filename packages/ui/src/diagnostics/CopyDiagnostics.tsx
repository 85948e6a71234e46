import type { Diagnostics } from '@peerdesk/call';
import { useId, useState } from 'react';
import type { DiagnosticsTexts } from '../texts/diagnostics-texts.ts';

/** What came of the press of the button. */
type Outcome = { readonly is: 'copied' } | { readonly is: 'shown'; readonly text: string };

export interface CopyDiagnosticsProps {
  readonly texts: DiagnosticsTexts;
  readonly diagnostics: Diagnostics;
}

/** Copies what is known of a call; where the browser forbids that, shows it to be selected. */
export function CopyDiagnostics({ texts, diagnostics }: CopyDiagnosticsProps) {
  const hint = useId();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const copy = async () => {
    const text = await diagnostics.describe();
    try {
      await navigator.clipboard.writeText(text);
      setOutcome({ is: 'copied' });
    } catch {
      setOutcome({ is: 'shown', text });
    }
  };
  return (
    <div className="pd-diagnostics">
      <button
        type="button"
        className="pd-button"
        aria-describedby={hint}
        onClick={() => void copy()}
      >
        {texts.copy}
      </button>
      <p id={hint} className="pd-diagnostics-hint">
        {texts.hint}
      </p>
      <output className="pd-diagnostics-outcome">
        {outcome && (outcome.is === 'copied' ? texts.copied : texts.notCopied)}
      </output>
      {outcome?.is === 'shown' && (
        <textarea
          className="pd-input pd-diagnostics-text"
          aria-label={texts.text}
          readOnly
          rows={6}
          value={outcome.text}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
    </div>
  );
}
