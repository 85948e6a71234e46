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

/** The mean difference of luma between two decoded frames; 0 while there are none. */
export async function differenceBetweenFrames(element: Element): Promise<number> {
  const video = element as HTMLVideoElement;
  if (video.videoWidth <= 2 || video.videoHeight <= 2) return 0;
  const frame = () =>
    new Promise<Uint8ClampedArray | null>((resolve) => {
      const canvas = document.createElement('canvas');
      canvas.width = 64;
      canvas.height = 48;
      const context = canvas.getContext('2d');
      const giveUp = setTimeout(() => resolve(null), 2000);
      video.requestVideoFrameCallback(() => {
        clearTimeout(giveUp);
        context?.drawImage(video, 0, 0, 64, 48);
        resolve(context?.getImageData(0, 0, 64, 48).data ?? null);
      });
    });
  const [first, second] = [await frame(), await frame()];
  if (!first || !second) return 0;
  let difference = 0;
  for (let index = 0; index < first.length; index += 4) {
    difference += Math.abs((first[index] ?? 0) - (second[index] ?? 0));
  }
  return difference / (first.length / 4);
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
