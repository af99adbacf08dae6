import { Chain1764000000000 } from './1764000000000-chain.js';
import { OutboxPosition1764000000001 } from './1764000000001-outbox-position.js';
import { Verification1764000000002 } from './1764000000002-verification.js';

/** In the order they were written. */
export const migrations = [Chain1764000000000, OutboxPosition1764000000001, Verification1764000000002];
