/** In the place of `randombytes`, of which only the hexadecimal digits are asked for. */
function randomBytes(size: number): { toString(encoding: 'hex'): string } {
  const bytes = crypto.getRandomValues(new Uint8Array(size));
  return {
    toString: () => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
  };
}

export { randomBytes as 'module.exports' };
