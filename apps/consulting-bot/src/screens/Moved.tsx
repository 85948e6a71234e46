import type { Widget } from '../store.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';

/** The consultation went on in another tab. */
export function Moved({ widget, texts }: { widget: Widget; texts: WidgetTexts }) {
  return (
    <section className="message" aria-label={texts.moved}>
      <div className="scroll">
        <h3 tabIndex={-1}>{texts.moved}</h3>
        <p>{texts.movedWhy}</p>
      </div>
      <div className="foot">
        <button
          type="button"
          className="pd-button"
          data-kind="primary"
          onClick={() => void widget.takeBack()}
        >
          {texts.continueHere}
        </button>
        <button type="button" className="pd-button" onClick={() => widget.close()}>
          {texts.close}
        </button>
      </div>
    </section>
  );
}
