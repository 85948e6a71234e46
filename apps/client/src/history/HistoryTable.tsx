import type { PastConsultation } from '@peerdesk/protocol';
import { clockOf } from '@peerdesk/ui';
import { Mic } from 'lucide-react';
import { Link } from 'wouter';
import { useLocale, useTexts } from '../console-context.tsx';
import { shortWhenOf } from '../when.ts';
import { outcomeIn } from './outcome.ts';
import { lastedMs, waitedMs } from './spans.ts';

/** One row a consultation; a row opens its page. On a phone each becomes a card. */
export function HistoryTable({
  consultations,
}: {
  readonly consultations: readonly PastConsultation[];
}) {
  const { history: words } = useTexts();
  const { caller, reason, started, waited, lasted, outcome, recording } = words.columns;
  return (
    <table className="history-table">
      <caption className="visually-hidden">{words.title}</caption>
      <thead>
        <tr>
          {[caller, reason, started, waited, lasted, outcome, recording].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {consultations.map((consultation) => (
          <Row key={consultation.id} consultation={consultation} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ consultation }: { readonly consultation: PastConsultation }) {
  const { history: words } = useTexts();
  const locale = useLocale();
  const { id, name, reason, joinedAt, calledBackFrom, tags, rating, erasedAt } = consultation;
  const { columns } = words;
  const lasted = lastedMs(consultation);
  return (
    <tr>
      <th scope="row">
        <Link className="history-open" href={`/history/${id}`}>
          {erasedAt === null ? name : words.erasedName}
        </Link>
      </th>
      <td className="history-reason">{reason || '–'}</td>
      <td data-label={columns.started}>
        <time dateTime={new Date(joinedAt).toISOString()}>{shortWhenOf(joinedAt, locale)}</time>
      </td>
      <td data-label={columns.waited}>
        {consultation.inRoom ? '–' : clockOf(waitedMs(consultation))}
      </td>
      <td data-label={columns.lasted}>{lasted === null ? '–' : clockOf(lasted)}</td>
      <td data-label={columns.outcome}>
        <span className="history-outcome">
          <span>{outcomeIn(words, consultation)}</span>
          {calledBackFrom !== null && <span className="quiet small">{words.calledBack}</span>}
          {consultation.inRoom && <span className="tag">{words.inRoom}</span>}
          {tags.map((tag) => (
            <span key={tag.id} className="tag">
              {tag.name}
            </span>
          ))}
          {rating !== null && <span className="quiet small">{words.ratingShort(rating)}</span>}
        </span>
      </td>
      <td data-label={columns.recording}>
        {consultation.hasRecording ? (
          <span className="history-recorded">
            <Mic size={16} aria-hidden="true" /> {words.recorded}
          </span>
        ) : (
          '–'
        )}
      </td>
    </tr>
  );
}
