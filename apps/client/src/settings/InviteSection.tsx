import { Button, TextInput } from '@mantine/core';
import type { CalleeSlug } from '@peerdesk/protocol';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { wordsOf } from '../account/problem-words.ts';
import { useConsole, useLocale, useTexts } from '../console-context.tsx';
import { Notice } from '../shell/Notice.tsx';
import { whenOf } from '../when.ts';
import { CopyButton } from './CopyButton.tsx';
import { createInviting } from './inviting.ts';

/** A link for one more consultant. */
export function InviteSection({ slug }: { readonly slug: CalleeSlug }) {
  const { api } = useConsole();
  const texts = useTexts();
  const { settings } = texts;
  const locale = useLocale();
  const [inviting] = useState(() => createInviting(api, slug));
  const state = useStore(inviting.store);
  return (
    <section className="card" aria-labelledby="invite-title">
      <h2 id="invite-title">{settings.inviteTitle}</h2>
      <p>{settings.inviteLead}</p>
      <div>
        <Button
          variant="default"
          leftSection={<UserPlus size={18} aria-hidden="true" />}
          loading={state.phase === 'asking'}
          onClick={() => void inviting.invite()}
        >
          {settings.invite}
        </Button>
      </div>
      {state.phase === 'refused' && (
        <Notice kind="alert">{wordsOf(state.problem, texts).whole}</Notice>
      )}
      {state.phase === 'made' && (
        <>
          <TextInput
            ref={focusOnce}
            label={settings.invitationLink}
            description={settings.invitationHint(whenOf(state.link.expiresAt, locale))}
            readOnly
            value={state.link.url}
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton key={state.link.url} label={settings.copyInvitation} words={state.link.url} />
        </>
      )}
    </section>
  );
}

// One function for all, so that React calls it only when the field comes and goes.
function focusOnce(field: HTMLInputElement | null) {
  field?.focus();
}
