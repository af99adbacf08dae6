import { Chain1764000000000 } from './1764000000000-chain.js';

/** In the order they were written. */
export const migrations = [Chain1764000000000];
