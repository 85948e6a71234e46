// What zustand takes from React's default export. Preact's names all that Preact has, so with it
// every caller's browser would load all of it.
import { useCallback, useDebugValue, useSyncExternalStore } from 'preact/compat';

export default { useCallback, useDebugValue, useSyncExternalStore };
