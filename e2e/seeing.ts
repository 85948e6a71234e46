import { expect, type Locator } from '@playwright/test';

/** Waits until a video shows pictures that are real (larger than 2×2) and move. */
export async function expectMovingPicture(video: Locator): Promise<void> {
  await expect(video).toBeVisible();
  await expect
    .poll(() => video.evaluate(differenceBetweenFrames), { message: 'a moving picture' })
    .toBeGreaterThan(1);
}

/** Waits until the sound that a video plays is not silence. */
export async function expectSound(video: Locator): Promise<void> {
  await expect.poll(() => video.evaluate(peakOfSound), { message: 'sound' }).toBeGreaterThan(0.02);
}

/**
 * How far what is shown goes away from its first frame within two seconds, as the mean difference of
 * a colour's values; 0 while there are no frames. Returns as soon as that is more than 1.
 */
export async function differenceBetweenFrames(element: Element): Promise<number> {
  const video = element as HTMLVideoElement;
  if (video.videoWidth <= 2 || video.videoHeight <= 2) return 0;
  const canvas = document.createElement('canvas');
  canvas.width = 64;
  canvas.height = 48;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const until = performance.now() + 2000;
  const frame = () =>
    new Promise<Uint8ClampedArray | null>((resolve) => {
      const giveUp = setTimeout(() => resolve(null), until - performance.now());
      video.requestVideoFrameCallback(() => {
        clearTimeout(giveUp);
        context?.drawImage(video, 0, 0, 64, 48);
        resolve(context?.getImageData(0, 0, 64, 48).data ?? null);
      });
    });
  const first = await frame();
  if (!first) return 0;
  let furthest = 0;
  while (furthest <= 1 && performance.now() < until) {
    const later = await frame();
    if (!later) break;
    let difference = 0;
    for (const [index, value] of later.entries()) {
      difference += Math.abs(value - (first[index] ?? 0));
    }
    // Of each pixel's four values one is how opaque it is, which never changes.
    furthest = Math.max(furthest, difference / ((later.length / 4) * 3));
  }
  return furthest;
}

/** The loudest sample, 0 to 1, of two seconds of the stream's sound. */
async function peakOfSound(element: Element): Promise<number> {
  const stream = (element as HTMLVideoElement).srcObject;
  if (!(stream instanceof MediaStream) || stream.getAudioTracks().length === 0) return 0;
  const context = new AudioContext();
  await context.resume();
  const analyser = context.createAnalyser();
  analyser.fftSize = 2048;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let peak = 0;
  const until = performance.now() + 2000;
  while (performance.now() < until && peak < 0.05) {
    await new Promise(requestAnimationFrame);
    analyser.getFloatTimeDomainData(samples);
    for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  }
  await context.close();
  return peak;
}
