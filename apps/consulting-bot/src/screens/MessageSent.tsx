import { useStore } from 'zustand';
import type { Widget } from '../store.ts';
import type { WidgetTexts } from '../texts/widget-texts.ts';

/** The message is with the consultants, and what happens next. */
export function MessageSent({ widget, texts }: { widget: Widget; texts: WidgetTexts }) {
  const contact = useStore(widget.store, ({ draft }) => draft.contact);
  return (
    <section className="message">
      <div className="scroll">
        <h3 tabIndex={-1}>{texts.message.sent}</h3>
        <p>{texts.message.sentNext(contact)}</p>
      </div>
      <div className="foot">
        <button type="button" className="pd-button" onClick={() => widget.close()}>
          {texts.close}
        </button>
      </div>
    </section>
  );
}
