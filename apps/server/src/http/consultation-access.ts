import type { ConsultationId } from '@peerdesk/protocol';
import type { Request } from 'express';
import type { Callees, Consultant } from '../storage/callees.ts';
import type { History } from '../storage/history.ts';
import { Problem } from './problem.ts';
import { type Identify, signedIn } from './request.ts';

export interface ConsultationAccess {
  readonly callees: Pick<Callees, 'answersFor'>;
  readonly history: Pick<History, 'calleeOf'>;
  readonly identify: Identify;
}

/**
 * The consultation of the address, for a consultant of its callee. Somebody else's is not there.
 *
 * @throws {Problem} `not_signed_in`, `unknown_consultation`
 */
export async function ownConsultation(
  request: Request,
  { callees, history, identify }: ConsultationAccess,
): Promise<{
  readonly id: ConsultationId;
  readonly calleeId: string;
  readonly phase: 'going-on' | 'ended' | 'erased';
  readonly consultant: Consultant;
}> {
  const { consultant } = await signedIn(request, identify);
  const id = String(request.params['id']) as ConsultationId;
  const found = await history.calleeOf(id);
  if (!found || !(await callees.answersFor(consultant.id, found.calleeId))) {
    throw new Problem('unknown_consultation', 'No desk of yours has this consultation.');
  }
  return { id, ...found, consultant };
}
