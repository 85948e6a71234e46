import { useCallback, useSyncExternalStore } from 'react';
import type { StoreApi } from 'zustand/vanilla';

const nothing = () => {};

/** `useStore` of a store that may not be there yet: until it is, what is given for `before`. */
export function useFrom<State, Value>(
  store: Pick<StoreApi<State>, 'getState' | 'subscribe'> | undefined,
  select: (state: State) => Value,
  before: Value,
): Value {
  const subscribe = useCallback(
    (onChange: () => void) => store?.subscribe(onChange) ?? nothing,
    [store],
  );
  const read = () => (store ? select(store.getState()) : before);
  return useSyncExternalStore(subscribe, read, read);
}
