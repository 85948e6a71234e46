import { Button } from '@mantine/core';
import { Languages } from 'lucide-react';
import { useConsole, useLocale, useTexts } from '../console-context.tsx';

/** Offers the other language, in its own words. */
export function LanguageSwitch() {
  const { preferences } = useConsole();
  const locale = useLocale();
  const { language } = useTexts();
  return (
    <Button
      variant="subtle"
      className="header-button"
      lang={language.otherTag}
      leftSection={<Languages size={18} aria-hidden="true" />}
      onClick={() => preferences.set({ locale: locale === 'en' ? 'ko' : 'en' })}
    >
      {language.other}
    </Button>
  );
}
