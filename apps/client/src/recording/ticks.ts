// A worker that says when it is time: `postMessage(everyMs)` starts it.
globalThis.addEventListener('message', ({ data }: MessageEvent<number>) => {
  setInterval(() => postMessage(null, { transfer: [] }), data);
});
