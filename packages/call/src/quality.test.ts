import { describe, expect, it } from 'vitest';
import { judge, readQualityNews, UNJUDGED } from './quality.ts';
import type { QualityLevel } from './quality-types.ts';
import { type Sample, sampleOf } from './statistics.ts';
import { CUT, FROZEN, losing, recorded, SILENT, times, WELL } from './testing/series.ts';

/** The levels of a series, each told once. */
function levelsOf(samples: readonly Sample[]): QualityLevel[] {
  let judgement = UNJUDGED;
  const levels: QualityLevel[] = [];
  for (const sample of samples) {
    judgement = judge(judgement, sample);
    if (judgement.level && judgement.level !== levels.at(-1)) levels.push(judgement.level);
  }
  return levels;
}

const samplesOf = (name: Parameters<typeof recorded>[0]) => {
  const reports = recorded(name);
  return reports.slice(1).flatMap((report, index) => sampleOf(reports[index] ?? [], report) ?? []);
};

describe('the quality of a call', () => {
  it.each<[string, readonly Sample[], readonly QualityLevel[]]>([
    ['all is well', times(20, WELL), ['good']],
    ['long silence', [WELL, ...times(40, SILENT)], ['good']],
    ['silence, checked now and then', times(40, SILENT).flatMap((quiet) => [quiet, CUT]), ['good']],
    ['2 % loss', [...times(4, WELL), ...times(20, losing(0.02))], ['good', 'fair']],
    ['5 % loss', [...times(4, WELL), ...times(20, losing(0.05))], ['good', 'poor']],
    ['20 % loss', [...times(4, WELL), ...times(20, losing(0.2))], ['good', 'poor']],
    ['800 ms there and back', times(20, { ...WELL, roundTripMs: 800 }), ['poor']],
    ['a frozen picture', [...times(4, WELL), ...times(20, FROZEN)], ['good', 'poor']],
    ['nothing any more', [...times(4, WELL), ...times(20, CUT)], ['good', 'lost']],
    ['back after nothing', [WELL, ...times(20, CUT), ...times(9, WELL)], ['good', 'lost', 'good']],
    ['loss that ends', [...times(9, losing(0.2)), ...times(20, WELL)], ['poor', 'good']],
  ])('with %s', (_what, samples, levels) => {
    expect(levelsOf(samples)).toEqual(levels);
  });

  it('does not change for one bad moment', () => {
    expect(
      levelsOf([...times(5, WELL), { ...WELL, roundTripMs: 2000 }, ...times(5, WELL)]),
    ).toEqual(['good']);
    expect(levelsOf([...times(5, WELL), CUT, ...times(5, WELL)])).toEqual(['good']);
  });

  it('does not flicker at a threshold', () => {
    const around = Array.from({ length: 60 }, (_, index) => losing(index % 2 ? 0.0105 : 0.0095));
    expect(levelsOf(around).length).toBeLessThanOrEqual(2);
  });

  it('follows what was recorded', () => {
    expect(levelsOf(samplesOf('loss')).at(0)).toBe('good');
    expect(levelsOf(samplesOf('loss')).at(-1)).toBe('poor');
    expect(levelsOf(samplesOf('narrow'))).toContain('poor');
    expect(levelsOf(samplesOf('narrow')).at(-1)).toBe('good');
    expect(levelsOf(samplesOf('cut'))).toEqual(['good', 'lost']);
  });
});

describe('what the other side says of its own', () => {
  it('is one of the levels, or not known', () => {
    const well = { level: 'fair', picture: 'sent', lowData: false };
    expect(readQualityNews({ level: 'fair' })).toEqual(well);
    expect(readQualityNews({ ...well, level: null })).toEqual({ ...well, level: null });
    expect(readQualityNews({ ...well, level: '<b>good</b>' })).toEqual({ ...well, level: null });
  });

  it('is whether its picture is paused, and whether it wants little', () => {
    const struggling = { level: 'poor', picture: 'paused', lowData: true };
    expect(readQualityNews(struggling)).toEqual(struggling);
    expect(readQualityNews({ level: 'poor', picture: 1, lowData: 'yes' })).toEqual({
      level: 'poor',
      picture: 'sent',
      lowData: false,
    });
  });

  it.each([['good'], [null], [17], [[]], [{}]])('is nothing when it is %o', (body) => {
    expect(readQualityNews(body)).toBeNull();
  });
});
