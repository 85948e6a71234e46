import { Textarea } from '@mantine/core';
import type { ConsultationId } from '@peerdesk/protocol';
import { useId } from 'react';
import { useStore } from 'zustand';
import { wordsOf } from '../account/problem-words.ts';
import { useConsole, useTexts } from '../console-context.tsx';
import type { NotesState } from './notebook.ts';

const NOTES_LENGTH = 8000;

/** What the consultant writes about a consultation; saved as it is typed. */
export function NotesField({ id, rows = 6 }: { id: ConsultationId; rows?: number }) {
  const { notebook } = useConsole();
  const { afterCall } = useTexts();
  const notes = notebook.of(id);
  const { text, standing } = useStore(notes.store);
  const stateId = useId();
  return (
    <div className="notes">
      <Textarea
        label={afterCall.notes}
        aria-describedby={stateId}
        maxLength={NOTES_LENGTH}
        minRows={rows}
        rows={rows}
        value={text}
        onChange={(event) => notes.edit(event.currentTarget.value)}
      />
      <output id={stateId} className="small quiet notes-state" data-phase={standing.phase}>
        <Standing standing={standing} empty={text === ''} />
      </output>
    </div>
  );
}

function Standing({
  standing,
  empty,
}: {
  readonly standing: NotesState['standing'];
  readonly empty: boolean;
}) {
  const texts = useTexts();
  const { afterCall } = texts;
  switch (standing.phase) {
    case 'loading':
      return texts.shell.loading;
    case 'saved':
      return empty ? afterCall.notesHint : afterCall.saved;
    case 'saving':
      return afterCall.saving;
    case 'failed':
      return `${afterCall.notSaved} ${wordsOf(standing.problem, texts).whole ?? texts.problems.notAccepted}`;
    default:
      return standing satisfies never;
  }
}
