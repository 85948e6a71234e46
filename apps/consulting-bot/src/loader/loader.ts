import type { Panel, PanelHost, PanelModule } from '../panel-contract.ts';
import { placeKey } from '../place-key.ts';
import { launcherSheet } from './launcher-sheet.ts';
import { LAUNCHER_TEXTS } from './launcher-texts.ts';
import { type Options, readOptions } from './options.ts';
import { createPeerdesk, replaceStub, type Stub } from './peerdesk.ts';

/** Where the panel's module is: a path on the server, put in by the build. */
declare const PANEL_URL: string;

declare global {
  interface Window {
    Peerdesk?: Stub;
  }
}

const read = readOptions(document.currentScript as HTMLScriptElement, [
  document.documentElement.lang,
  ...navigator.languages,
]);
if (!read) console.error('Peerdesk: no data-callee');
else if (document.body) start(read);
else addEventListener('DOMContentLoaded', () => start(read));

function start(options: Options) {
  // A page that inserts the tag again, as single-page applications do, has us already.
  if (document.querySelector('consulting-bot')) return;
  const [ours, opening, failed] = LAUNCHER_TEXTS[options.locale];
  const label = options.label || ours;
  const element = document.createElement('consulting-bot');
  const root = element.attachShadow({ mode: 'open' });
  const button = document.createElement('button');
  const say = (words: string) => {
    button.textContent = words;
  };
  button.className = 'launcher';
  root.adoptedStyleSheets = [launcherSheet(options)];
  element.lang = options.locale;
  say(label);
  if (options.launcher !== 'none') root.append(button);
  document.body.append(element);

  let attempt = 0;
  let fetched: Promise<PanelModule> | null = null;
  // A browser may remember that a module could not be fetched: the next time it gets another name.
  const fetchPanel = () =>
    (fetched ??= import(/* @vite-ignore */ `${options.server}${PANEL_URL}?${attempt}`));

  async function load(): Promise<Panel | null> {
    const slow = setTimeout(say, 300, opening);
    const panel = await fetchPanel()
      .then(({ mountPanel }) => mountPanel(host))
      .catch(() => null);
    clearTimeout(slow);
    if (panel) say(label);
    else {
      fetched = null;
      attempt++;
      say(failed);
      emit('error', { code: 'unreachable' });
    }
    return panel;
  }

  const { peerdesk, emit, ask } = createPeerdesk(load);
  const host: PanelHost = { root, options, launcher: button, emit };
  // A failure is told when the person presses the button.
  const preload = () => void fetchPanel().catch(() => {});
  button.addEventListener('pointerenter', preload);
  button.addEventListener('click', () => peerdesk.open());

  replaceStub((window.Peerdesk ??= {}), peerdesk);
  emit('ready', {});
  if (options.layout === 'page') peerdesk.open();
  else {
    try {
      // This tab was waiting or in a call when it was reloaded: the panel takes that up by itself.
      if (placeKey(options) in sessionStorage) void ask();
    } catch {
      // Where storage is refused, no place was kept either.
    }
  }
}
