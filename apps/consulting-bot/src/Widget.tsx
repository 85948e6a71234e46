import { Icon } from '@peerdesk/ui';
import { useEffect, useId, useRef } from 'react';
import { useStore } from 'zustand';
import { focusIn } from './focus.ts';
import type { Options } from './loader/options.ts';
import { Ended } from './screens/Ended.tsx';
import { LeaveMessage } from './screens/LeaveMessage.tsx';
import { MessageSent } from './screens/MessageSent.tsx';
import { Moved } from './screens/Moved.tsx';
import { Pill } from './screens/Pill.tsx';
import { Place } from './screens/Place.tsx';
import { Refused } from './screens/Refused.tsx';
import { Welcome } from './screens/Welcome.tsx';
import { isGoingOn, type WidgetState, type Widget as WidgetStore } from './store.ts';
import type { WidgetTexts } from './texts/widget-texts.ts';

export interface WidgetProps {
  readonly widget: WidgetStore;
  readonly texts: WidgetTexts;
  readonly options: Pick<Options, 'position' | 'layout'>;
}

type ScreenName = 'form' | 'writing' | 'waiting' | 'call' | 'message';

/** Where the focus goes when a screen appears. */
const BEGINNING = {
  form: 'input[type=text]',
  writing: 'h3',
  waiting: '.waiting',
  call: '.pd-stage',
  message: 'h3',
} satisfies Record<ScreenName, string>;

/** The panel, or the pill it was made into, or nothing. */
export function Widget({ widget, texts, options }: WidgetProps) {
  const titleId = useId();
  const frame = useRef<HTMLDivElement>(null);
  const { panel, standing, callee, showsCall } = useStore(widget.store);
  const screen = screenOf({ standing, callee, showsCall });

  useEffect(() => {
    if (!frame.current || panel === 'closed') return;
    focusIn(frame.current, panel === 'minimised' ? '.pill' : BEGINNING[screen]);
  }, [panel, screen]);

  if (panel === 'closed') return null;
  return (
    <div
      ref={frame}
      className="frame"
      data-position={options.position}
      data-layout={options.layout}
    >
      {panel === 'minimised' && <Pill widget={widget} texts={texts} />}
      <dialog
        open={panel === 'open'}
        className="panel"
        data-screen={screen}
        aria-labelledby={titleId}
      >
        <div className="head">
          <h2 id={titleId}>
            {callee.phase === 'known' ? callee.status.name : texts.videoConsultation}
          </h2>
          {options.layout !== 'page' && (screen === 'form' || screen === 'writing') && (
            <button
              type="button"
              className="head-button"
              aria-label={texts.close}
              onClick={() => widget.close()}
            >
              <Icon name="close" size={20} />
            </button>
          )}
          {options.layout !== 'page' && isGoingOn(standing) && (
            <button
              type="button"
              className="head-button"
              aria-label={texts.minimise}
              onClick={() => widget.close()}
            >
              <Icon name="minimise" size={20} />
            </button>
          )}
        </div>
        <Screen widget={widget} texts={texts} />
      </dialog>
    </div>
  );
}

/** One screen per phase; the compiler insists on all of them. */
function Screen({ widget, texts }: { widget: WidgetStore; texts: WidgetTexts }) {
  const { standing, callee } = useStore(widget.store);
  switch (standing.phase) {
    case 'form':
      if (callee.phase === 'refused') {
        return <Refused widget={widget} texts={texts} code={callee.code} />;
      }
      return <Welcome widget={widget} texts={texts} />;
    case 'message':
      if (standing.message.phase === 'sent') return <MessageSent widget={widget} texts={texts} />;
      return <LeaveMessage widget={widget} texts={texts} message={standing.message} />;
    case 'joining':
    case 'waiting':
    case 'connecting':
    case 'active':
      return (
        <Place
          widget={widget}
          texts={texts}
          view={standing.phase === 'joining' ? null : standing}
        />
      );
    case 'ended':
      return <Ended widget={widget} texts={texts} view={standing} />;
    case 'moved':
      return <Moved widget={widget} texts={texts} />;
    case 'refused':
      return <Refused widget={widget} texts={texts} code={standing.code} />;
    default:
      return standing satisfies never;
  }
}

/** What is on the screen, so far as size and focus are concerned. */
function screenOf({
  standing,
  callee,
  showsCall,
}: Pick<WidgetState, 'standing' | 'callee' | 'showsCall'>): ScreenName {
  switch (standing.phase) {
    case 'form':
      return callee.phase === 'refused' ? 'message' : 'form';
    case 'message':
      return standing.message.phase === 'sent' ? 'message' : 'writing';
    case 'joining':
    case 'waiting':
      return 'waiting';
    case 'connecting':
    case 'active':
      return showsCall ? 'call' : 'waiting';
    case 'ended':
    case 'moved':
    case 'refused':
      return 'message';
    default:
      return standing satisfies never;
  }
}
