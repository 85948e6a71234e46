import { TextInput } from '@mantine/core';
import { useTexts } from '../console-context.tsx';
import type { FieldProps } from '../form.ts';
import { PasswordField } from './PasswordField.tsx';

/** Who a new account is for: the same questions at the first start and on an invitation. */
export function NewPersonFields({
  field,
}: {
  readonly field: (name: 'name' | 'email' | 'password') => FieldProps;
}) {
  const { account: texts } = useTexts();
  return (
    <>
      <TextInput
        label={texts.yourName}
        description={texts.yourNameHint}
        autoComplete="name"
        {...field('name')}
      />
      <TextInput label={texts.email} type="email" autoComplete="username" {...field('email')} />
      <PasswordField
        description={texts.passwordHint(8)}
        autoComplete="new-password"
        {...field('password')}
      />
    </>
  );
}
