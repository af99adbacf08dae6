import { readFileSync } from 'node:fs';

/** The system's version: all of its packages have the same. */
export const VERSION = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly version: string }
).version;
