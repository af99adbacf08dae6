import { Door1764000000000 } from './1764000000000-door.js';

/** In the order they were written. */
export const migrations = [Door1764000000000];
