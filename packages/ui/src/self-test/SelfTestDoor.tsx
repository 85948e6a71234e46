import { useId, useState } from 'react';
import { useLater } from '../later.ts';
import type { SelfTestDoorTexts, SelfTestTexts } from '../texts/self-test-texts.ts';
import type { SelfTestProps } from './SelfTest.tsx';

export interface SelfTestDoorProps extends Omit<SelfTestProps, 'title' | 'texts'> {
  readonly texts: SelfTestDoorTexts;
  readonly language: keyof typeof LOAD;
}

/** The test and its words, or null when they are out of reach. */
const LOAD = {
  en: () => withWords(() => import('../texts/en/self-test.ts')),
  ko: () => withWords(() => import('../texts/ko/self-test.ts')),
};

async function withWords(words: () => Promise<{ readonly selfTest: SelfTestTexts }>) {
  try {
    const [{ SelfTest }, { selfTest }] = await Promise.all([import('./SelfTest.tsx'), words()]);
    return { SelfTest, texts: selfTest };
  } catch {
    return { SelfTest: null, texts: null };
  }
}

/** Opens the test of one's own devices and connection. Nothing of it is loaded before. */
export function SelfTestDoor(props: SelfTestDoorProps) {
  const { texts, language, ...parts } = props;
  const id = useId();
  const [open, setOpen] = useState(false);
  const loaded = useLater(open, LOAD[language]);
  return (
    <div className="pd-self-test">
      <button
        type="button"
        className="pd-button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {texts.title}
      </button>
      <div id={id} hidden={!open}>
        {open && !loaded && <output>{texts.loading}</output>}
        {open && loaded && !loaded.SelfTest && (
          <p role="alert" className="pd-notice">
            {texts.unavailable}
          </p>
        )}
        {open && loaded?.SelfTest && (
          <loaded.SelfTest {...parts} title={texts.title} texts={loaded.texts} />
        )}
      </div>
    </div>
  );
}
