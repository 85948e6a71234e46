import { type RefObject, useEffect } from 'react';

/** Closes something open in an element on Escape, before the page around it takes that for its own. */
export function useEscape(
  element: RefObject<HTMLElement | null>,
  open: boolean,
  close: () => void,
): void {
  useEffect(() => {
    const within = element.current;
    if (!open || !within) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
    };
    within.addEventListener('keydown', listen);
    return () => within.removeEventListener('keydown', listen);
  }, [element, open, close]);
}
