import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { ControlsState } from './contract.ts';
import { createRemote, readRemote } from './remote.ts';
import { createTwoLines } from './testing/two-lines.ts';

function switches(state: Pick<ControlsState, 'microphone' | 'camera'>) {
  return {
    store: createStore<ControlsState>(() => ({
      screen: 'off',
      speakerId: null,
      notice: null,
      ...state,
    })),
  };
}

function openBoth() {
  const lines = createTwoLines();
  const controls = switches({ microphone: 'on', camera: 'off' });
  const ann = createRemote({ line: lines.ann.line, controls, clock: Date.now });
  const dana = createRemote({
    line: lines.dana.line,
    controls: switches({ microphone: 'on', camera: 'absent' }),
    clock: Date.now,
  });
  return { lines, controls, ann, dana };
}

describe('the switches of the other side', () => {
  it('are taken for on until they are told', () => {
    expect(openBoth().ann.store.getState()).toEqual({
      microphone: 'on',
      camera: 'on',
      screen: 'off',
    });
  });

  it('are told when the line opens, and at every change', () => {
    const { lines, controls, ann, dana } = openBoth();
    lines.open();
    lines.arrive();
    expect(ann.store.getState().camera).toBe('absent');
    expect(dana.store.getState()).toMatchObject({ microphone: 'on', camera: 'off' });

    controls.store.setState({ microphone: 'off' });
    lines.arrive();
    expect(dana.store.getState()).toMatchObject({ microphone: 'off', camera: 'off' });
  });

  it('are told anew after a renewal, with what changed meanwhile', () => {
    const { lines, controls, dana } = openBoth();
    lines.open();
    lines.arrive();
    lines.close();
    controls.store.setState({ camera: 'on' });
    expect(dana.store.getState().camera).toBe('off');

    lines.open();
    lines.arrive();
    expect(dana.store.getState().camera).toBe('on');
  });

  it('are heard by nobody after the end', () => {
    const { lines, controls, dana } = openBoth();
    lines.open();
    lines.arrive();
    dana.end();
    dana.end();
    controls.store.setState({ microphone: 'off' });
    lines.arrive();
    expect(dana.store.getState().microphone).toBe('on');
  });

  it.each([
    null,
    'muted',
    [],
    { microphone: 'on' },
    { microphone: 'on', camera: 'on', screen: 'maybe' },
    { microphone: 'on', camera: '<b>', screen: 'off' },
  ])('are not %j', (value) => {
    expect(readRemote(value)).toBeNull();
  });

  it('do not flicker faster than anyone switches', () => {
    const { lines, ann } = openBoth();
    lines.open();
    let changes = 0;
    ann.store.subscribe(() => changes++);
    for (let count = 0; count < 1000; count++) {
      const microphone = count % 2 ? 'on' : 'off';
      const body = JSON.stringify({ microphone, camera: 'on', screen: 'off' });
      lines.ann.receive(`["devices",${body}]`);
    }
    expect(changes).toBeLessThan(40);
  });
});
