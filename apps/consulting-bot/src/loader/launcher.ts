import { onAccentOf } from '@peerdesk/ui/accent';
import type { Options } from './options.ts';

/** Ours, as in tokens.css. */
const ACCENT = '#1f5fd0';
const SVG = 'http://www.w3.org/2000/svg';
const CAMERA =
  'm16 13 6 4V7l-6 4M4 6h10a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2z';

/**
 * The button on the page. Built node by node: a page may forbid markup from strings
 * (Trusted Types) as well as inline styles.
 */
export function createLauncher() {
  const button = document.createElement('button');
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  const label = document.createElement('span');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', CAMERA);
  svg.append(path);
  button.append(svg, label);
  button.className = 'launcher';
  return {
    button,
    say: (words: string) => {
      label.textContent = words;
    },
  };
}

/** Styles under a strict Content-Security-Policy: a sheet made by script needs no `unsafe-inline`. */
export function launcherSheet({ colour, position, layout }: Options): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  const accent = colour ?? ACCENT;
  const onAccent = onAccentOf(accent);
  sheet.replaceSync(
    (layout === 'page'
      ? ':host{all:initial}'
      : `:host{all:initial;position:fixed;z-index:2147483000;${position}:20px;bottom:max(20px,env(safe-area-inset-bottom))}`) +
      `.launcher{display:flex;align-items:center;gap:10px;max-width:calc(100vw - 40px);min-height:52px;padding:12px 20px;border:0;border-radius:26px;background:${onAccent ? accent : ACCENT};color:${onAccent ?? '#fff'};font:600 16px/1.25 system-ui,sans-serif;text-align:start;cursor:pointer;box-shadow:0 4px 16px #0d11173d}` +
      '.launcher:focus-visible{outline:2px solid;outline-offset:-5px}' +
      '[hidden]{display:none}' +
      '.launcher svg{width:24px;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round}',
  );
  return sheet;
}
