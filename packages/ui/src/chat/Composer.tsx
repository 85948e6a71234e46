import { type CallTools, TEXT_LENGTH } from '@peerdesk/call';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { Icon } from '../Icon.tsx';
import type { ChatTexts } from '../texts/chat-texts.ts';

export interface ComposerProps {
  readonly tools: Pick<CallTools, 'chat' | 'files'>;
  readonly texts: ChatTexts;
}

/** Enter sends, Shift+Enter breaks the line; files by the button, or pasted. */
export function Composer({ tools: { chat, files }, texts }: ComposerProps) {
  const draft = useStore(chat.store, (state) => state.draft);
  const message = useRef<HTMLTextAreaElement>(null);
  const attach = useRef<HTMLInputElement>(null);

  useEffect(() => message.current?.focus(), []);

  const send = () => {
    if (chat.say(draft)) chat.write('');
    message.current?.focus();
  };
  const sendOnEnter = (event: KeyboardEvent) => {
    // While a syllable is being composed, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const pasteFiles = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.files;
    if (pasted.length === 0) return;
    event.preventDefault();
    files.offer(pasted);
  };
  return (
    <form
      className="pd-composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={message}
        className="pd-input"
        aria-label={texts.message}
        placeholder={texts.message}
        rows={2}
        maxLength={TEXT_LENGTH}
        dir="auto"
        value={draft}
        onChange={(event) => chat.write(event.currentTarget.value)}
        onKeyDown={sendOnEnter}
        onPaste={pasteFiles}
      />
      <div className="pd-composer-row">
        <input
          ref={attach}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            files.offer(event.currentTarget.files ?? []);
            // The same file again is a change, too.
            event.currentTarget.value = '';
          }}
        />
        <button
          type="button"
          className="pd-button"
          aria-label={texts.attach}
          title={texts.attach}
          onClick={() => attach.current?.click()}
        >
          <Icon name="attach" size={20} />
        </button>
        <button type="submit" className="pd-button" data-kind="primary">
          {texts.send}
        </button>
      </div>
    </form>
  );
}
