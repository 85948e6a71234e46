import type { DiagnosticsTexts } from '../diagnostics-texts.ts';

export const diagnostics: DiagnosticsTexts = {
  copy: 'Copy diagnostics',
  hint: 'States and figures of this call, without names or addresses, for whoever helps you with it.',
  copied: 'Copied. Paste it into your message.',
  notCopied: 'Your browser does not allow copying. Select the text and copy it yourself.',
  text: 'Diagnostics',
};
