import type { PictureEffect } from './effect-types.ts';

export type Context = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** So many pixels wide is a face no longer one, yet somebody is there. */
const BLURRED_WIDTH = 20;

/** What is drawn on: the picture itself, and something small, of any size. */
export interface Canvases {
  readonly picture: Context;
  readonly small: Context;
}

/** The same frame, small: whoever has no more to do with it than to blur it need not draw all of it. */
export interface Masked {
  readonly small: CanvasImageSource;
  /** Opaque where somebody is. */
  readonly mask: CanvasImageSource;
}

/**
 * Draws a frame with an effect, by drawing alone: blending and scaling are quick everywhere, while
 * Safari has no filters on a canvas.
 *
 * @param masked without it all is background
 */
export function paint(
  canvases: Canvases,
  frame: CanvasImageSource,
  size: Size,
  effect: PictureEffect,
  masked: Masked | null = null,
): void {
  const context = canvases.picture;
  const { width, height } = size;
  context.globalCompositeOperation = 'source-over';
  switch (effect) {
    case 'none':
      return context.drawImage(frame, 0, 0, width, height);
    case 'blur_background':
      if (!masked) return blur(canvases, frame, size);
      // The person, cut out of the frame, and then what is behind.
      context.globalCompositeOperation = 'copy';
      context.imageSmoothingQuality = 'low';
      context.drawImage(masked.mask, 0, 0, width, height);
      context.globalCompositeOperation = 'source-in';
      context.drawImage(frame, 0, 0, width, height);
      context.globalCompositeOperation = 'destination-over';
      return blur(canvases, masked.small, size);
    case 'soft_blur':
      return blur(canvases, frame, size);
    case 'grey':
      context.drawImage(frame, 0, 0, width, height);
      // The colourfulness of grey, with the light of the picture.
      return blend(context, 'saturation', 'rgb(128 128 128)', size);
    case 'warm':
      context.drawImage(frame, 0, 0, width, height);
      return blend(context, 'multiply', 'rgb(255 232 196)', size);
    case 'high_contrast':
      context.drawImage(frame, 0, 0, width, height);
      // Over itself, light grows lighter and dark darker.
      context.globalCompositeOperation = 'overlay';
      return context.drawImage(frame, 0, 0, width, height);
    default:
      return effect satisfies never;
  }
}

function blend(
  context: Context,
  operation: GlobalCompositeOperation,
  colour: string,
  { width, height }: Size,
): void {
  context.globalCompositeOperation = operation;
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
}

/** Made small, and then large again. */
function blur({ picture, small }: Canvases, frame: CanvasImageSource, size: Size): void {
  const smallHeight = Math.max(1, Math.round((BLURRED_WIDTH * size.height) / size.width));
  resize(small, { width: BLURRED_WIDTH, height: smallHeight });
  small.imageSmoothingQuality = 'high';
  small.drawImage(frame, 0, 0, BLURRED_WIDTH, smallHeight);
  picture.imageSmoothingQuality = 'high';
  picture.drawImage(small.canvas, 0, 0, size.width, size.height);
}

/** Setting a canvas to the size it has would clear it and its settings, for nothing. */
export function resize({ canvas }: Context, { width, height }: Size): void {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
}
