import {
  createCallTools,
  createLocalMedia,
  createOutgoing,
  forgetCall,
  playTone,
} from '@peerdesk/call';
import type { PlaceSecret, RoomKey } from '@peerdesk/protocol';
import { keepFresh } from '@peerdesk/ui';
import callCss from '@peerdesk/ui/call.css?inline';
import tokensCss from '@peerdesk/ui/tokens.css?inline';
import uiCss from '@peerdesk/ui/ui.css?inline';
import { createRoot } from 'react-dom/client';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import panelCss from '../panel.css?inline';
import { sheetOf } from '../sheet.ts';
import { createTickets } from '../tickets.ts';
import { RoomFrame } from './RoomFrame.tsx';
import roomCss from './room.css?inline';
import { createRoomPage } from './room-page.ts';
import { askRoom } from './room-status.ts';
import type { RoomTexts } from './texts/room-texts.ts';

type Locale = 'en' | 'ko';

const TEXTS = {
  en: () => import('./texts/en.ts'),
  ko: () => import('./texts/ko.ts'),
} satisfies Record<Locale, () => Promise<{ texts: RoomTexts }>>;

/** How often the door of a room that is not open yet is looked at. */
const REFRESH_MS = 15_000;

const root = document.querySelector('#room');
if (root) await openRoomPage(root, location.pathname.split('/').at(-1) ?? '');

async function openRoomPage(place: Element, key: string): Promise<void> {
  document.adoptedStyleSheets = [tokensCss, uiCss, callCss, panelCss, roomCss].map(sheetOf);
  const room = key as RoomKey;
  // Fetched while the person fills in the form.
  const sessions = import('./open-session.ts');
  sessions.catch(() => {});
  let testDressed = false;
  const media = createLocalMedia();
  const page = createRoomPage({
    room,
    media,
    outgoing: createOutgoing(media),
    places: createTickets<PlaceSecret>(`peerdesk:room:${key}`),
    askRoom: () => askRoom(room),
    askIce: async () => {
      const { askIceAt } = await import('../ask-ice.ts');
      return askIceAt(`/api/v1/rooms/${encodeURIComponent(room)}/ice`);
    },
    async dressTest() {
      const { testCss } = await import('../test-style.ts');
      if (!testDressed) document.adoptedStyleSheets.push(sheetOf(testCss));
      testDressed = true;
    },
    link: location.href,
    keepFresh: (refresh) => keepFresh(refresh, REFRESH_MS, document),
    openSession: async (wanted) => (await sessions).createRoomSession(wanted),
    createTools: createCallTools,
    playTone,
    forgetCall,
    clock: Date.now,
  });

  const words = createStore<{ texts: RoomTexts | null }>(() => ({ texts: null }));
  const speak = async (locale: Locale) => {
    const { texts } = await TEXTS[locale]();
    document.documentElement.lang = locale;
    words.setState({ texts });
  };
  const name = () => {
    const { known } = page.store.getState();
    const { texts } = words.getState();
    const title = known.phase === 'known' ? known.status.title : '';
    document.title = title || (texts?.title ?? document.title);
  };
  page.store.subscribe(name);
  words.subscribe(name);

  function Page() {
    const { texts } = useStore(words);
    if (!texts) return null;
    return (
      <RoomFrame page={page} texts={texts} onSwitchLanguage={() => void speak(texts.other.tag)} />
    );
  }

  await speak(document.documentElement.lang === 'ko' ? 'ko' : 'en');
  createRoot(place).render(<Page />);
  await page.start();
}
