import type { PictureEffect } from './effect-types.ts';

type Context = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** So many pixels wide is a face no longer one, yet somebody is there. */
const BLURRED_WIDTH = 20;

/**
 * Draws a frame with an effect, by drawing alone: blending and scaling are quick everywhere, while
 * Safari has no filters on a canvas.
 *
 * @param scratch for what is drawn on the way; any size
 */
export function paint(
  context: Context,
  scratch: Context,
  frame: CanvasImageSource,
  { width, height }: Size,
  effect: PictureEffect,
): void {
  context.globalCompositeOperation = 'source-over';
  switch (effect) {
    case 'none':
      return context.drawImage(frame, 0, 0, width, height);
    case 'soft_blur':
      return blur(context, scratch, frame, { width, height });
    case 'grey':
      context.drawImage(frame, 0, 0, width, height);
      // The colourfulness of grey, with the light of the picture.
      return blend(context, 'saturation', 'rgb(128 128 128)', { width, height });
    case 'warm':
      context.drawImage(frame, 0, 0, width, height);
      return blend(context, 'multiply', 'rgb(255 232 196)', { width, height });
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
function blur(context: Context, scratch: Context, frame: CanvasImageSource, size: Size): void {
  const smallHeight = Math.max(1, Math.round((BLURRED_WIDTH * size.height) / size.width));
  scratch.canvas.width = BLURRED_WIDTH;
  scratch.canvas.height = smallHeight;
  scratch.imageSmoothingEnabled = true;
  scratch.imageSmoothingQuality = 'high';
  scratch.drawImage(frame, 0, 0, BLURRED_WIDTH, smallHeight);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(scratch.canvas, 0, 0, size.width, size.height);
}
