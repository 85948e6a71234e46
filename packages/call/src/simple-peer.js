// Its source, for browsers without the Node polyfills that are four fifths of its published
// bundle: `vite-plugin.ts` puts `simple-peer/` in their place. In Node, where no peer is ever made,
// it finds the packages it was written for. Its types are beside this file, so that they are found
// from every program that uses this package from source.
export { default as SimplePeer } from 'simple-peer';
