// For pictures of the product: people are easier to look at than test bars. Drawn, not photographed.
import { writeFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

interface Portrait {
  readonly wall: string;
  readonly shirt: string;
  readonly skin: string;
  readonly hair: string;
  readonly longHair: boolean;
}

export const MIN_JI: Portrait = {
  wall: '#cfe0d8',
  shirt: '#d9643a',
  skin: '#f1cfae',
  hair: '#2b2024',
  longHair: true,
};

export const DANAS: Portrait = {
  wall: '#d7dcea',
  shirt: '#2f5d8a',
  skin: '#d9a67c',
  hair: '#5a3a22',
  longHair: false,
};

const FRAMES = 12;

/** Writes a Y4M of 640×480 at 6 frames a second, in which the person nods and speaks. */
export async function drawPortrait(browser: Browser, portrait: Portrait, file: string) {
  const page = await browser.newPage();
  const frames: Buffer[] = [Buffer.from('YUV4MPEG2 W640 H480 F6:1 Ip A1:1 C420jpeg\n')];
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const planes = await page.evaluate(planesOf, svgOf(portrait, frame));
    frames.push(Buffer.from('FRAME\n'), Buffer.from(planes, 'base64'));
  }
  await page.close();
  writeFileSync(file, Buffer.concat(frames));
}

function svgOf({ wall, shirt, skin, hair, longHair }: Portrait, frame: number): string {
  const nod = Math.round(Math.sin((frame / FRAMES) * 2 * Math.PI) * 5);
  const mouth = 5 + (frame % 3) * 4;
  const eye = frame === 7 ? 1 : 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">
    <rect width="640" height="480" fill="${wall}"/>
    <rect x="40" y="40" width="130" height="170" rx="6" fill="#fff" opacity=".6"/>
    <rect x="500" y="250" width="100" height="230" rx="8" fill="#000" opacity=".07"/>
    <g transform="translate(0 ${nod})">
      ${longHair ? `<path d="M215 210q0-130 105-130t105 130v170h-210z" fill="${hair}"/>` : ''}
      <path d="M140 480q10-130 130-140h100q120 10 130 140z" fill="${shirt}"/>
      <path d="M280 300h80v60q-40 36-80 0z" fill="${skin}"/>
      <ellipse cx="320" cy="220" rx="82" ry="102" fill="${skin}"/>
      <path d="M232 205q-4-110 88-112t90 112q-22-58-72-64q-70-4-106 64z" fill="${hair}"/>
      <g fill="#2a2326">
        <ellipse cx="288" cy="218" rx="8" ry="${eye}"/><ellipse cx="352" cy="218" rx="8" ry="${eye}"/>
      </g>
      <g stroke="${hair}" stroke-width="5" stroke-linecap="round" fill="none">
        <path d="M272 194q16-10 32-2"/><path d="M336 192q16-8 32 2"/>
      </g>
      <path d="M318 226l-8 30h16" stroke="#0003" stroke-width="4" fill="none" stroke-linecap="round"/>
      <ellipse cx="320" cy="282" rx="22" ry="${mouth}" fill="#8c3b3b"/>
    </g></svg>`;
}

/** In the page: the three planes of YUV 4:2:0 (full range), base64. */
async function planesOf(svg: string): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [640, 480];
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, 640, 480);
  const planes = new Uint8Array(640 * 480 * 1.5);
  const at = (index: number) => data[index] ?? 0;
  for (let y = 0; y < 480; y += 1) {
    for (let x = 0; x < 640; x += 1) {
      const pixel = (y * 640 + x) * 4;
      const [red, green, blue] = [at(pixel), at(pixel + 1), at(pixel + 2)];
      planes[y * 640 + x] = 0.299 * red + 0.587 * green + 0.114 * blue;
      if (x % 2 || y % 2) continue;
      const chroma = 640 * 480 + (y / 2) * 320 + x / 2;
      planes[chroma] = 128 - 0.169 * red - 0.331 * green + 0.5 * blue;
      planes[chroma + 320 * 240] = 128 + 0.5 * red - 0.419 * green - 0.081 * blue;
    }
  }
  let text = '';
  for (let from = 0; from < planes.length; from += 8192) {
    text += String.fromCharCode(...planes.subarray(from, from + 8192));
  }
  return btoa(text);
}
