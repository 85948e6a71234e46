import { createLevelMeter } from './level.ts';

/** As loud as speech into a laptop: some -30 dB of full scale. */
const SPEECH_LEVEL = 0.5;
/** Of the last readings, a second's worth, so many are speech: no cough, no key. */
const READINGS = 12;
const SPOKEN_READINGS = 6;

/** Do these levels, the latest last, sound like somebody speaking? */
export function isSpeech(levels: readonly number[]): boolean {
  return levels.slice(-READINGS).filter((level) => level >= SPEECH_LEVEL).length >= SPOKEN_READINGS;
}

/**
 * Notices somebody speaking into a muted microphone. A muted track is silent to the page as well, so
 * a copy of it is listened to, for its loudness only; it is neither sent nor kept.
 *
 * @returns the release
 */
export function watchMutedSpeech(voice: MediaStreamTrack, onSpeech: () => void): () => void {
  const copy = voice.clone();
  copy.enabled = true;
  let levels: number[] = [];
  const release = createLevelMeter(new MediaStream([copy]), (level) => {
    levels = [...levels, level].slice(-READINGS);
    if (!isSpeech(levels)) return;
    levels = [];
    onSpeech();
  });
  return () => {
    release();
    copy.stop();
  };
}
