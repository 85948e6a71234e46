import { Code, TextInput } from '@mantine/core';
import { useConsole, useTexts } from '../console-context.tsx';
import type { CalleeSettings } from '../server-api.ts';
import { PageHeading } from '../shell/PageHeading.tsx';
import { CopyButton } from './CopyButton.tsx';
import { DeskForm } from './DeskForm.tsx';
import { InviteSection } from './InviteSection.tsx';
import { OutcomeSection } from './OutcomeSection.tsx';
import { RecordingForm } from './RecordingForm.tsx';

/** How callers reach the desk, what it is called, and who answers for it. */
export function SettingsPage({ callee }: { readonly callee: CalleeSettings }) {
  const { origin } = useConsole();
  const { settings } = useTexts();
  const embed = `<script src="${origin}/widget.js" data-callee="${callee.slug}" async></script>`;
  const link = `${origin}/c/${callee.slug}`;
  return (
    <>
      <div className="page-head">
        <PageHeading>{settings.title}</PageHeading>
      </div>
      <div className="settings">
        <section className="card" aria-labelledby="embed-title">
          <h2 id="embed-title">{settings.embedTitle}</h2>
          <p>{settings.embedLead}</p>
          <Code block className="embed">
            {embed}
          </Code>
          <CopyButton label={settings.copy} words={embed} />
        </section>
        <section className="card" aria-labelledby="link-title">
          <h2 id="link-title">{settings.linkTitle}</h2>
          <TextInput
            label={settings.link}
            description={settings.linkLead}
            readOnly
            value={link}
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton label={settings.copyLink} words={link} />
        </section>
        <DeskForm key={callee.slug} callee={callee} />
        <RecordingForm key={`recording-${callee.slug}`} callee={callee} />
        <OutcomeSection key={`outcome-${callee.slug}`} slug={callee.slug} />
        <InviteSection key={`invite-${callee.slug}`} slug={callee.slug} />
      </div>
    </>
  );
}
