import { Loader } from '@mantine/core';
import type { WaitingCaller } from '@peerdesk/protocol';
import { Coffee } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useStore } from 'zustand';
import { useTexts } from '../console-context.tsx';
import { DeclineDialog } from './DeclineDialog.tsx';
import type { Desk } from './desk.ts';
import { QueueItem } from './QueueItem.tsx';

/** Everyone who waits, longest wait first. */
export function QueueList({ desk }: { readonly desk: Desk }) {
  const { queue, shell } = useTexts();
  const view = useStore(desk.session.store, (state) => state.desk);
  const [declining, setDeclining] = useState<WaitingCaller | null>(null);
  const waiting = view?.waiting ?? [];
  const more = (view?.waitingCount ?? 0) - waiting.length;
  return (
    <div className="queue-main">
      <ul className="queue-list" aria-label={queue.list}>
        {waiting.map((caller, index) => (
          <QueueItem
            key={caller.id}
            desk={desk}
            caller={caller}
            position={index + 1}
            onDecline={() => setDeclining(caller)}
          />
        ))}
      </ul>
      {more > 0 && <p className="quiet">{queue.more(more)}</p>}
      {view ? (
        waiting.length === 0 && <Empty desk={desk} />
      ) : (
        <p className="quiet queue-loading">
          <Loader size="xs" aria-hidden="true" /> {shell.loading}
        </p>
      )}
      {declining && (
        <DeclineDialog desk={desk} caller={declining} onClose={() => setDeclining(null)} />
      )}
    </div>
  );
}

/** What to do while nobody waits. */
function Empty({ desk }: { readonly desk: Desk }) {
  const { queue } = useTexts();
  const available = useStore(desk.session.store, (state) => state.available);
  return (
    <div className="empty">
      <Coffee size={32} aria-hidden="true" />
      <h2>{queue.emptyTitle}</h2>
      <p>{available ? queue.emptyAvailable : queue.emptyUnavailable}</p>
      <p className="empty-links">
        <a href={`/c/${desk.callee}`} target="_blank" rel="noreferrer">
          {queue.emptyShare}: /c/{desk.callee}
        </a>
        <Link href="/settings">{queue.emptyEmbed}</Link>
      </p>
    </div>
  );
}
