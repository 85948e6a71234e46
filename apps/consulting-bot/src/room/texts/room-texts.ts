import type { CallTexts } from '@peerdesk/ui';
import type { RefusalWords, WidgetTexts } from '../../texts/widget-texts.ts';
import type { Shut } from '../room-status.ts';

/** Every word of a room's page; those of the form, cameras and calls are the widget's. */
export interface RoomTexts {
  readonly widget: WidgetTexts;
  readonly call: CallTexts;
  readonly locale: 'en' | 'ko';
  /** The language this page could speak instead, and its tag. */
  readonly other: { readonly name: string; readonly tag: 'en' | 'ko' };
  /** The heading of a room without a title. */
  readonly title: string;
  readonly at: (callee: string) => string;
  readonly loading: string;
  readonly enter: string;
  readonly knockFirst: string;
  /** To whoever is signed in as a consultant. */
  readonly asConsultant: string;
  readonly full: RefusalWords;
  readonly declined: RefusalWords;
  /** The room cannot be asked for. */
  readonly unreachable: RefusalWords;
  readonly entering: string;
  readonly waiting: string;
  readonly waitingHint: string;
  readonly gone: (name: string) => string;
  readonly knocking: string;
  readonly knockingHint: string;
  readonly asked: (name: string) => string;
  readonly letIn: string;
  readonly turnAway: string;
  readonly leave: string;
  readonly connecting: (name: string) => string;
  readonly videoOf: (name: string) => string;
  readonly left: string;
  readonly leftHint: string;
  readonly again: string;
  readonly movedWhy: string;
  /** `when`: the day and time it opens, where that is known. */
  readonly shut: Record<Shut, (when: string | null) => RefusalWords>;
}
