import type { ConsultantView } from '@peerdesk/protocol';
import { clockOf, useNow } from '@peerdesk/ui';
import { Link } from 'wouter';
import { useStore } from 'zustand';
import { useLocale, useTexts } from '../console-context.tsx';
import { Notice } from '../shell/Notice.tsx';
import { languageOf } from '../when.ts';
import type { Desk } from './desk.ts';

export interface DetailsProps {
  readonly desk: Desk;
  readonly consultation: Extract<ConsultantView, { readonly held: string }>;
}

/** What is known of the caller. */
export function Details({ desk, consultation }: DetailsProps) {
  const { call, queue, history } = useTexts();
  const locale = useLocale();
  const now = useNow();
  const offsetMs = useStore(desk.session.store, (state) => state.clockOffsetMs);
  const { remoteName, reason, joinedAt, calledBackFrom, startedAt, media, present } = consultation;
  return (
    <section className="details" aria-labelledby="details-title">
      <h2 id="details-title">{call.details}</h2>
      {!present && <Notice kind="status">{call.gone}</Notice>}
      <dl>
        <dt>{call.name}</dt>
        <dd>{remoteName}</dd>
        <dt>{call.reason}</dt>
        <dd className="details-reason">{reason || queue.noReason}</dd>
        {calledBackFrom !== null && (
          <>
            <dt>{history.calledBack}</dt>
            <dd>
              <Link href={`/history/${calledBackFrom}`}>{history.lostCall}</Link>
            </dd>
          </>
        )}
        <dt>{call.waited}</dt>
        <dd>{clockOf((startedAt ?? now + offsetMs) - joinedAt)}</dd>
        <dt>{call.language}</dt>
        <dd>{languageOf(consultation.locale, locale)}</dd>
        <dt>{call.kind}</dt>
        <dd>{queue.media[media]}</dd>
      </dl>
    </section>
  );
}
