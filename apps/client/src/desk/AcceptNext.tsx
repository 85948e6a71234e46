import { Button } from '@mantine/core';
import { useId } from 'react';
import { useStore } from 'zustand';
import { useTexts } from '../console-context.tsx';
import { acceptIn, type Desk } from './desk.ts';
import { nextOf } from './desk-rules.ts';
import { useInRoom } from './use-in-room.ts';
import { useLasting } from './use-lasting.ts';

/** The one primary action of the page. */
export function AcceptNext({ desk }: { readonly desk: Desk }) {
  const { queue } = useTexts();
  const id = useId();
  const next = useStore(desk.session.store, (state) => nextOf(state.desk)?.id ?? null);
  const waiting = useStore(desk.session.store, (state) => state.desk?.waitingCount ?? 0);
  const inRoom = useInRoom(desk);
  const accepting = useLasting(desk.store, acceptIn);
  const nobody = waiting > 0 ? queue.nobodyPresent : queue.nobodyWaits;
  const why = next ? inRoom && queue.notFromRoom : nobody;
  return (
    <div className="accept-next">
      <Button
        fullWidth
        size="md"
        loading={accepting?.consultation === null}
        disabled={next === null || inRoom || accepting !== null}
        aria-describedby={id}
        onClick={() => void desk.acceptNext()}
      >
        {queue.acceptNext}
      </Button>
      <output id={id} className="quiet small">
        {accepting ? (accepting.step === 'devices' ? queue.openingMedia : queue.accepting) : why}
      </output>
    </div>
  );
}
