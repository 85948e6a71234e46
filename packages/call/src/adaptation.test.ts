import { array, assert, constantFrom, double, integer, option, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Adaptation,
  ALL_IS_SENT,
  adapt,
  type CameraSize,
  cameraSizeOf,
  LAST_STEP,
  planOf,
  renewed,
} from './adaptation.ts';
import { type Sample, sampleOf } from './statistics.ts';
import { FROZEN, losing, recorded, SILENT, times, WELL } from './testing/series.ts';

/** The steps a series leads through, one for each sample. */
function stepsOf(samples: readonly Sample[], from: Adaptation = ALL_IS_SENT): number[] {
  let adaptation = from;
  return samples.map((sample) => {
    adaptation = adapt(adaptation, sample);
    return adaptation.step;
  });
}

/** The sizes that a series leads to, one for each sample. */
function sizesOf(samples: readonly Sample[], low = false): CameraSize[] {
  let adaptation = ALL_IS_SENT;
  let size: CameraSize = 'usual';
  return samples.map((sample) => {
    adaptation = adapt(adaptation, sample);
    size = cameraSizeOf(size, adaptation, sample, low);
    return size;
  });
}

const changesIn = (steps: readonly number[]) =>
  steps.filter((step, index) => index > 0 && step !== steps[index - 1]).length;

const carrying = (availableOutgoingBps: number): Sample => ({ ...WELL, availableOutgoingBps });

describe('what is sent', () => {
  it.each<[string, Sample]>([
    ['all is well', WELL],
    ['a little is lost', losing(0.05)],
    ['the path is long, but steady', { ...WELL, roundTripMs: 800 }],
    ['nobody speaks and there is no picture', SILENT],
    ['the picture of the other side is frozen', FROZEN],
    ['the browser tells no capacity', { ...WELL, availableOutgoingBps: null }],
  ])('stays everything while %s', (_what, sample) => {
    expect(new Set(stepsOf(times(100, sample)))).toEqual(new Set([0]));
  });

  it('stays everything while the estimate of a new connection rises', () => {
    const rising = [100_000, 200_000, 300_000, 400_000, 600_000, 1_200_000].map(carrying);
    expect(stepsOf([...rising, ...times(10, WELL)]).every((step) => step === 0)).toBe(true);
  });

  it('is no picture when every fifth packet is lost, and the voice is left alone', () => {
    const steps = stepsOf([...times(10, WELL), ...times(20, losing(0.2))]);
    expect(steps.at(-1)).toBe(LAST_STEP);
    const plan = planOf({ ...ALL_IS_SENT, step: LAST_STEP }, false);
    expect(plan.camera).toBeNull();
    expect(plan.audioBps).toBeGreaterThanOrEqual(24_000);
  });

  it('goes down at once when only 150 kbit/s are left, keeps a small picture, and comes back', () => {
    const steps = stepsOf([
      ...times(10, WELL),
      ...times(20, carrying(150_000)),
      ...times(60, WELL),
    ]);
    expect(new Set(steps.slice(12, 22))).toEqual(new Set([3]));
    // A try of more after a while, in vain.
    expect(Math.min(...steps.slice(12, 30))).toBeGreaterThanOrEqual(2);
    expect(Math.max(...steps)).toBe(3);
    expect(steps.at(-1)).toBe(0);
    // One at a time on the way up.
    for (const [index, step] of steps.entries()) {
      expect(step).toBeGreaterThanOrEqual((steps[index - 1] ?? 0) - 1);
    }
  });

  it('is everything again within half a minute of plenty, whatever failed before', () => {
    const tries = times(60, carrying(150_000)).concat(times(4, losing(0.3)));
    const steps = stepsOf([...times(10, WELL), ...tries, ...times(22, WELL)]);
    expect(steps.at(-23)).toBeGreaterThan(2);
    expect(steps.at(-1)).toBe(0);
  });

  it('goes down when packets queue up on the way', () => {
    const steps = stepsOf([...times(10, WELL), ...times(4, { ...WELL, roundTripMs: 1200 })]);
    expect(steps.at(-1)).toBeGreaterThan(0);
  });

  it('does not change for one bad moment', () => {
    expect(changesIn(stepsOf([...times(10, WELL), losing(0.5), ...times(10, WELL)]))).toBe(0);
  });

  it('follows what was recorded: down in the narrow, no further than needed, and up again', () => {
    const reports = recorded('narrow');
    const samples = reports
      .slice(1)
      .flatMap((report, index) => sampleOf(reports[index] ?? [], report) ?? []);
    const steps = stepsOf(samples);
    expect(steps.slice(0, 3)).toEqual([0, 0, 0]);
    expect(Math.max(...steps)).toBeGreaterThanOrEqual(2);
    expect(stepsOf([...samples, ...times(80, WELL)]).at(-1)).toBe(0);
  });

  it('has a picture again on a new path, but no more than before', () => {
    expect(renewed({ ...ALL_IS_SENT, step: LAST_STEP }).step).toBe(LAST_STEP - 1);
    expect(renewed({ ...ALL_IS_SENT, step: 2 }).step).toBe(2);
  });

  it('is little for whoever wants little, and no more when there is less', () => {
    const low = planOf(ALL_IS_SENT, true);
    expect(low.camera?.maxBps).toBeLessThanOrEqual(150_000);
    expect(low.camera?.maxFramesPerSecond).toBeLessThanOrEqual(15);
    expect(planOf({ ...ALL_IS_SENT, step: LAST_STEP }, true).camera).toBeNull();
  });

  it('never makes a screen smaller, only slower', () => {
    for (let step = 0; step < LAST_STEP; step++) {
      expect(planOf({ ...ALL_IS_SENT, step }, false).screen?.scaleDownBy).toBe(1);
    }
  });
});

/** A path that carries so much: what is above is lost, and the estimate says so a little late. */
function pathOf(capacityBps: number, tellsCapacity: boolean) {
  let told = 1_500_000;
  return ({ step }: Adaptation): Sample => {
    const { camera, audioBps } = planOf({ ...ALL_IS_SENT, step }, false);
    const wanted = (camera ? (camera.maxBps ?? 1_500_000) : 0) + audioBps;
    // Browsers that estimate send no more than that.
    const sent = tellsCapacity ? Math.min(wanted, Math.max(told, 60_000)) : wanted;
    const loss = Math.max(0, 1 - capacityBps / sent);
    told += (Math.min(capacityBps, 2 * sent) - told) / 2;
    return { ...losing(loss), availableOutgoingBps: tellsCapacity ? told : null };
  };
}

describe('no path makes it go up and down for ever', () => {
  it('on a path of any width', () => {
    assert(
      property(
        integer({ min: 10_000, max: 3_000_000 }),
        constantFrom(true, false),
        (bps, tells) => {
          const path = pathOf(bps, tells);
          let adaptation = ALL_IS_SENT;
          const steps: number[] = [];
          for (let sample = 0; sample < 800; sample++) {
            adaptation = adapt(adaptation, path(adaptation));
            steps.push(adaptation.step);
          }
          // The last ten minutes: a try now and then, and back.
          expect(changesIn(steps.slice(-400))).toBeLessThanOrEqual(16);
        },
      ),
    );
  });

  it('on a path that drops every picture and is said to be wide', () => {
    let adaptation = ALL_IS_SENT;
    const steps: number[] = [];
    for (let sample = 0; sample < 800; sample++) {
      const dropped = { ...losing(0.3), availableOutgoingBps: 4_000_000 };
      adaptation = adapt(adaptation, adaptation.step < LAST_STEP ? dropped : WELL);
      steps.push(adaptation.step);
    }
    // The last ten minutes: a try every half minute at the most.
    expect(changesIn(steps.slice(-400))).toBeLessThanOrEqual(50);
  });

  it('whatever is measured: up one at a time, after a wait, and always in range', () => {
    const anything = record({
      loss: double({ min: 0, max: 1, noNaN: true }),
      roundTripMs: option(integer({ min: 0, max: 5000 })),
      availableOutgoingBps: option(integer({ min: 0, max: 5_000_000 })),
    });
    assert(
      property(array(anything, { maxLength: 300 }), (series) => {
        const steps = stepsOf(series.map(({ loss, ...rest }) => ({ ...losing(loss), ...rest })));
        let lastUp = Number.NEGATIVE_INFINITY;
        for (const [index, step] of steps.entries()) {
          const before = steps[index - 1] ?? 0;
          expect(step).toBeGreaterThanOrEqual(0);
          expect(step).toBeLessThanOrEqual(LAST_STEP);
          if (step >= before) continue;
          expect(before - step).toBe(1);
          expect((index - lastUp) * 1500).toBeGreaterThanOrEqual(6000);
          lastUp = index;
        }
      }),
    );
  });
});

describe('the size of the camera', () => {
  it('is raised a moment after the beginning where there is plenty of room', () => {
    const sizes = sizesOf(times(10, carrying(4_000_000)));
    expect(sizes[0]).toBe('usual');
    expect(sizes.at(-1)).toBe('large');
  });

  it.each<[string, Sample, boolean]>([
    ['there is room for the usual one only', carrying(1_500_000), false],
    ['the browser tells no capacity', { ...WELL, availableOutgoingBps: null }, false],
    ['one of the two has asked for little', carrying(4_000_000), true],
    ['packets are lost', { ...losing(0.05), availableOutgoingBps: 4_000_000 }, false],
  ])('stays as it was opened while %s', (_what, sample, low) => {
    expect(new Set(sizesOf(times(40, sample), low))).toEqual(new Set(['usual']));
  });

  it('does not go up and down with an estimate that moves a little', () => {
    const moving = [2_100_000, 1_700_000, 1_300_000, 1_900_000].map(carrying);
    const sizes = sizesOf([...times(5, carrying(2_100_000)), ...moving, ...moving]);
    expect(new Set(sizes.slice(5))).toEqual(new Set(['large']));
  });

  it('goes back before the picture suffers', () => {
    const sizes = sizesOf([...times(5, carrying(4_000_000)), carrying(900_000)]);
    expect(sizes.slice(-2)).toEqual(['large', 'usual']);
  });
});
