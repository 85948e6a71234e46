import { createStore } from 'zustand/vanilla';
import type { Call, CallState } from '../contract.ts';
import { createLine, type LineEnds } from '../line.ts';
import { createOpening } from '../opening.ts';

const nothing = () => {};

/** A call without a connection, whose state a test of a screen decides. */
export function callIn(state: CallState, ends: LineEnds = createLine()): Call {
  const store = createStore(() => state);
  const { store: opening, pictureShown } = createOpening(store);
  return {
    role: 'initiator',
    store,
    opening,
    pictureShown,
    line: ends.line,
    connection: () => null,
    prepare: () => Promise.resolve([]),
    forgetPrepared: nothing,
    begin: nothing,
    receive: nothing,
    end: nothing,
  };
}
