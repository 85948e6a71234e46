import { Button, Modal, Textarea } from '@mantine/core';
import type { WaitingCaller } from '@peerdesk/protocol';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useTexts } from '../console-context.tsx';
import { Notice } from '../shell/Notice.tsx';
import type { Desk } from './desk.ts';

export interface DeclineDialogProps {
  readonly desk: Desk;
  readonly caller: WaitingCaller;
  readonly onClose: () => void;
}

const MESSAGE_LENGTH = 500;

/**
 * Declining takes somebody's place in the queue away: it asks first, and takes a word for them.
 * The library's own scroll lock would write a style element that the content policy refuses.
 */
export function DeclineDialog({ desk, caller, onClose }: DeclineDialogProps) {
  const texts = useTexts();
  const { decline: words } = texts;
  const [message, setMessage] = useState('');
  const pending = useStore(desk.store, (state) => state.pending?.action === 'decline');
  const refusal = useStore(desk.store, (state) => state.refusal);
  const decline = async () => {
    if (await desk.decline(caller.id, message.trim())) onClose();
  };
  return (
    <Modal.Root opened centered lockScroll={false} onClose={onClose}>
      <Modal.Overlay />
      <Modal.Content className="dialog">
        <div className="form">
          <Modal.Title className="dialog-title">{words.title(caller.name)}</Modal.Title>
          <p>{words.lead}</p>
          <Textarea
            data-autofocus
            label={words.message}
            description={words.hint}
            maxLength={MESSAGE_LENGTH}
            rows={3}
            value={message}
            onChange={(event) => setMessage(event.currentTarget.value)}
          />
          {refusal && <Notice kind="alert">{texts.refusal[refusal]}</Notice>}
          <div className="buttons">
            <Button loading={pending} onClick={() => void decline()}>
              {words.confirm}
            </Button>
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
          </div>
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}
