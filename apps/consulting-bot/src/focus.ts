/**
 * Moves the focus to where a screen begins, unless the person is busy elsewhere on the page:
 * words they type there must not land here.
 *
 * @param beginning a selector of where that is
 */
export function focusIn(frame: HTMLElement, beginning: string): void {
  const root = frame.getRootNode();
  const host = root instanceof ShadowRoot ? root.host : null;
  const active = document.activeElement;
  if (active && active !== document.body && active !== host && !frame.contains(active)) return;
  frame.querySelector<HTMLElement>(beginning)?.focus();
}
