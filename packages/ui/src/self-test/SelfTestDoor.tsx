import { useCallback, useId, useState } from 'react';
import { useLater } from '../later.ts';
import type { SelfTestDoorTexts, SelfTestTexts } from '../texts/self-test-texts.ts';
import type { SelfTestProps } from './SelfTest.tsx';

export interface SelfTestDoorProps extends Omit<SelfTestProps, 'title' | 'texts'> {
  readonly texts: SelfTestDoorTexts;
  readonly language: keyof typeof WORDS;
  /** Fetches the style of the test, where the page does not have it already. */
  readonly dress?: () => Promise<void>;
}

const WORDS = {
  en: (): Promise<{ readonly selfTest: SelfTestTexts }> => import('../texts/en/self-test.ts'),
  ko: (): Promise<{ readonly selfTest: SelfTestTexts }> => import('../texts/ko/self-test.ts'),
};

/** The test and its words, or null when they are out of reach. */
async function loadTest({ language, dress }: Pick<SelfTestDoorProps, 'language' | 'dress'>) {
  try {
    const [{ SelfTest }, { selfTest }] = await Promise.all([
      import('./SelfTest.tsx'),
      WORDS[language](),
      dress?.(),
    ]);
    return { SelfTest, texts: selfTest };
  } catch {
    return { SelfTest: null, texts: null };
  }
}

/** Opens the test of one's own devices and connection. Nothing of it is loaded before. */
export function SelfTestDoor(props: SelfTestDoorProps) {
  const { texts, language, dress, ...parts } = props;
  const id = useId();
  const [open, setOpen] = useState(false);
  const load = useCallback(
    () => loadTest({ language, ...(dress && { dress }) }),
    [language, dress],
  );
  const loaded = useLater(open, load);
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
