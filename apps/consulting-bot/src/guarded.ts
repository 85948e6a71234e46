/** What storage says; null where the browser blocks it, or has no room. */
export function guarded<Value>(use: () => Value): Value | null {
  try {
    return use();
  } catch {
    return null;
  }
}
