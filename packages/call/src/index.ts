export * from './contract.ts';
export * from './media-types.ts';
