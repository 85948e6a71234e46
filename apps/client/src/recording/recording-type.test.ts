import { expect, it } from 'vitest';
import { recordingTypeOf } from './recording-type.ts';

it('records WebM where it is to be trusted', () => {
  expect(recordingTypeOf('voice', 'Google Inc.', () => true)).toBe('audio/webm;codecs=opus');
  expect(recordingTypeOf('picture', '', () => true)).toBe('video/webm;codecs=vp8,opus');
});

it('records MP4 in Safari, whatever it says of WebM', () => {
  expect(recordingTypeOf('voice', 'Apple Computer, Inc.', () => true)).toBe(
    'audio/mp4;codecs=mp4a.40.2',
  );
});

it('takes what there is', () => {
  expect(recordingTypeOf('picture', '', (type) => type === 'video/mp4')).toBe('video/mp4');
});

it('says so when there is nothing', () => {
  expect(recordingTypeOf('voice', '', () => false)).toBeNull();
});
