import type { CallTools, QualityLevel } from '@peerdesk/call';
import { useCallback, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { CopyDiagnostics } from '../diagnostics/CopyDiagnostics.tsx';
import { useEscape } from '../escape.ts';
import type { CallTexts } from '../texts/call-texts.ts';
import { measuresOf } from './quality-words.ts';

/** How many of the three bars are full. */
const BARS = { good: 3, fair: 2, poor: 1, lost: 0 } satisfies Record<QualityLevel, number>;

/** How well the two are connected: three bars and a word, and on request the figures. */
export function ConnectionButton(props: {
  readonly texts: CallTexts;
  readonly tools: CallTools;
  readonly remoteName: string;
}) {
  const { tools, remoteName } = props;
  const texts = props.texts.quality;
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useEscape(
    frame,
    open,
    useCallback(() => setOpen(false), []),
  );
  const { own, remote, sample, lowData, remoteLowData } = useStore(tools.quality.store);
  const wordOf = (level: QualityLevel | null) => (level ? texts.levels[level] : texts.measuring);
  return (
    <div ref={frame} className="pd-connection">
      <button
        type="button"
        className="pd-connection-button"
        aria-label={texts.connection(wordOf(own))}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <span className="pd-bars" data-full={own ? BARS[own] : 0} aria-hidden="true">
          <span />
          <span />
          <span />
        </span>
        {own && <span className="pd-connection-word">{texts.levels[own]}</span>}
      </button>
      <section id={id} className="pd-connection-details" aria-label={texts.title} hidden={!open}>
        {open && (
          <>
            <dl>
              <dt>{texts.own}</dt>
              <dd>{wordOf(own)}</dd>
              <dt>{texts.remote(remoteName)}</dt>
              <dd>{wordOf(remote)}</dd>
              {measuresOf(texts, sample).map(([name, value]) => [
                <dt key={`${name} name`}>{name}</dt>,
                <dd key={name}>{value}</dd>,
              ])}
            </dl>
            <button
              type="button"
              role="switch"
              className="pd-switch"
              aria-checked={lowData}
              aria-describedby={`${id}-hint`}
              onClick={() => tools.quality.setLowData(!lowData)}
            >
              <span className="pd-switch-track" aria-hidden="true" />
              {texts.lowData}
            </button>
            <p id={`${id}-hint`} className="pd-connection-hint">
              {texts.lowDataHint}
            </p>
            {remoteLowData && (
              <p className="pd-connection-hint">{texts.remoteLowData(remoteName)}</p>
            )}
            <CopyDiagnostics texts={props.texts.diagnostics} diagnostics={tools.diagnostics} />
          </>
        )}
      </section>
    </div>
  );
}
