import type { ConsultantId } from '@peerdesk/protocol';

/** A signed-in consultant. */
export interface SignIn {
  readonly consultant: { readonly id: ConsultantId; readonly name: string };
  readonly signInId: string;
  readonly expiresAt: number;
}
