import { type RefObject, useEffect, useState } from 'react';

/** A menu behind a button, by mouse and by keyboard. */
export interface MenuState {
  readonly open: boolean;
  readonly toggle: () => void;
  /** Back to the button. */
  readonly close: () => void;
}

const itemsIn = (frame: HTMLElement): HTMLElement[] => [
  ...frame.querySelectorAll<HTMLElement>('[role=menuitem]'),
];

/**
 * @param frame the button and the menu together
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/
 */
export function useMenu(frame: RefObject<HTMLElement | null>): MenuState {
  const [open, setOpen] = useState(false);
  const focusButton = () => frame.current?.querySelector<HTMLElement>('[aria-haspopup]')?.focus();

  useEffect(() => {
    const element = frame.current;
    if (!open || !element) return undefined;
    itemsIn(element)[0]?.focus();
    const onKey = (event: KeyboardEvent) => {
      const items = itemsIn(element);
      const at = items.findIndex((item) => item === event.target);
      const target = targetOf(event.key, at, items.length);
      if (event.key === 'Tab') return setOpen(false);
      if (event.key !== 'Escape' && target === null) return undefined;
      // It also tells the panel around it, which has an Escape of its own.
      event.preventDefault();
      if (target !== null) return items[target]?.focus();
      element.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
      return setOpen(false);
    };
    // Inside a shadow root the path is the only thing that tells where a press really was.
    const onPress = (event: Event) => {
      if (!event.composedPath().includes(element)) setOpen(false);
    };
    element.addEventListener('keydown', onKey);
    document.addEventListener('pointerdown', onPress);
    return () => {
      element.removeEventListener('keydown', onKey);
      document.removeEventListener('pointerdown', onPress);
    };
  }, [open, frame]);

  return {
    open,
    toggle: () => setOpen(!open),
    close() {
      focusButton();
      setOpen(false);
    },
  };
}

/** Which item a key leads to, from this one; null for a key that leads to none. */
export function targetOf(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at <= 0 ? count : at) - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
