import { useStore } from 'zustand';
import { wordsOf } from '../account/problem-words.ts';
import { useTexts } from '../console-context.tsx';
import { AlertDialog } from '../shell/AlertDialog.tsx';
import type { Past } from './past-page.ts';

export interface DeleteDialogProps {
  readonly past: Past;
  readonly name: string;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** A consultation that is deleted does not come back. */
export function DeleteDialog({ past, name, onClose, onDeleted }: DeleteDialogProps) {
  const texts = useTexts();
  const { history: words } = texts;
  const problem = useStore(past.store, (state) => (state.phase === 'open' ? state.problem : null));
  const remove = async () => {
    const gone = await past.remove();
    if (gone) onDeleted();
    return gone;
  };
  return (
    <AlertDialog
      title={words.deleteTitle(name)}
      lead={words.deleteLead}
      problem={problem && wordsOf(problem, texts).whole}
      cancel={texts.decline.cancel}
      confirm={words.deleteConfirm}
      onClose={onClose}
      onConfirm={remove}
    />
  );
}
