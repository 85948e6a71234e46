import { useStore } from 'zustand';
import { useMe } from '../console-context.tsx';
import type { Desk } from './desk.ts';
import { isInRoom } from './desk-rules.ts';

/** Whether one is in a room oneself, in whichever window. */
export function useInRoom(desk: Desk): boolean {
  const me = useMe();
  return useStore(
    desk.session.store,
    (state) => me !== null && isInRoom(state.desk, me.consultant.id),
  );
}
