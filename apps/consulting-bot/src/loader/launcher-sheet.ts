import { onAccentOf } from '@peerdesk/ui/accent';
import type { Options } from './options.ts';

/** Ours, as in tokens.css. */
const ACCENT = '#1f5fd0';
const CAMERA =
  'M5 5h9a3 3 0 0 1 3 3v1l5-3v12l-5-3v1a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3z';

/**
 * The launcher's looks. A sheet made by script needs no `unsafe-inline` on a page with a strict
 * Content-Security-Policy, and a clipped box no picture that `img-src` might forbid.
 */
export function launcherSheet({ color, position, layout }: Options): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  const onAccent = onAccentOf(color ?? '');
  sheet.replaceSync(
    `:host{all:initial${
      layout === 'page'
        ? ''
        : `;position:fixed;z-index:2147483000;${position === 'left' ? position : 'right'}:20px;bottom:max(20px,env(safe-area-inset-bottom))`
    }}` +
      `.launcher{display:flex;align-items:center;gap:10px;max-width:calc(100vw - 40px);min-height:52px;padding:12px 20px;border:0;border-radius:26px;background:${onAccent ? color : ACCENT};color:${onAccent ?? '#fff'};font:600 16px/1.25 system-ui,sans-serif;text-align:start;cursor:pointer;box-shadow:0 4px 16px #0d11173d}` +
      `.launcher:before{content:"";width:24px;height:24px;flex:none;background:currentcolor;clip-path:path("${CAMERA}")}` +
      '.launcher:focus-visible{outline:2px solid;outline-offset:-5px}' +
      '.launcher[hidden]{display:none}',
  );
  return sheet;
}
