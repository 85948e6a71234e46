import type { CalleeStatus, RefusalCode } from '@peerdesk/protocol';
import { REFUSAL_CODES } from '@peerdesk/protocol';
import type { Options } from './loader/options.ts';

/** What the server says of the callee before anyone joins. */
export type CalleeKnown =
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly status: CalleeStatus }
  | { readonly phase: 'refused'; readonly code: RefusalCode }
  | { readonly phase: 'unreachable' };

/** Never rejects: what went wrong is part of the answer. */
export async function askCallee({
  server,
  callee,
}: Pick<Options, 'server' | 'callee'>): Promise<CalleeKnown> {
  try {
    const response = await fetch(`${server}/api/v1/callees/${encodeURIComponent(callee)}`, {
      credentials: 'omit',
    });
    const answer: unknown = await response.json();
    if (response.ok) return { phase: 'known', status: answer as CalleeStatus };
    return { phase: 'refused', code: codeIn(answer) };
  } catch {
    return { phase: 'unreachable' };
  }
}

/** The refusal in a problem's body; `internal` when there is none that we know. */
export function codeIn(problem: unknown): RefusalCode {
  const code =
    typeof problem === 'object' && problem !== null && 'code' in problem ? problem.code : null;
  return REFUSAL_CODES.find((known) => known === code) ?? 'internal';
}
