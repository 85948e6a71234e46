import type { Problem } from '../server-api.ts';
import type { Texts } from '../texts/index.ts';

/** What to say about a refused request: at its fields, or for the whole of it. */
export interface ProblemWords {
  readonly fields: Readonly<Record<string, string>>;
  /** Null when the fields say it all. */
  readonly whole: string | null;
}

/** The one place where the server's codes become words for people. */
export function wordsOf(problem: Problem, texts: Texts): ProblemWords {
  const { problems } = texts;
  if (problem.code === 'wrong_setup_code') {
    return { fields: { setupCode: problems.setupCode }, whole: null };
  }
  if (problem.fields.length > 0) {
    const entries = problem.fields.map(({ field, message }): [string, string] => [
      field.split('.')[0] ?? field,
      fieldWords(field, message, texts),
    ]);
    return { fields: Object.fromEntries(entries), whole: null };
  }
  const whole: Record<string, string> = {
    unreachable: problems.unreachable,
    rate_limited: problems.rateLimited,
    wrong_password: problems.wrongPassword,
    not_signed_in: problems.notSignedIn,
    forbidden: problems.forbidden,
    setup_done: problems.setupDone,
    invitation_unknown: problems.invitationUnknown,
    invitation_used: problems.invitationUsed,
    invitation_expired: problems.invitationExpired,
  };
  return { fields: {}, whole: whole[problem.code] ?? problems.unexpected };
}

// The server words its field problems for developers, in English; what it alone can know is few.
function fieldWords(field: string, message: string, { problems, rooms }: Texts): string {
  const taken = /taken|already|exists/.test(message);
  if (field === 'email') return taken ? problems.emailTaken : problems.email;
  if (field === 'deskSlug') return taken ? problems.slugTaken : problems.slug;
  if (field === 'setupCode') return problems.setupCode;
  if (field === 'closesAt') return rooms.closesEarly;
  return problems.notAccepted;
}
