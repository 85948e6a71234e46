/** A text about the call, for whoever supports the two. */
export interface DiagnosticsTexts {
  readonly copy: string;
  readonly hint: string;
  readonly copied: string;
  /** The browser allows no copying: the text itself is shown. */
  readonly notCopied: string;
  /** The text's name. */
  readonly text: string;
}
