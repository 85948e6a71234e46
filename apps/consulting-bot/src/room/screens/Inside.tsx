import { Preview, TroubleNotice } from '@peerdesk/ui';
import { useStore } from 'zustand';
import type { RoomPage } from '../room-page.ts';
import type { RoomTexts } from '../texts/room-texts.ts';

/** Alone in the room, or before a door that is knocked at. */
export function Inside(props: {
  readonly page: RoomPage;
  readonly texts: RoomTexts;
  readonly phase: 'entering' | 'waiting' | 'knocking';
}) {
  const { page, texts, phase } = props;
  const { call } = texts.widget;
  const { draft, gone, link } = useStore(page.store);
  const media = useStore(page.media.store);
  const trouble = media.phase === 'open' || media.phase === 'trouble' ? media.trouble : null;
  return (
    <section className="waiting" tabIndex={-1} aria-label={texts[phase]}>
      <div className="scroll">
        <output className="place-words room-words">{texts[phase]}</output>
        <output className="quiet">{phase === 'waiting' && gone && texts.gone(gone)}</output>
        {phase === 'waiting' && <p className="quiet">{texts.waitingHint}</p>}
        {phase === 'knocking' && <p className="quiet">{texts.knockingHint}</p>}
        <output className="link-lost">{link === 'down' && texts.widget.linkLost}</output>
        {trouble && (
          <TroubleNotice
            texts={call}
            trouble={trouble}
            onRetry={() => page.retryMedia()}
            link={page.link}
          />
        )}
        {draft.media === 'video' && media.phase === 'open' && (
          <div className="own-small room-own">
            <Preview outgoing={page.outgoing} on label={call.yourVideo} name={draft.name} />
          </div>
        )}
      </div>
      <div className="foot">
        <button type="button" className="pd-button" onClick={() => page.leave()}>
          {texts.leave}
        </button>
      </div>
    </section>
  );
}
