import { Books1764000000000 } from './1764000000000-books.js';

/** In the order they were written. */
export const migrations = [Books1764000000000];
