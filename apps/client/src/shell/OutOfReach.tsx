import { Button } from '@mantine/core';
import { useTexts } from '../console-context.tsx';
import { Entrance } from './Entrance.tsx';

/** The server did not answer when the page was opened. */
export function OutOfReach({ onRetry }: { readonly onRetry: () => Promise<void> }) {
  const { unreachable } = useTexts();
  return (
    <Entrance title={unreachable.title} lead={unreachable.lead}>
      <Button onClick={() => void onRetry()}>{unreachable.retry}</Button>
    </Entrance>
  );
}
