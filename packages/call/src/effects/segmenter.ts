// A file of its own: found by its address in the worker that paints, and loaded by nothing else.

import modelText from '@mediapipe/selfie_segmentation/selfie_segmentation.tflite?described';
import { ImageSegmenter } from '@mediapipe/tasks-vision';
import loaderAddress from '@mediapipe/tasks-vision/vision_wasm_module_internal.js?url&no-inline';
import wasmAddress from '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url&no-inline';
import type { Segmenter } from './segmenter-types.ts';

type ModuleFactory = (options: object) => Promise<unknown>;

/** In a worker only: it leaves a global name behind while it opens. */
export async function openSegmenter(): Promise<Segmenter> {
  const { default: createModule }: { default: ModuleFactory } = await import(
    /* @vite-ignore */ new URL(loaderAddress, import.meta.url).href
  );
  Object.assign(globalThis, {
    // It would tell the console how it gets on, in two ways.
    custom_dbg: () => {},
    ModuleFactory: (options: object) =>
      createModule({ ...options, print: () => {}, printErr: () => {} }),
  });
  const segmenter = await ImageSegmenter.createFromOptions(
    // The loader is here already: a worker of the plain kind could not load it as a script.
    { wasmLoaderPath: '', wasmBinaryPath: new URL(wasmAddress, import.meta.url).href },
    {
      // Of this little a GPU makes no more, and where there is none it would take half a second.
      baseOptions: { modelAssetBuffer: bytesOf(modelText), delegate: 'CPU' },
      runningMode: 'IMAGE',
      canvas: new OffscreenCanvas(1, 1),
    },
  );
  return (picture, onConfidences) =>
    segmenter.segment(picture, ({ confidenceMasks }) => {
      const person = confidenceMasks?.[0];
      if (person) onConfidences(person.getAsFloat32Array());
    });
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
