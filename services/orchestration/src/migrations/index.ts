import { Messaging1764000000000 } from './1764000000000-messaging.js';

/** In the order they were written. */
export const migrations = [Messaging1764000000000];
