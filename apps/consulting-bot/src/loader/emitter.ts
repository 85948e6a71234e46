/**
 * Handlers by event name. One that throws is reported as the page's own error and disturbs
 * neither the other handlers nor us.
 */
export function createEmitter<Events extends object>() {
  type Name = keyof Events;
  const entries = new Set<readonly [name: Name, handler: (payload: Events[Name]) => void]>();
  return {
    /** @returns takes the handler away again; safe to repeat */
    on: <N extends Name>(name: N, handler: (payload: Events[N]) => void) => {
      const entry = [name, handler as (payload: Events[Name]) => void] as const;
      entries.add(entry);
      return () => void entries.delete(entry);
    },
    emit: <N extends Name>(name: N, payload: Events[N]) => {
      for (const [of, handler] of entries) {
        try {
          if (of === name) handler(payload);
        } catch (error) {
          reportError(error);
        }
      }
    },
  };
}
