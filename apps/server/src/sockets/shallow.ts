/** Real signals have four levels at most. */
const LEVELS = 10;

/**
 * May this be written out again? What is nested ten thousand deep arrives well, but whoever
 * writes it runs out of stack.
 */
export function isShallow(value: unknown, levels = LEVELS): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}
