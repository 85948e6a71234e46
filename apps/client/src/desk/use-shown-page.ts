import { useCallback, useSyncExternalStore } from 'react';
import { acceptIn, type Desk } from './desk.ts';
import { isMeeting, shownPage } from './desk-rules.ts';

/** The desk's page. */
export function useShownPage(desk: Desk): ReturnType<typeof shownPage> {
  return useMoment(desk, () =>
    shownPage(desk.session.store.getState().consultation, desk.session.call.opening.getState()),
  );
}

/** From the press on, until the first picture is there or is not to be expected soon. */
export function useIsMeeting(desk: Desk): boolean {
  return useMoment(desk, () => {
    const accepting = acceptIn(desk.store.getState());
    if (accepting) return accepting.step === 'server';
    const { call, store } = desk.session;
    return isMeeting(store.getState().consultation, call.opening.getState());
  });
}

/** What follows from all that a desk knows, without drawing anything for what it does not follow from. */
function useMoment<Value>({ store, session }: Desk, read: () => Value): Value {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const releases = [store, session.store, session.call.opening].map((one) =>
        one.subscribe(onChange),
      );
      return () => {
        for (const release of releases) release();
      };
    },
    [store, session],
  );
  return useSyncExternalStore(subscribe, read, read);
}
