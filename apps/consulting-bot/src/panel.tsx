import { createLocalMedia, createOutgoing, forgetCall } from '@peerdesk/call';
import { keepFresh } from '@peerdesk/ui';
import tokensCss from '@peerdesk/ui/tokens.css?inline';
import uiCss from '@peerdesk/ui/ui.css?inline';
import { createRoot } from 'react-dom/client';
import { accentCss } from './accent-css.ts';
import { askCallee } from './callee-status.ts';
import { eventsBetween, type Moment } from './events.ts';
import { leaveMessage } from './left-message.ts';
import { loadCallPart } from './load-call-part.ts';
import type { Locale } from './loader/options.ts';
import panelCss from './panel.css?inline';
import type { Panel, PanelHost } from './panel-contract.ts';
import { placeKey } from './place-key.ts';
import { placeIn } from './place-link.ts';
import { sheetOf } from './sheet.ts';
import { createWidget, type Widget as WidgetStore } from './store.ts';
import type { WidgetTexts } from './texts/widget-texts.ts';
import { createTickets, type Tickets } from './tickets.ts';
import { Widget } from './Widget.tsx';

const TEXTS = {
  en: () => import('./texts/en.ts'),
  ko: () => import('./texts/ko.ts'),
} satisfies Record<Locale, () => Promise<{ texts: WidgetTexts }>>;

/** How often the form asks whether anyone is there. */
const REFRESH_MS = 15_000;

/** So long into the wait the page has done everything that could be more urgent. */
const CALL_PART_MS = 1500;

/** Puts the panel into the loader's shadow root and wires it to the page. */
export async function mountPanel(host: PanelHost): Promise<Panel> {
  const { root, options, launcher } = host;
  // Fetched while the person fills in the form.
  const sessions = import('./open-session.ts');
  sessions.catch(() => {});
  const tickets = createTickets(placeKey(options));
  if (options.layout === 'page') takePlaceFromAddress(tickets);
  const media = createLocalMedia();
  let dressed = false;
  let testDressed = false;
  const widget = createWidget({
    options,
    media,
    outgoing: createOutgoing(media),
    tickets,
    askCallee: () => askCallee(options),
    keepFresh: (refresh) => keepFresh(refresh, REFRESH_MS, document),
    askIce: async () => (await import('./ask-ice.ts')).askIce(options),
    async dressTest() {
      const { testCss } = await import('./test-style.ts');
      if (!testDressed) root.adoptedStyleSheets.push(sheetOf(testCss));
      testDressed = true;
    },
    leaveMessage: (message) => leaveMessage(options, message),
    openSession: async (wanted) =>
      (await sessions).createCallerSession({
        ...wanted,
        async lookAround() {
          const seen = await (await import('./look-around.ts')).lookAround();
          const { selfTest } = widget.store.getState();
          return { ...seen, ...(selfTest && { selfTest }) };
        },
      }),
    async prepareCall() {
      const [part, words] = await Promise.all([loadCallPart(), texts.loadInCall()]);
      // A new style costs time, which there is while waiting.
      if (!dressed) root.adoptedStyleSheets.push(sheetOf(part.callCss));
      dressed = true;
      return { ...part, words };
    },
    forgetCall,
    clock: Date.now,
  });
  const { texts } = await TEXTS[options.locale]();

  root.adoptedStyleSheets.push(
    ...[tokensCss, uiCss, panelCss, accentCss(options.color)].map(sheetOf),
  );
  const place = document.createElement('div');
  root.append(place);
  createRoot(place).render(<Widget widget={widget} texts={texts} options={options} />);
  place.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.key !== 'Escape' || options.layout === 'page') return;
    widget.close();
  });

  follow(widget, (before, after) => {
    for (const { name, payload } of eventsBetween(before, after)) {
      if (name === 'recording:started') void announceRecording();
      host.emit(name, payload);
    }
    if (before.standing.phase !== 'waiting' && after.standing.phase === 'waiting') {
      setTimeout(widget.prepareCall, CALL_PART_MS);
    }
    if (before.panel === after.panel) return;
    const hadFocus = root.activeElement !== null;
    launcher.hidden = after.panel !== 'closed';
    if (after.panel === 'closed' && hadFocus) launcher.focus();
  });
  widget.takeUp(isReload());

  return {
    open: () => widget.open(),
    close: () => widget.close(),
    identify: (person) => widget.identify(person),
    hangUp: () => widget.hangUp(),
    leaveQueue() {
      if (widget.store.getState().standing.phase !== 'active') widget.hangUp();
    },
    state() {
      const { panel, standing, link } = widget.store.getState();
      return {
        panel,
        phase: standing.phase === 'form' || standing.phase === 'message' ? 'idle' : standing.phase,
        position: standing.phase === 'waiting' ? standing.position : null,
        link,
      };
    },
  };
}

/** @see https://www.w3.org/TR/navigation-timing-2/#dom-performancenavigationtiming-type */
function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return (navigation as PerformanceNavigationTiming | undefined)?.type === 'reload';
}

/** A place that came from another browser is this tab's from now on, and in no address bar or history. */
function takePlaceFromAddress(tickets: Tickets) {
  const place = placeIn(location.hash);
  if (!place) return;
  history.replaceState(history.state, '', location.pathname + location.search);
  tickets.keep(place);
}

async function announceRecording() {
  const { playTone } = await loadCallPart();
  playTone();
}

/** Calls back after every change of what events are derived from. */
function follow(widget: WidgetStore, onChange: (before: Moment, after: Moment) => void): void {
  let before = momentOf(widget);
  let unfollowCall: (() => void) | undefined;
  const look = () => {
    const after = momentOf(widget);
    const last = before;
    before = after;
    onChange(last, after);
  };
  widget.store.subscribe((state, previous) => {
    if (state.session !== previous.session) {
      unfollowCall?.();
      unfollowCall = state.session?.call.store.subscribe(look);
    }
    look();
  });
  widget.media.store.subscribe(look);
}

function momentOf(widget: WidgetStore): Moment {
  const { panel, standing, session, callee } = widget.store.getState();
  const media = widget.media.store.getState();
  const trouble = media.phase === 'open' || media.phase === 'trouble' ? media.trouble : null;
  return {
    panel,
    standing,
    call: session?.call.store.getState().phase ?? 'idle',
    trouble: callee.phase === 'unreachable' ? 'unreachable' : (trouble?.code ?? null),
  };
}
