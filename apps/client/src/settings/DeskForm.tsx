import { Button, Textarea, TextInput } from '@mantine/core';
import { areOrigins, isName, originsIn } from '../account/checks.ts';
import { useConsole, useTexts } from '../console-context.tsx';
import { useForm } from '../form.ts';
import type { CalleeSettings } from '../server-api.ts';
import { Notice } from '../shell/Notice.tsx';

/** What the desk is called, and which websites may embed it. */
export function DeskForm({ callee }: { readonly callee: CalleeSettings }) {
  const { api, account } = useConsole();
  const { settings } = useTexts();
  const form = useForm({
    initial: { name: callee.name, allowedOrigins: callee.allowedOrigins.join('\n') },
    checks: { name: isName, allowedOrigins: areOrigins },
    async submit({ name, allowedOrigins }) {
      const answer = await api.changeCallee(callee.slug, {
        name: name.trim(),
        allowedOrigins: originsIn(allowedOrigins),
      });
      if (!answer.ok) return answer.problem;
      account.calleeChanged(answer.value);
      return null;
    },
  });
  return (
    <section className="card" aria-labelledby="desk-title">
      <h2 id="desk-title">{settings.deskTitle}</h2>
      <form className="form" noValidate onSubmit={form.onSubmit}>
        <TextInput label={settings.deskName} autoComplete="off" {...form.field('name')} />
        <Textarea
          label={settings.origins}
          description={settings.originsHint}
          rows={3}
          spellCheck={false}
          {...form.field('allowedOrigins')}
        />
        {form.problem && <Notice kind="alert">{form.problem}</Notice>}
        <div className="copy">
          <Button type="submit" variant="default" loading={form.sending}>
            {settings.save}
          </Button>
          <output className="small">{form.sent && settings.saved}</output>
        </div>
      </form>
    </section>
  );
}
