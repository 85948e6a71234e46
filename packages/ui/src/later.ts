import { useEffect, useState } from 'react';

/**
 * A part of the screen that is fetched when it is first wanted.
 *
 * @returns null until it is here, and when it cannot be had
 */
export function useLater<Part>(wanted: boolean, load: () => Promise<Part>): Part | null {
  const [part, setPart] = useState<{ readonly is: Part } | null>(null);
  useEffect(() => {
    if (!wanted || part) return undefined;
    let over = false;
    const take = async () => {
      try {
        const is = await load();
        if (!over) setPart({ is });
      } catch {
        // Out of reach: the rest of the screen does without.
      }
    };
    void take();
    return () => {
      over = true;
    };
  }, [wanted, part, load]);
  return part?.is ?? null;
}
