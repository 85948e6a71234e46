import { useTexts } from '../console-context.tsx';
import { Entrance } from '../shell/Entrance.tsx';
import { Notice } from '../shell/Notice.tsx';
import { SignInForm } from './SignInForm.tsx';

/** Signed out. */
export function SignInPage({ byServer }: { readonly byServer: boolean }) {
  const { account } = useTexts();
  return (
    <Entrance title={account.signInTitle} lead={byServer ? undefined : account.signInLead}>
      {byServer && <Notice kind="status">{account.signedOutByServer}</Notice>}
      <SignInForm />
    </Entrance>
  );
}
