import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useStore } from 'zustand';
import { useConsole, useLocale, useMe, useTexts } from '../console-context.tsx';
import { useForm } from '../form.ts';
import type { Problem } from '../server-api.ts';
import { Entrance } from '../shell/Entrance.tsx';
import { Loading } from '../shell/Loading.tsx';
import { Notice } from '../shell/Notice.tsx';
import { whenOf } from '../when.ts';
import { isEmail, isName, isNewPassword } from './checks.ts';
import { readInvitation } from './invitation.ts';
import { NewPersonFields } from './NewPersonFields.tsx';
import { wordsOf } from './problem-words.ts';
import { SignInForm } from './SignInForm.tsx';

/** Where an invitation's link leads. */
export function InvitationPage({ token }: { readonly token: string }) {
  const { api, account } = useConsole();
  const locale = useLocale();
  const texts = useTexts();
  const words = texts.account;
  const [reading] = useState(() => readInvitation(api, token));
  const state = useStore(reading);
  const accountPhase = useStore(account.store, ({ phase }) => phase);

  if (state.phase === 'loading' || accountPhase === 'loading') return <Loading />;
  if (state.phase === 'broken') {
    return (
      <Entrance title={words.invitationBroken}>
        <Notice kind="alert">{wordsOf(state.problem, texts).whole}</Notice>
        <Link href="/">{texts.shell.toQueue}</Link>
      </Entrance>
    );
  }
  const { calleeName, expiresAt } = state.invitation;
  return (
    <Entrance title={words.invitationTitle(calleeName)} lead={words.invitationLead}>
      {accountPhase === 'signed_in' ? <JoinAsMe token={token} /> : <JoinAsNew token={token} />}
      <p className="quiet small">{words.invitationEnds(whenOf(expiresAt, locale))}</p>
    </Entrance>
  );
}

/** Accepts, opens the desk that came with it, and leaves for its queue. */
function useAccept(token: string) {
  const { account, openDesk } = useConsole();
  const [, navigate] = useLocation();
  const me = useMe();
  return async (...[consultant]: [Parameters<typeof account.acceptInvitation>[1]]) => {
    const known = new Set(me?.callees.map(({ slug }) => slug));
    const problem = await account.acceptInvitation(token, consultant);
    if (problem) return problem;
    const state = account.store.getState();
    const added =
      state.phase === 'signed_in' ? state.me.callees.find(({ slug }) => !known.has(slug)) : null;
    if (added) openDesk(added.slug);
    navigate('/');
    return null;
  };
}

function JoinAsMe({ token }: { readonly token: string }) {
  const texts = useTexts();
  const me = useMe();
  const accept = useAccept(token);
  const [problem, setProblem] = useState<Problem | null>(null);
  return (
    <div className="form">
      <p>{texts.account.invitationSignedIn(me?.consultant.name ?? '')}</p>
      {problem && <Notice kind="alert">{wordsOf(problem, texts).whole}</Notice>}
      <Button onClick={() => void accept(null).then(setProblem)}>{texts.account.join}</Button>
    </div>
  );
}

function JoinAsNew({ token }: { readonly token: string }) {
  const { account: texts } = useTexts();
  const accept = useAccept(token);
  const [hasAccount, setHasAccount] = useState(false);
  const form = useForm({
    initial: { name: '', email: '', password: '' },
    checks: { name: isName, email: isEmail, password: isNewPassword },
    submit: accept,
  });
  if (hasAccount) return <SignInForm />;
  return (
    <form className="form" noValidate onSubmit={form.onSubmit}>
      <NewPersonFields field={form.field} />
      {form.problem && <Notice kind="alert">{form.problem}</Notice>}
      <Button type="submit" loading={form.sending}>
        {texts.createAccount}
      </Button>
      <Button variant="subtle" onClick={() => setHasAccount(true)}>
        {texts.invitationHaveAccount}
      </Button>
    </form>
  );
}
