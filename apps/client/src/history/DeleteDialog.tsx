import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import { useStore } from 'zustand';
import { wordsOf } from '../account/problem-words.ts';
import { useTexts } from '../console-context.tsx';
import { Notice } from '../shell/Notice.tsx';
import type { Past } from './past-page.ts';

export interface DeleteDialogProps {
  readonly past: Past;
  readonly name: string;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** What is deleted does not come back: it asks first, and the way out has the focus. */
export function DeleteDialog({ past, name, onClose, onDeleted }: DeleteDialogProps) {
  const texts = useTexts();
  const { history: words } = texts;
  const id = useId();
  const [pending, setPending] = useState(false);
  const problem = useStore(past.store, (state) => (state.phase === 'open' ? state.problem : null));
  const remove = async () => {
    setPending(true);
    if (await past.remove()) onDeleted();
    else setPending(false);
  };
  return (
    <dialog
      ref={open}
      // It asks about something that cannot be undone.
      role="alertdialog"
      className="dialog alert-dialog"
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}lead`}
      onClose={onClose}
    >
      <div className="form">
        <h2 id={`${id}title`} className="dialog-title">
          {words.deleteTitle(name)}
        </h2>
        <p id={`${id}lead`}>{words.deleteLead}</p>
        {problem && <Notice kind="alert">{wordsOf(problem, texts).whole}</Notice>}
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {texts.decline.cancel}
          </Button>
          <Button loading={pending} onClick={() => void remove()}>
            {words.deleteConfirm}
          </Button>
        </div>
      </div>
    </dialog>
  );
}

/** The browser's own modal: the page behind is out of reach, and the first button has the focus. */
function open(dialog: HTMLDialogElement | null) {
  if (dialog && !dialog.open) dialog.showModal();
}
