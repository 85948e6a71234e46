import type { RoomPage } from '../room-page.ts';
import type { RoomTexts } from '../texts/room-texts.ts';

/** Somebody knocks. */
export function Asked(props: {
  readonly page: RoomPage;
  readonly texts: RoomTexts;
  readonly name: string;
}) {
  const { page, texts, name } = props;
  return (
    <section className="waiting" tabIndex={-1} aria-label={texts.asked(name)}>
      <div className="scroll">
        <p className="place-words room-words" role="alert">
          {texts.asked(name)}
        </p>
      </div>
      <div className="foot">
        <button
          type="button"
          className="pd-button"
          data-kind="primary"
          onClick={() => page.admit()}
        >
          {texts.letIn}
        </button>
        <button type="button" className="pd-button" onClick={() => page.decline()}>
          {texts.turnAway}
        </button>
        <button type="button" className="pd-button" data-kind="quiet" onClick={() => page.leave()}>
          {texts.leave}
        </button>
      </div>
    </section>
  );
}
