import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { RecordingPolicy, WithdrawalPolicy } from '@peerdesk/protocol';
import { isDayCount } from '../account/checks.ts';
import { useConsole, useTexts } from '../console-context.tsx';
import { useForm } from '../form.ts';
import type { CalleeSettings } from '../server-api.ts';
import { Notice } from '../shell/Notice.tsx';

const always = () => null;
const daysIn = (value: string) => (value.trim() === '' ? null : Number(value));
const daysOf = (days: number | null) => (days === null ? '' : String(days));

/** Whether the desk's consultations may be recorded, and how long what is known is kept. */
export function RecordingForm({ callee }: { readonly callee: CalleeSettings }) {
  const { api, account } = useConsole();
  const { recording: texts, settings } = useTexts();
  const form = useForm({
    initial: {
      recordings: callee.recordings,
      onWithdrawal: callee.onWithdrawal,
      recordingDays: daysOf(callee.recordingDays),
      personalDataDays: daysOf(callee.personalDataDays),
    },
    checks: {
      recordings: always,
      onWithdrawal: always,
      recordingDays: isDayCount,
      personalDataDays: isDayCount,
    },
    async submit(values) {
      const answer = await api.changeCallee(callee.slug, {
        // The list below has no others.
        recordings: values.recordings as RecordingPolicy,
        onWithdrawal: values.onWithdrawal as WithdrawalPolicy,
        recordingDays: daysIn(values.recordingDays),
        personalDataDays: daysIn(values.personalDataDays),
      });
      if (!answer.ok) return answer.problem;
      account.calleeChanged(answer.value);
      return null;
    },
  });
  return (
    <section className="card" aria-labelledby="recording-settings">
      <h2 id="recording-settings">{texts.settingsTitle}</h2>
      <form className="form" noValidate onSubmit={form.onSubmit}>
        <NativeSelect
          label={texts.policy}
          data={optionsOf(texts.policies)}
          {...form.field('recordings')}
        />
        <NativeSelect
          label={texts.onWithdrawal}
          data={optionsOf(texts.withdrawals)}
          {...form.field('onWithdrawal')}
        />
        <TextInput
          label={texts.recordingDays}
          description={texts.daysHint}
          inputMode="numeric"
          {...form.field('recordingDays')}
        />
        <TextInput
          label={texts.personalDataDays}
          description={texts.daysHint}
          inputMode="numeric"
          {...form.field('personalDataDays')}
        />
        {form.problem && <Notice kind="alert">{form.problem}</Notice>}
        <div className="copy">
          <Button type="submit" variant="default" loading={form.sending}>
            {texts.saveSettings}
          </Button>
          <output className="small">{form.sent && settings.saved}</output>
        </div>
      </form>
    </section>
  );
}

const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
