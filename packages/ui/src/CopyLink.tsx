import { useId, useRef, useState } from 'react';
import type { BrowserTexts } from './texts/call-texts.ts';

/** An address to take along, by a button or, where the browser forbids that, by hand. */
export function CopyLink({ texts, link }: { texts: BrowserTexts; link: string }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(link);
      setSaid(texts.copied);
    } catch {
      setSaid(texts.notCopied);
    }
  };
  return (
    <div className="pd-copy-link">
      <label className="pd-unseen" htmlFor={id}>
        {texts.link}
      </label>
      <input ref={field} id={id} className="pd-input" type="text" readOnly value={link} />
      <button type="button" className="pd-button" onClick={() => void copy()}>
        {texts.copyLink}
      </button>
      <output>{said}</output>
    </div>
  );
}
