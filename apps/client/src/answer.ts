/** An expected "no". The words for people are chosen by `code`; `detail` is the server's own. */
export interface Problem {
  /** The server's code; `unreachable` when no answer came, `unexpected` when it cannot be read. */
  readonly code: string;
  readonly detail: string;
  readonly fields: readonly { readonly field: string; readonly message: string }[];
}

export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem };
