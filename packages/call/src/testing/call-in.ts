import { createStore } from 'zustand/vanilla';
import type { Call, CallState } from '../contract.ts';
import { createLine, type LineEnds } from '../line.ts';

const nothing = () => {};

/** A call without a connection, whose state a test of a screen decides. */
export function callIn(state: CallState, ends: LineEnds = createLine()): Call {
  return {
    role: 'initiator',
    store: createStore(() => state),
    line: ends.line,
    connection: () => null,
    prepare: () => Promise.resolve([]),
    forgetPrepared: nothing,
    begin: nothing,
    receive: nothing,
    end: nothing,
  };
}
