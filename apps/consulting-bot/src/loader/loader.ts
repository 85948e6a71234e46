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

const script = document.currentScript as HTMLScriptElement;
const read = readOptions(script.dataset, script.src, [
  document.documentElement.lang,
  ...navigator.languages,
]);
if (!read) window.console.error('Peerdesk: the script tag needs data-callee="<your desk>"');
else if (document.body) start(read);
else addEventListener('DOMContentLoaded', () => start(read));

function start(options: Options) {
  // A page that inserts the tag again, as single-page applications do, has us already.
  if (document.querySelector('consulting-bot')) return;
  const texts = LAUNCHER_TEXTS[options.locale];
  const label = options.label || texts.start;
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
    const slow = setTimeout(say, 300, texts.opening);
    try {
      const { mountPanel } = await fetchPanel();
      const panel = await mountPanel(host);
      say(label);
      return panel;
    } catch {
      fetched = null;
      attempt++;
      say(texts.failed);
      emit('error', { code: 'unreachable' });
      return null;
    } finally {
      clearTimeout(slow);
    }
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
  else if (hasPlace(options)) void ask();
}

/** This tab was waiting or in a call when it was reloaded: the panel takes that up by itself. */
function hasPlace(options: Options): boolean {
  try {
    return placeKey(options) in sessionStorage;
  } catch {
    return false;
  }
}
