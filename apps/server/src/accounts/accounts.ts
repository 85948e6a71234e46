import type { IncomingHttpHeaders } from 'node:http';
import type { ConsultantId } from '@peerdesk/protocol';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { fromNodeHeaders } from 'better-auth/node';
import type { Logger } from 'pino';
import { isLoopback } from '../config.ts';
import type { Consultant } from '../storage/callees.ts';
import type { Database } from '../storage/database.ts';

/** Somebody who is signed in. */
export interface SignIn {
  readonly consultant: Consultant & { readonly email: string };
  readonly signInId: string;
  /** Unix time in milliseconds */
  readonly expiresAt: number;
}

export interface NewAccount {
  readonly name: string;
  /** In lower case. */
  readonly email: string;
  readonly password: string;
  /** The client's, kept beside the sign-in. */
  readonly address: string;
}

export interface Accounts {
  /** Brings the account library's own tables up to date. */
  migrate(): Promise<void>;
  /** One of the account library's own routes, under `/api/auth`. */
  answer(request: Request): Promise<Response>;
  /** Who is signed in, by the headers of a request or a handshake; null: nobody. */
  identify(headers: IncomingHttpHeaders): Promise<SignIn | null>;
  /** No consultant exists yet. */
  none(): Promise<boolean>;
  /**
   * Makes an account, which is nobody's until a callee has it as its consultant, and signs it in.
   *
   * @returns null if the email is taken; `cookies` are `Set-Cookie` values
   */
  create(
    account: NewAccount,
  ): Promise<{ readonly id: ConsultantId; readonly cookies: readonly string[] } | null>;
  remove(id: ConsultantId): Promise<void>;
}

export interface AccountsParts {
  readonly db: Database;
  readonly log: Logger;
  /** At least 32 random characters. */
  readonly secret: string;
  /** The address people use. */
  readonly origin: string;
  readonly onSignedOut: (signInId: string) => void;
}

/** Carries the client's address to the account library. Ours alone: a client's own is cut off. */
export const ADDRESS_HEADER = 'x-peerdesk-address';

/** Better Auth, and nothing of it outside this file but its routes. */
export function createAccounts({ db, log, secret, origin, onSignedOut }: AccountsParts): Accounts {
  const auth = betterAuth({
    appName: 'Peerdesk',
    baseURL: origin,
    basePath: '/api/auth',
    secret,
    // The same Kysely, not the same file: two would step into each other's transactions.
    database: { db, type: 'sqlite' },
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128 },
    databaseHooks: {
      session: { delete: { after: async (session) => onSignedOut(session.id) } },
    },
    rateLimit: {
      enabled: true,
      storage: 'memory',
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/email': (request) =>
          isLoopback(request.headers.get(ADDRESS_HEADER) ?? '') ? false : { window: 60, max: 30 },
      },
    },
    advanced: {
      cookiePrefix: 'peerdesk',
      useSecureCookies: origin.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // `requireOwnOrigin` stands before every route, these too, and knows all our addresses.
      disableCSRFCheck: true,
      disableOriginCheck: false,
      // It looks before our migration has run and complains that nothing is there.
      database: { validateSchema: false },
    },
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      // The further arguments hold emails and whole errors of the database.
      log: (_level, message) => log.error({ part: 'accounts' }, message),
    },
  });

  const consultantOf = (id: string) =>
    db
      .selectFrom('consultant')
      .select(['id', 'name'])
      .where('id', '=', id as ConsultantId)
      .executeTakeFirst();

  return {
    async migrate() {
      const { runMigrations } = await getMigrations(auth.options);
      await runMigrations();
    },

    answer: (request) => auth.handler(request),

    async identify(headers) {
      if (headers.cookie === undefined) return null;
      const found = await auth.api.getSession({ headers: fromNodeHeaders(headers) });
      const consultant = found && (await consultantOf(found.user.id));
      if (!found || !consultant) return null;
      return {
        consultant: { ...consultant, email: found.user.email },
        signInId: found.session.id,
        expiresAt: found.session.expiresAt.getTime(),
      };
    },

    async none() {
      const row = await db.selectFrom('consultant').select('id').limit(1).executeTakeFirst();
      return row === undefined;
    },

    async create({ name, email, password, address }) {
      const { internalAdapter } = await auth.$context;
      const present = await internalAdapter.findUserByEmail(email);
      if (present) {
        if (await consultantOf(present.user.id)) return null;
        // A crash came between the account and its callee; nobody has been told of it.
        await internalAdapter.deleteUser(present.user.id);
      }
      const { headers, response } = await auth.api.signUpEmail({
        body: { name, email, password },
        headers: new Headers({ [ADDRESS_HEADER]: address }),
        returnHeaders: true,
      });
      return { id: response.user.id as ConsultantId, cookies: headers.getSetCookie() };
    },

    async remove(id) {
      const { internalAdapter } = await auth.$context;
      await internalAdapter.deleteUser(id);
    },
  };
}
