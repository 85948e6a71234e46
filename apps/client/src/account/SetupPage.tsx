import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useConsole, useTexts } from '../console-context.tsx';
import { useForm } from '../form.ts';
import { Entrance } from '../shell/Entrance.tsx';
import { Notice } from '../shell/Notice.tsx';
import { isDeskAddress, isEmail, isName, isNewPassword, isPresent } from './checks.ts';
import { NewPersonFields } from './NewPersonFields.tsx';
import { slugOf } from './slug.ts';

const EMPTY = { name: '', email: '', password: '', deskName: '', deskSlug: '', setupCode: '' };

/** The first start: the first account and its desk. */
export function SetupPage({ setupCodeNeeded }: { readonly setupCodeNeeded: boolean }) {
  const { account, origin } = useConsole();
  const { account: texts } = useTexts();
  const [slugIsOwn, setSlugIsOwn] = useState(false);
  const form = useForm({
    initial: EMPTY,
    checks: {
      name: isName,
      email: isEmail,
      password: isNewPassword,
      deskName: isName,
      deskSlug: isDeskAddress,
      setupCode: setupCodeNeeded ? isPresent : () => null,
    },
    submit: ({ setupCode, ...desk }) =>
      account.createFirst({
        ...desk,
        deskSlug: desk.deskSlug.trim(),
        ...(setupCodeNeeded ? { setupCode: setupCode.trim() } : {}),
      }),
  });
  const address = `${origin}/c/${form.values.deskSlug || '…'}`;

  return (
    <Entrance title={texts.setupTitle} lead={texts.setupLead}>
      <form className="form" noValidate onSubmit={form.onSubmit}>
        <NewPersonFields field={form.field} />
        <TextInput
          label={texts.deskName}
          description={texts.deskNameHint}
          autoComplete="organization"
          {...form.field('deskName')}
          onChange={(event) => {
            const deskName = event.currentTarget.value;
            form.set(slugIsOwn ? { deskName } : { deskName, deskSlug: slugOf(deskName) });
          }}
        />
        <TextInput
          label={texts.deskAddress}
          description={texts.deskAddressHint(address)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...form.field('deskSlug')}
          onChange={(event) => {
            setSlugIsOwn(event.currentTarget.value !== '');
            form.set({ deskSlug: event.currentTarget.value });
          }}
        />
        {setupCodeNeeded && (
          <TextInput
            label={texts.setupCode}
            description={texts.setupCodeHint}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            {...form.field('setupCode')}
          />
        )}
        {form.problem && <Notice kind="alert">{form.problem}</Notice>}
        <Button type="submit" loading={form.sending}>
          {texts.createAccount}
        </Button>
      </form>
    </Entrance>
  );
}
