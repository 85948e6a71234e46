// What the fake cameras and microphones show and say: made once, from nothing but code and a voice.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '.media');

export const media = {
  /** Bars that move to the right: Y4M, 640×480, 15 frames a second. */
  callerCamera: path.join(folder, 'caller.y4m'),
  /** The same, moving down. */
  consultantCamera: path.join(folder, 'consultant.y4m'),
  callerVoice: path.join(folder, 'caller.wav'),
  consultantVoice: path.join(folder, 'consultant.wav'),
  /** 1000 Hz, on and off, so that no browser takes it for noise. */
  beeps: path.join(folder, 'beeps.wav'),
  /** A second of nothing. */
  silence: path.join(folder, 'silence.wav'),
} as const;

export default function makeMedia(): void {
  mkdirSync(folder, { recursive: true });
  writeOnce(media.callerCamera, () => movingBars('right'));
  writeOnce(media.consultantCamera, () => movingBars('down'));
  writeOnce(media.beeps, beeps);
  writeOnce(media.silence, () => wave(Buffer.alloc(rate * 2)));
  speak(
    media.callerVoice,
    'Hello, this is the caller. I am waiting for help with my order, number ten forty two.',
  );
  speak(
    media.consultantVoice,
    'Good morning, this is the consultant speaking. How may I help you today?',
  );
}

const rate = 48_000;

function beeps(): Buffer {
  const seconds = 4;
  const samples = Buffer.alloc(rate * seconds * 2);
  for (let index = 0; index < rate * seconds; index += 1) {
    const isOn = Math.floor(index / (rate / 4)) % 2 === 0;
    const sample = isOn ? Math.sin((2 * Math.PI * 1000 * index) / rate) * 12_000 : 0;
    samples.writeInt16LE(Math.round(sample), index * 2);
  }
  return wave(samples);
}

/** One channel of 16 bits. @see http://soundfile.sapp.org/doc/WaveFormat/ */
function wave(samples: Buffer): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

function writeOnce(file: string, content: () => Buffer): void {
  if (!existsSync(file)) writeFileSync(file, content());
}

function speak(file: string, words: string): void {
  if (!existsSync(file)) execFileSync('espeak-ng', ['-a', '180', '-w', file, words]);
}

/** @see https://wiki.multimedia.cx/index.php/YUV4MPEG2 */
function movingBars(direction: 'right' | 'down'): Buffer {
  const [width, height, frames] = [640, 480, 30];
  const parts = [Buffer.from(`YUV4MPEG2 W${width} H${height} F15:1 Ip A1:1 C420jpeg\n`)];
  for (let frame = 0; frame < frames; frame += 1) {
    const luma = Buffer.alloc(width * height);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const along = direction === 'right' ? x : y;
        const period = direction === 'right' ? width / 4 : height / 4;
        const moved = (along + (frame * period) / 15) % period;
        luma[y * width + x] = moved < period / 2 ? 60 : 200;
      }
    }
    const chroma = Buffer.alloc((width * height) / 4, direction === 'right' ? 110 : 150);
    parts.push(Buffer.from('FRAME\n'), luma, chroma, chroma);
  }
  return Buffer.concat(parts);
}
