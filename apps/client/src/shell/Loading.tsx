import { Loader } from '@mantine/core';
import { useTexts } from '../console-context.tsx';

/** Shown after a moment only: what is there at once must not flicker. */
export function Loading() {
  const { shell } = useTexts();
  return (
    <main className="loading" aria-busy="true">
      <Loader size="sm" aria-hidden="true" />
      <output>{shell.loading}</output>
    </main>
  );
}
