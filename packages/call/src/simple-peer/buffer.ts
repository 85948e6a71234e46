/** In the place of Node's `Buffer`, which is a Uint8Array with more methods. */
export const Buffer = {
  from: (bytes: ArrayBuffer): Uint8Array<ArrayBuffer> => new Uint8Array(bytes),
};
