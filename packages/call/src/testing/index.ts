export { callIn } from './call-in.ts';
export { mediaOf, openWith } from './media-of.ts';
