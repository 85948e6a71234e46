import { MantineProvider } from '@mantine/core';
import { cleanup, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach } from 'vitest';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { App } from '../App.tsx';
import { createNotifier } from '../alarm/notifier.ts';
import type { Ringer } from '../alarm/ringer.ts';
import { createConsole } from '../console.ts';
import { ConsoleContext } from '../console-context.tsx';
import { createPreferences } from '../preferences.ts';
import { createServerApi, type Me } from '../server-api.ts';
import type { Locale } from '../texts/index.ts';
import { theme } from '../theme.ts';
import { ACME, createDeskStandIn, DANA } from './desk-stand-in.ts';
import { createRoomStandIn } from './room-stand-in.ts';

export const ME: Me = {
  consultant: { id: DANA, name: 'Dana', email: 'dana@example.com' },
  callees: [
    {
      slug: ACME,
      name: 'Acme Support',
      allowedOrigins: [],
      recordings: 'ask_each_time',
      onWithdrawal: 'ask',
      recordingDays: null,
      personalDataDays: null,
    },
  ],
};

/** What the server answers, by `METHOD /path`; a number is a status, with a problem's body. */
export type Routes = Record<string, unknown>;

const closing: (() => void)[] = [];
afterEach(() => {
  cleanup();
  for (const close of closing.splice(0)) close();
});

/** The whole console, as it is, on a server that answers by these routes. */
export function openConsole(
  options: { readonly routes?: Routes; readonly path?: string; readonly locale?: Locale } = {},
) {
  const { routes = {}, path = '/', locale = 'en' } = options;
  const asked: { readonly what: string; readonly body: unknown }[] = [];
  const all: Routes = {
    'GET /api/v1/setup': { needed: false, setupCodeNeeded: false },
    'GET /api/auth/get-session': { user: {} },
    'GET /api/v1/me': ME,
    'POST /api/auth/sign-out': {},
    'GET /api/v1/callees/acme-support/messages?handled=false': { messages: [], unhandledCount: 0 },
    'GET /api/v1/callees/acme-support/tags': { tags: [] },
    'GET /api/v1/callees/acme-support/history': { consultations: [], next: null },
    ...routes,
  };
  const api = createServerApi(async (input, init) => {
    const what = `${init?.method} ${input instanceof Request ? input.url : input.toString()}`;
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : null;
    asked.push({ what, body });
    const answer = all[what];
    if (answer instanceof Response) return answer.clone();
    return answer === undefined ? new Response('', { status: 404 }) : Response.json(answer);
  });
  const desk = createDeskStandIn();
  const room = createRoomStandIn();
  const rings: string[] = [];
  const ringer: Ringer = {
    unlock: () => {},
    start: () => void rings.push('ring'),
    stop: () => void rings.push('silence'),
  };
  const reloads: string[] = [];
  const peerdesk = createConsole({
    api,
    origin: 'https://help.example.com',
    preferences: createPreferences(null, [locale]),
    ringer,
    notifier: createNotifier(undefined),
    page: document,
    openSession: () => desk.session,
    openRoomSession: (wanted) => room.open(wanted),
    openRecordings: () => Promise.reject(new Error('no page keeps anything here')),
    reload: () => void reloads.push('reload'),
  });
  closing.push(() => peerdesk.close());
  void peerdesk.account.load();
  const location = memoryLocation({ path, record: true });
  render(
    <MantineProvider theme={theme} env="test">
      <Router hook={location.hook}>
        <ConsoleContext value={peerdesk}>
          <App />
        </ConsoleContext>
      </Router>
    </MantineProvider>,
  );
  return {
    person: userEvent.setup({ delay: null }),
    desk,
    room,
    asked,
    /** From now on the server answers this, too. */
    answers: (more: Routes) => void Object.assign(all, more),
    rings,
    reloads,
    history: location.history,
  };
}

/** A refusal of the server. */
export function problem(
  status: number,
  code: string,
  errors: readonly { readonly field: string; readonly message: string }[] = [],
): Response {
  return Response.json({ code, errors }, { status });
}
