import { Button } from '@mantine/core';
import { Download, History as HistoryIcon } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { wordsOf } from '../account/problem-words.ts';
import { exportPath } from '../after-call-api.ts';
import { useTexts } from '../console-context.tsx';
import type { Desk } from '../desk/desk.ts';
import { Notice } from '../shell/Notice.tsx';
import { PageHeading } from '../shell/PageHeading.tsx';
import { HistoryFilters } from './HistoryFilters.tsx';
import { HistoryTable } from './HistoryTable.tsx';
import type { HistoryList } from './history-list.ts';
import { historyQuery, isFiltered, NO_FILTER } from './history-query.ts';

export interface HistoryPageProps {
  readonly desk: Desk;
  readonly list: HistoryList;
}

/** The consultations that have ended: to look through, and to take away. */
export function HistoryPage({ desk, list }: HistoryPageProps) {
  const texts = useTexts();
  const { history: words } = texts;
  const { filter, problem } = useStore(list.store);
  // The last call has ended since.
  useEffect(() => void list.refresh(), [list]);
  return (
    <>
      <div className="page-head">
        <PageHeading>{words.title}</PageHeading>
        <div className="history-exports">
          {(['csv', 'json'] as const).map((ending) => (
            <Button
              key={ending}
              component="a"
              variant="default"
              leftSection={<Download size={18} aria-hidden="true" />}
              href={exportPath(desk.callee, historyQuery(filter), ending)}
              download
            >
              {words.export[ending]}
            </Button>
          ))}
        </div>
      </div>
      <HistoryFilters desk={desk} list={list} />
      {problem && (
        <Notice
          kind="alert"
          actions={
            <Button variant="default" size="sm" onClick={() => void list.refresh()}>
              {texts.unreachable.retry}
            </Button>
          }
        >
          {wordsOf(problem, texts).whole ?? texts.problems.notAccepted}
        </Notice>
      )}
      <Consultations list={list} />
    </>
  );
}

function Consultations({ list }: { readonly list: HistoryList }) {
  const { history: words, shell } = useTexts();
  const { consultations, filter, next, loading, problem } = useStore(list.store);
  if (!consultations) return problem ? null : <p className="quiet">{shell.loading}</p>;
  const filtered = isFiltered(filter);
  const empty = filtered ? words.nothingFound : words.nothingYet;
  return (
    <>
      <output className="visually-hidden">
        {loading ? shell.loading : words.shown(consultations.length, next !== null)}
      </output>
      {consultations.length === 0 ? (
        <div className="empty">
          <HistoryIcon size={32} aria-hidden="true" />
          <h2>{empty.title}</h2>
          <p>{empty.lead}</p>
          {filtered && (
            <Button variant="default" onClick={() => list.filter(NO_FILTER)}>
              {words.clear}
            </Button>
          )}
        </div>
      ) : (
        <HistoryTable consultations={consultations} />
      )}
      {next !== null && (
        <div className="buttons">
          <Button variant="default" loading={loading} onClick={() => void list.more()}>
            {words.more}
          </Button>
        </div>
      )}
    </>
  );
}
