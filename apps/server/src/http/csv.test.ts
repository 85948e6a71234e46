import type { ConsultationId } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import type { WholePast } from '../storage/history.ts';
import { csvCell, csvHeader, csvLine } from './csv.ts';

describe('a cell', () => {
  it.each([
    ['Ann', 'Ann'],
    ['', ''],
    ['Kim, Min-ji', '"Kim, Min-ji"'],
    ['say "yes"', '"say ""yes"""'],
    ['two\nlines', '"two\nlines"'],
    ['환불', '환불'],
    ['1 - 2', '1 - 2'],
  ])('holds words as they are: %j', (words, cell) => {
    expect(csvCell(words)).toBe(cell);
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '\n=1',
    '=HYPERLINK("a","b")',
    '＝1',
    '＋1',
    '－1',
    '＠SUM(A1)',
  ])('is no formula to a spreadsheet: %j', (words) => {
    expect(csvCell(words).replace(/^"/, '')).toMatch(/^'/);
  });
});

describe('a line', () => {
  const past: WholePast = {
    id: '1' as ConsultationId,
    name: '',
    reason: 'Contract',
    media: 'video',
    locale: 'und',
    joinedAt: 0,
    calledBackFrom: null,
    acceptedAt: 0,
    startedAt: 0,
    endedAt: 1000,
    endReason: 'completed',
    endedBy: null,
    endMessage: '',
    consultant: null,
    tags: [],
    rating: null,
    comment: '',
    notes: '',
    hasRecording: true,
    inRoom: true,
    erasedAt: 2000,
  };

  it('tells of a meeting in a room, and of what was erased', () => {
    const values = csvLine(past).trim().split(',');
    const cells = Object.fromEntries(
      csvHeader()
        .trim()
        .split(',')
        .map((name, index) => [name, values[index]]),
    );
    expect(cells).toMatchObject({
      reason: 'Contract',
      recording: 'yes',
      in_room: 'yes',
      erased: '1970-01-01T00:00:02.000Z',
    });
  });

  it('has a cell for everything that the JSON tells', () => {
    expect(csvHeader().split(',')).toHaveLength(Object.keys(past).length + 2);
  });
});
