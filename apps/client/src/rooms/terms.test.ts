import { describe, expect, it } from 'vitest';
import { en } from '../texts/en.ts';
import { isPast, stateOf } from './room-state.ts';
import { instantOf, isRoomTitle, isTimeOrEmpty } from './terms.ts';

describe('the time of a room', () => {
  it('is that of whoever sets it, or none', () => {
    expect(instantOf('2026-11-21T09:30')).toBe(new Date(2026, 10, 21, 9, 30).getTime());
    expect(instantOf('')).toBeNull();
    expect(instantOf('soon')).toBeNull();
    expect(isTimeOrEmpty('', en)).toBeNull();
    expect(isTimeOrEmpty('soon', en)).toBe('Give a day and a time.');
  });
});

it('has a title that is not too long', () => {
  expect(isRoomTitle('', en)).toBeNull();
  expect(isRoomTitle('x'.repeat(121), en)).not.toBeNull();
});

it('is past for ever, or not', () => {
  expect(isPast({ openness: 'not_yet' })).toBe(false);
  expect(isPast({ openness: 'revoked' })).toBe(true);
});

it('says who is inside while it is open, and two who finish after its time', () => {
  expect(stateOf({ openness: 'open', inside: 0 })).toBe('nobody');
  expect(stateOf({ openness: 'open', inside: 1 })).toBe('one');
  expect(stateOf({ openness: 'expired', inside: 2 })).toBe('two');
  expect(stateOf({ openness: 'expired', inside: 0 })).toBe('expired');
});
