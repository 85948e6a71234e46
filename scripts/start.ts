// One process from here on, so that signals reach the server and nothing else.
import { buildIfNeeded } from './build.ts';

await buildIfNeeded();
await import('../apps/server/src/main.ts');
