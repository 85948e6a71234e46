import { PasswordInput } from '@mantine/core';
import type { ComponentProps } from 'react';
import { useTexts } from '../console-context.tsx';

/** A password, with a button that shows what is typed. */
export function PasswordField(props: ComponentProps<typeof PasswordInput>) {
  const { account } = useTexts();
  return (
    <PasswordInput
      label={account.password}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ 'aria-label': account.reveal }}
      {...props}
    />
  );
}
