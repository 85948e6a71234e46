import type { IceSettings, RoomView } from '@peerdesk/protocol';
import type { RoomStanding } from './contract.ts';

/** What this page has done about generations so far. */
export interface RoomHand {
  /** Which meeting the call is of; 0 before the first. */
  readonly meeting: number;
  /** The highest generation that was begun. */
  readonly begun: number;
}

export const NO_MEETING: RoomHand = { meeting: 0, begun: 0 };

/** What must be done about the call. */
export type RoomStep =
  /** The other one has left, or is another one: what was the two's is over. */
  | { readonly do: 'reset' }
  | { readonly do: 'begin'; readonly generation: number; readonly ice: IceSettings }
  | { readonly do: 'end' };

/** What a view asks of the call. */
export function stepsOf(
  before: RoomStanding['phase'],
  view: RoomView,
  hand: RoomHand,
): { readonly hand: RoomHand; readonly steps: readonly RoomStep[] } {
  switch (view.phase) {
    case 'waiting':
    case 'knocking':
    case 'asked':
      return {
        hand,
        steps: before === 'connecting' || before === 'active' ? [{ do: 'reset' }] : [],
      };
    case 'connecting':
    case 'active': {
      const { meeting, generation, ice } = view;
      if (generation <= hand.begun) return { hand, steps: [] };
      const begin: RoomStep = { do: 'begin', generation, ice };
      const isAnother = hand.meeting !== 0 && hand.meeting !== meeting;
      return {
        hand: { meeting, begun: generation },
        steps: isAnother ? [{ do: 'reset' }, begin] : [begin],
      };
    }
    case 'out':
      return { hand, steps: [{ do: 'end' }] };
    default:
      return view satisfies never;
  }
}
