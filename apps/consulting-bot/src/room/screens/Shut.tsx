import { useStore } from 'zustand';
import type { RoomPage } from '../room-page.ts';
import type { Shut as Why } from '../room-status.ts';
import type { RoomTexts } from '../texts/room-texts.ts';

/** There is no way in: why, and what to do. */
export function Shut(props: {
  readonly page: RoomPage;
  readonly texts: RoomTexts;
  readonly why: Why;
}) {
  const { page, texts, why } = props;
  const { known } = useStore(page.store);
  const opensAt = known.phase === 'known' ? known.status.opensAt : null;
  const words = texts.shut[why](opensAt === null ? null : whenOf(opensAt, texts.locale));
  return (
    <section className="message" aria-label={words.what}>
      <div className="scroll" role="alert">
        <h2 tabIndex={-1}>{words.what}</h2>
        <p>{words.next}</p>
      </div>
    </section>
  );
}

/** A day and a time, as the page's language writes it. */
function whenOf(instant: number, locale: string): string {
  const style = { dateStyle: 'long', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(locale, style).format(new Date(instant));
}
