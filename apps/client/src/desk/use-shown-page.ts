import { underWay } from '@peerdesk/call';
import type { ConsultationId } from '@peerdesk/protocol';
import { startTransition, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Desk } from './desk.ts';
import { type Page, pageOf } from './desk-rules.ts';

/** The desk's page. A call that was just accepted is shown when the two browsers have agreed on it. */
export function useShownPage({ session }: Desk): Page {
  const page = useStore(session.store, ({ consultation }) => pageOf(consultation));
  const connecting = useStore(session.store, ({ consultation }) =>
    consultation?.phase === 'connecting' ? consultation.id : null,
  );
  const [agreed, setAgreed] = useState<ConsultationId | null>(null);
  const waits = page === 'call' && connecting !== null && connecting !== agreed;
  useEffect(() => {
    if (!waits) return undefined;
    let over = false;
    const show = async () => {
      await underWay(session.call);
      // In small steps: between them the browser finds the other one.
      if (!over) startTransition(() => setAgreed(connecting));
    };
    void show();
    return () => {
      over = true;
    };
  }, [waits, connecting, session.call]);
  return waits ? 'queue' : page;
}
