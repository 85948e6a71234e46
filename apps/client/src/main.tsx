import { MantineProvider } from '@mantine/core';
import { createCalleeSession, createRoomSession } from '@peerdesk/session';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { createNotifier } from './alarm/notifier.ts';
import { createRinger } from './alarm/ringer.ts';
import { createConsole } from './console.ts';
import { ConsoleContext } from './console-context.tsx';
import { createPreferences } from './preferences.ts';
import { createServerApi } from './server-api.ts';
import { cssVariables, theme } from './theme.ts';

const peerdesk = createConsole({
  api: createServerApi((input, init) => fetch(input, init)),
  origin: location.origin,
  preferences: createPreferences(storageOf(globalThis), navigator.languages),
  ringer: createRinger('AudioContext' in globalThis ? () => new AudioContext() : null),
  notifier: createNotifier('Notification' in globalThis ? Notification : undefined),
  page: document,
  openSession: createCalleeSession,
  openRoomSession: createRoomSession,
  openRecordings: async (parts) =>
    (await import('./recording/recordings.ts')).openRecordings(parts),
  reload: () => location.reload(),
});
void peerdesk.account.load();

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
const host = document.getElementById('console');
if (!host) throw new Error('index.html has no #console');

createRoot(host).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <ConsoleContext value={peerdesk}>
        <App />
      </ConsoleContext>
    </MantineProvider>
  </StrictMode>,
);

/** Reading the property throws where the browser forbids storage. */
function storageOf(page: { readonly localStorage: Storage }): Storage | null {
  try {
    return page.localStorage;
  } catch {
    return null;
  }
}
