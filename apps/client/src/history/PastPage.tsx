import { Button } from '@mantine/core';
import type { CalleeSlug, ConsultationId, ConsultationRecord } from '@peerdesk/protocol';
import { clockOf } from '@peerdesk/ui';
import { ArrowLeft, Star, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useStore } from 'zustand';
import { wordsOf } from '../account/problem-words.ts';
import { useConsole, useLocale, useTexts } from '../console-context.tsx';
import { NotesField } from '../notes/NotesField.tsx';
import { OutcomeTags } from '../outcome/OutcomeTags.tsx';
import { RecordingSection } from '../recording/RecordingSection.tsx';
import { Notice } from '../shell/Notice.tsx';
import { PageHeading } from '../shell/PageHeading.tsx';
import { languageOf, whenOf } from '../when.ts';
import { ChatSection } from './ChatSection.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import { outcomeIn } from './outcome.ts';
import { createPast, type Past } from './past-page.ts';
import { lastedMs, waitedMs } from './spans.ts';
import { Timeline } from './Timeline.tsx';

export interface PastPageProps {
  readonly slug: CalleeSlug;
  readonly id: ConsultationId;
}

/** All that is kept of one consultation. */
export function PastPage({ slug, id }: PastPageProps) {
  const { api } = useConsole();
  const texts = useTexts();
  const { history: words } = texts;
  const [past] = useState(() => createPast(api, id));
  const state = useStore(past.store);
  useEffect(() => void past.load(), [past]);
  const back = (
    <Link className="back-link" href="/history">
      <ArrowLeft size={18} aria-hidden="true" /> {words.back}
    </Link>
  );
  switch (state.phase) {
    case 'loading':
      return (
        <>
          {back}
          <p className="quiet">{texts.shell.loading}</p>
        </>
      );
    case 'failed': {
      const gone = state.problem.code === 'unknown_consultation';
      return (
        <>
          {back}
          <PageHeading>{words.consultation}</PageHeading>
          <Notice
            kind="alert"
            actions={
              !gone && (
                <Button variant="default" size="sm" onClick={() => void past.load()}>
                  {texts.unreachable.retry}
                </Button>
              )
            }
          >
            {gone
              ? words.gone
              : state.problem.code === 'still_going_on'
                ? words.goingOn
                : wordsOf(state.problem, texts).whole}
          </Notice>
        </>
      );
    }
    case 'open':
      return (
        <>
          {back}
          <Whole past={past} slug={slug} record={state.record} />
        </>
      );
    default:
      return state satisfies never;
  }
}

function Whole(props: {
  readonly past: Past;
  readonly slug: CalleeSlug;
  readonly record: ConsultationRecord;
}) {
  const { past, slug, record } = props;
  const { history: words, afterCall } = useTexts();
  const locale = useLocale();
  const [, navigate] = useLocation();
  const [deleting, setDeleting] = useState(false);
  const name = record.erasedAt === null ? record.name : words.erasedName;
  return (
    <>
      <div className="page-head">
        <PageHeading>{name}</PageHeading>
        <Button
          variant="default"
          leftSection={<Trash2 size={18} aria-hidden="true" />}
          onClick={() => setDeleting(true)}
        >
          {words.delete}
        </Button>
      </div>
      {record.erasedAt !== null && (
        <Notice kind="status">{words.erased(whenOf(record.erasedAt, locale))}</Notice>
      )}
      <div className="past">
        <div className="past-main">
          <RecordingSection consultation={record.id} caller={name} />
          {record.erasedAt === null && (
            <section className="card" aria-label={afterCall.notes}>
              <NotesField id={record.id} />
            </section>
          )}
          <section className="card" aria-label={afterCall.outcome}>
            <OutcomeTags slug={slug} id={record.id} />
          </section>
          <ChatSection record={record} />
        </div>
        <div className="past-side">
          <Facts record={record} />
          <FeedbackSection record={record} />
          <Timeline record={record} />
        </div>
      </div>
      {deleting && (
        <DeleteDialog
          past={past}
          name={name}
          onClose={() => setDeleting(false)}
          onDeleted={() => navigate('/history')}
        />
      )}
    </>
  );
}

function Facts({ record }: { readonly record: ConsultationRecord }) {
  const { history: words, call, queue } = useTexts();
  const locale = useLocale();
  const lasted = lastedMs(record);
  return (
    <section className="card details" aria-labelledby="facts-title">
      <h2 id="facts-title">{call.details}</h2>
      <dl>
        <dt>{call.reason}</dt>
        <dd className="details-reason">{record.reason || queue.noReason}</dd>
        <dt>{words.columns.started}</dt>
        <dd>{whenOf(record.joinedAt, locale)}</dd>
        {record.calledBackFrom !== null && (
          <>
            <dt>{words.calledBack}</dt>
            <dd>
              <Link href={`/history/${record.calledBackFrom}`}>{words.lostCall}</Link>
            </dd>
          </>
        )}
        {!record.inRoom && (
          <>
            <dt>{words.columns.waited}</dt>
            <dd>{clockOf(waitedMs(record))}</dd>
          </>
        )}
        <dt>{words.columns.lasted}</dt>
        <dd>{lasted === null ? words.neverConnected : clockOf(lasted)}</dd>
        <dt>{words.ended}</dt>
        <dd>{outcomeIn(words, record)}</dd>
        {record.endMessage && (
          <>
            <dt>{words.endMessage}</dt>
            <dd className="details-reason">{record.endMessage}</dd>
          </>
        )}
        <dt>{words.consultant}</dt>
        <dd>{record.consultant?.name ?? '–'}</dd>
        {!record.inRoom && (
          <>
            <dt>{call.language}</dt>
            <dd>{languageOf(record.locale, locale)}</dd>
          </>
        )}
        <dt>{call.kind}</dt>
        <dd>{record.inRoom ? words.inRoom : queue.media[record.media]}</dd>
      </dl>
    </section>
  );
}

function FeedbackSection({ record }: { readonly record: ConsultationRecord }) {
  const { history: words } = useTexts();
  const { feedback } = record;
  return (
    <section className="card" aria-labelledby="feedback-title">
      <h2 id="feedback-title">{words.feedback}</h2>
      {feedback ? (
        <>
          <p className="stars">
            {[1, 2, 3, 4, 5].map((star) => (
              <Star
                key={star}
                size={20}
                aria-hidden="true"
                data-full={star <= feedback.rating || undefined}
              />
            ))}
            <span>{words.rating(feedback.rating)}</span>
          </p>
          {feedback.comment && <p className="message-text">{feedback.comment}</p>}
        </>
      ) : (
        <p className="quiet">{words.noFeedback}</p>
      )}
    </section>
  );
}
