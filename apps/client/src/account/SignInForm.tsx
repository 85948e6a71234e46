import { Button, TextInput } from '@mantine/core';
import { useConsole, useTexts } from '../console-context.tsx';
import { useForm } from '../form.ts';
import { Notice } from '../shell/Notice.tsx';
import { isEmail, isPresent } from './checks.ts';
import { PasswordField } from './PasswordField.tsx';

/** Email and password of somebody who has an account. */
export function SignInForm() {
  const { account } = useConsole();
  const { account: texts } = useTexts();
  const form = useForm({
    initial: { email: '', password: '' },
    checks: { email: isEmail, password: isPresent },
    submit: ({ email, password }) => account.signIn(email.trim(), password),
  });
  return (
    <form className="form" noValidate onSubmit={form.onSubmit}>
      <TextInput
        label={texts.email}
        type="email"
        autoComplete="username"
        {...form.field('email')}
      />
      <PasswordField autoComplete="current-password" {...form.field('password')} />
      {form.problem && <Notice kind="alert">{form.problem}</Notice>}
      <Button type="submit" loading={form.sending}>
        {texts.signIn}
      </Button>
    </form>
  );
}
