import { createHash, timingSafeEqual } from 'node:crypto';
import type { CalleeSlug, ConsultantId } from '@peerdesk/protocol';
import type { Callees, Consultant } from '../storage/callees.ts';
import type { Invitation, Invitations } from '../storage/invitations.ts';
import type { Accounts, NewAccount } from './accounts.ts';
import { createOneByOne } from './one-by-one.ts';

interface FirstAccount extends NewAccount {
  readonly deskName: string;
  readonly deskSlug: CalleeSlug;
  readonly setupCode: string | undefined;
}

/** A new account, signed in by its cookies; or why there is none. */
type SignedUp<Refused extends string> =
  | { readonly id: ConsultantId; readonly cookies: readonly string[] }
  | { readonly refused: Refused };

export type NotOpen = 'unknown' | Exclude<Invitation['state'], 'open'>;

/** The only two ways to an account: being the first, and being invited. */
export interface SignUp {
  setUp(
    request: FirstAccount,
  ): Promise<SignedUp<'setup_done' | 'wrong_setup_code' | 'email_taken' | 'slug_taken'>>;
  acceptInvitation(token: string, request: NewAccount): Promise<SignedUp<NotOpen | 'email_taken'>>;
  /** For somebody who has an account already. Safe to repeat. */
  acceptInvitationAs(token: string, consultant: Consultant): Promise<'accepted' | NotOpen>;
}

export interface SignUpParts {
  readonly accounts: Accounts;
  readonly callees: Callees;
  readonly invitations: Invitations;
  /** Null: not asked for. */
  readonly setupCode: string | null;
}

export function createSignUp({ accounts, callees, invitations, setupCode }: SignUpParts): SignUp {
  // Hashing a password takes long enough for a second request to find the place still empty.
  const oneByOne = createOneByOne();

  const whyNotOpen = async (token: string): Promise<NotOpen | null> => {
    const invitation = await invitations.find(token);
    if (!invitation) return 'unknown';
    return invitation.state === 'open' ? null : invitation.state;
  };

  return {
    setUp: (request) =>
      oneByOne(async () => {
        if (!(await accounts.none())) return { refused: 'setup_done' };
        if (setupCode !== null && !isSameCode(request.setupCode ?? '', setupCode)) {
          return { refused: 'wrong_setup_code' };
        }
        if (await callees.bySlug(request.deskSlug)) return { refused: 'slug_taken' };
        const account = await accounts.create(request);
        if (!account) return { refused: 'email_taken' };
        await callees.create(
          { slug: request.deskSlug, name: request.deskName },
          { id: account.id, name: request.name },
        );
        return account;
      }),

    acceptInvitation: (token, request) =>
      oneByOne(async () => {
        const notOpen = await whyNotOpen(token);
        if (notOpen) return { refused: notOpen };
        const account = await accounts.create(request);
        if (!account) return { refused: 'email_taken' };
        if (await invitations.accept(token, { id: account.id, name: request.name })) return account;
        await accounts.remove(account.id);
        return { refused: (await whyNotOpen(token)) ?? 'used' };
      }),

    acceptInvitationAs: (token, consultant) =>
      oneByOne(async () => {
        const invitation = await invitations.find(token);
        if (!invitation) return 'unknown';
        if (await callees.answersFor(consultant.id, invitation.calleeId)) return 'accepted';
        if (await invitations.accept(token, consultant)) return 'accepted';
        return (await whyNotOpen(token)) ?? 'used';
      }),
  };
}

/** In a time that does not tell how much of it was right. */
function isSameCode(given: string, expected: string): boolean {
  return timingSafeEqual(digestOf(given), digestOf(expected));
}

/** People may leave out case, spaces and hyphens. */
function digestOf(code: string): Buffer {
  return createHash('sha256').update(code.toUpperCase().replaceAll(/[\s-]/g, '')).digest();
}
