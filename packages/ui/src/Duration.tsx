import { clockOf } from './duration-text.ts';
import { useNow } from './every-second.ts';

export interface DurationProps {
  /** Epoch milliseconds of this browser's clock. */
  readonly since: number;
  readonly label?: string;
}

/** How long something has lasted, counting. Not a live region: nobody wants every second read out. */
export function Duration({ since, label }: DurationProps) {
  const now = useNow();
  return (
    <span className="pd-duration" role="timer" aria-label={label} aria-live="off">
      {clockOf(now - since)}
    </span>
  );
}
