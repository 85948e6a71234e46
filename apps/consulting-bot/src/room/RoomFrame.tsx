import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { focusIn } from '../focus.ts';
import type { PageStanding, RoomPage } from './room-page.ts';
import { Asked } from './screens/Asked.tsx';
import { Door } from './screens/Door.tsx';
import { InRoom } from './screens/InRoom.tsx';
import { Inside } from './screens/Inside.tsx';
import { Outside } from './screens/Outside.tsx';
import { Shut } from './screens/Shut.tsx';
import type { RoomTexts } from './texts/room-texts.ts';

export interface RoomFrameProps {
  readonly page: RoomPage;
  readonly texts: RoomTexts;
  readonly onSwitchLanguage: () => void;
}

type ScreenName = 'form' | 'waiting' | 'call' | 'message';

/** Where the focus goes when a screen appears. */
const BEGINNING = {
  form: 'input[type=text]',
  waiting: '.waiting',
  call: '.pd-stage',
  message: 'h2',
} satisfies Record<ScreenName, string>;

/** The page: what the room is called, and one screen. */
export function RoomFrame({ page, texts, onSwitchLanguage }: RoomFrameProps) {
  const frame = useRef<HTMLElement>(null);
  const { known, standing } = useStore(page.store);
  const screen = screenOf(standing);
  const status = known.phase === 'known' ? known.status : null;

  useEffect(() => {
    if (frame.current) focusIn(frame.current, BEGINNING[screen]);
  }, [screen]);

  return (
    <main ref={frame} className="frame room">
      <div className="panel" data-screen={screen}>
        <div className="head">
          <h1>
            {status?.title || texts.title}
            {status && <span className="room-callee">{texts.at(status.calleeName)}</span>}
          </h1>
          <button
            type="button"
            className="head-button room-language"
            lang={texts.other.tag}
            onClick={onSwitchLanguage}
          >
            {texts.other.name}
          </button>
        </div>
        <Screen page={page} texts={texts} />
      </div>
    </main>
  );
}

/** One screen per phase; the compiler insists on all of them. */
function Screen({ page, texts }: { readonly page: RoomPage; readonly texts: RoomTexts }) {
  const { standing } = useStore(page.store);
  switch (standing.phase) {
    case 'door':
      return <Door page={page} texts={texts} notice={standing.notice} />;
    case 'shut':
      return <Shut page={page} texts={texts} why={standing.why} />;
    case 'entering':
    case 'waiting':
    case 'knocking':
      return <Inside page={page} texts={texts} phase={standing.phase} />;
    case 'asked':
      return <Asked page={page} texts={texts} name={standing.remoteName} />;
    case 'connecting':
    case 'active':
      return <InRoom page={page} texts={texts} view={standing} />;
    case 'left':
    case 'moved':
      return <Outside page={page} texts={texts} phase={standing.phase} />;
    default:
      return standing satisfies never;
  }
}

/** What is on the screen, so far as size and focus are concerned. */
function screenOf({ phase }: PageStanding): ScreenName {
  switch (phase) {
    case 'door':
      return 'form';
    case 'entering':
    case 'waiting':
    case 'knocking':
    case 'asked':
      return 'waiting';
    case 'connecting':
    case 'active':
      return 'call';
    case 'shut':
    case 'left':
    case 'moved':
      return 'message';
    default:
      return phase satisfies never;
  }
}
