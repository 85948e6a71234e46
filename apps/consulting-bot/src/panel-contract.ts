import type { CallerStanding, Link } from '@peerdesk/session';
import type { EventName, WidgetEvents } from './events.ts';
import type { Options } from './loader/options.ts';

/** What the page knows of the person; used to fill in the form. */
export interface Person {
  readonly name?: string;
  readonly email?: string;
  readonly [key: string]: unknown;
}

/** `window.Peerdesk.state` */
export interface PublicState {
  readonly panel: 'closed' | 'open' | 'minimised';
  /** `idle` while there is no consultation. */
  readonly phase: 'idle' | CallerStanding['phase'];
  /** In the queue; null elsewhere. */
  readonly position: number | null;
  readonly link: Link;
}

/** What the loader lends to the panel. */
export interface PanelHost {
  readonly root: ShadowRoot;
  readonly options: Options;
  /** Not on the page when the page opens the panel itself. */
  readonly launcher: HTMLElement;
  readonly emit: <Name extends EventName>(name: Name, payload: WidgetEvents[Name]) => void;
}

/** What the loader asks of the panel. */
export interface Panel {
  open(): void;
  close(): void;
  identify(person: Person): void;
  hangUp(): void;
  leaveQueue(): void;
  state(): PublicState;
}

/** The panel's module, loaded on intent. */
export interface PanelModule {
  mountPanel(host: PanelHost): Promise<Panel>;
}
