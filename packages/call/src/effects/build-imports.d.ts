/** Vite puts the worker into the script as text. */
declare module '*?worker&inline' {
  const InlineWorker: new () => Worker;
  export default InlineWorker;
}

/** A file beside the scripts. */
declare module '*?url&no-inline' {
  const address: string;
  export default address;
}

/** A script of its own; see `vite-plugin.ts`. */
declare module '*?address' {
  const address: string;
  export default address;
}

/** What has been learned, with its description, in base64; see there. */
declare module '*?described' {
  const model: string;
  export default model;
}
