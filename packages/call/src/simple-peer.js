// A plain `import 'simple-peer'` builds, but fails in the browser: "global is not defined". The
// published bundle brings what it needs. Its types are beside this file, so that they are found
// from every program that uses this package from source.
export { default as SimplePeer } from 'simple-peer/simplepeer.min.js';
