import { DiagnosticsOffer } from '@peerdesk/ui';
import { useStore } from 'zustand';
import type { RoomPage } from '../room-page.ts';
import type { RoomTexts } from '../texts/room-texts.ts';

/** Not inside any more, or inside in another tab. */
export function Outside(props: {
  readonly page: RoomPage;
  readonly texts: RoomTexts;
  readonly phase: 'left' | 'moved';
}) {
  const { page, texts, phase } = props;
  const { lastCall } = useStore(page.store);
  const isMoved = phase === 'moved';
  const title = isMoved ? texts.widget.moved : texts.left;
  return (
    <section className="message" aria-label={title}>
      <div className="scroll">
        <h2 tabIndex={-1}>{title}</h2>
        <p>{isMoved ? texts.movedWhy : texts.leftHint}</p>
        {lastCall && !isMoved && (
          <DiagnosticsOffer texts={texts.call.diagnostics} diagnostics={lastCall} />
        )}
      </div>
      <div className="foot">
        <button
          type="button"
          className="pd-button"
          data-kind="primary"
          onClick={() => (isMoved ? void page.takeBack() : page.again())}
        >
          {isMoved ? texts.widget.continueHere : texts.again}
        </button>
      </div>
    </section>
  );
}
