import { Route, Switch } from 'wouter';
import { useStore } from 'zustand';
import { InvitationPage } from './account/InvitationPage.tsx';
import { SetupPage } from './account/SetupPage.tsx';
import { SignInPage } from './account/SignInPage.tsx';
import { useConsole, useTexts } from './console-context.tsx';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { Loading } from './shell/Loading.tsx';
import { OutOfReach } from './shell/OutOfReach.tsx';
import { Shell } from './shell/Shell.tsx';

/** Which page: an invitation's, or the one for whoever is here. */
export function App() {
  const { reload } = useConsole();
  const { crash } = useTexts();
  return (
    <ErrorBoundary words={crash} onReload={reload}>
      <Switch>
        <Route path="/invite/:token">
          {({ token }) => <InvitationPage key={token} token={token} />}
        </Route>
        <Route>
          <Home />
        </Route>
      </Switch>
    </ErrorBoundary>
  );
}

function Home() {
  const { account } = useConsole();
  const state = useStore(account.store);
  switch (state.phase) {
    case 'loading':
      return <Loading />;
    case 'unreachable':
      return <OutOfReach onRetry={account.load} />;
    case 'setup':
      return <SetupPage setupCodeNeeded={state.setupCodeNeeded} />;
    case 'signed_out':
      return <SignInPage byServer={state.byServer} />;
    case 'signed_in':
      return <Shell me={state.me} />;
    default:
      return state satisfies never;
  }
}
