import { accentTextOf, onAccentOf } from '@peerdesk/ui';

/** The tokens that follow from the site's own colour; none, so ours, when it is not a colour. */
export function accentCss(colour: string | undefined): string {
  const onAccent = colour && onAccentOf(colour);
  if (!onAccent) return '';
  const text = (scheme: 'light' | 'dark') =>
    `:host{--pd-accent-text:${accentTextOf(colour, scheme)}}`;
  return (
    `:host{--pd-accent:${colour};--pd-on-accent:${onAccent}}` +
    `${text('light')}@media (prefers-color-scheme: dark){${text('dark')}}`
  );
}
