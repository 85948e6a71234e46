import type { ConsultationRecord } from '@peerdesk/protocol';
import { useLocale, useTexts } from '../console-context.tsx';
import { timeOf } from '../when.ts';

/** What happened, in order. */
export function Timeline({ record }: { readonly record: ConsultationRecord }) {
  const { history: words } = useTexts();
  const locale = useLocale();
  const names = {
    caller: record.name || words.erasedName,
    consultant: record.consultant?.name ?? words.consultant,
  };
  return (
    <section className="card" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{words.timeline}</h2>
      {record.timeline.length === 0 && <p className="quiet">{words.noTimeline}</p>}
      <ol className="timeline">
        {record.timeline.map(({ at, event, party }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- nothing is ever put between
          <li key={index} data-event={event}>
            <time dateTime={new Date(at).toISOString()}>{timeOf(at, locale)}</time>
            <span>
              {event === 'joined' && record.calledBackFrom !== null
                ? words.calledBackEvent(names.caller)
                : words.events[event](party === null ? null : names[party])}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
