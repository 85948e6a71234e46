import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import { Notice } from './Notice.tsx';

export interface AlertDialogProps {
  readonly title: string;
  readonly lead: string;
  /** Why doing it came to nothing. */
  readonly problem: string | null;
  /** The way out. */
  readonly cancel: string;
  readonly confirm: string;
  readonly onClose: () => void;
  /** @returns whether it is done; what asked is gone then, or closes it */
  readonly onConfirm: () => Promise<boolean>;
}

/** Asks before what cannot be undone; the way out has the focus. */
export function AlertDialog(props: AlertDialogProps) {
  const { title, lead, problem, cancel, confirm, onClose, onConfirm } = props;
  const id = useId();
  const [pending, setPending] = useState(false);
  const act = async () => {
    setPending(true);
    if (!(await onConfirm())) setPending(false);
  };
  return (
    <dialog
      ref={open}
      role="alertdialog"
      className="dialog alert-dialog"
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}lead`}
      onClose={onClose}
    >
      <div className="form">
        <h2 id={`${id}title`} className="dialog-title">
          {title}
        </h2>
        <p id={`${id}lead`}>{lead}</p>
        {problem && <Notice kind="alert">{problem}</Notice>}
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {cancel}
          </Button>
          <Button loading={pending} onClick={() => void act()}>
            {confirm}
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
