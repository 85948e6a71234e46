import { type Browser, openBrowser } from './browser.ts';

/** Dana makes the first account and the desk of Acme's support. */
export const DANA = {
  name: 'Dana',
  email: 'dana@acme.example',
  password: 'correct horse',
  deskName: 'Acme Support',
  deskSlug: 'acme-support',
} as const;

/** Erin is invited. */
export const ERIN = {
  name: 'Erin',
  email: 'erin@acme.example',
  password: 'battery staple',
} as const;

/** @returns another browser of Dana's, signed in */
export async function signIn(server: { readonly url: string }): Promise<Browser> {
  const { email, password } = DANA;
  const browser = openBrowser(server);
  await browser.post('/api/auth/sign-in/email', { email, password });
  return browser;
}

/** @returns the path of a fresh invitation to Dana's desk, under `/api/v1` */
export async function invite(dana: Browser): Promise<string> {
  const { json } = await dana.post('/api/v1/callees/acme-support/invitations');
  const token = String(json['url']).split('/').at(-1);
  return `/api/v1/invitations/${token}`;
}
