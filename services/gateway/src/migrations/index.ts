import { Door1764000000000 } from './1764000000000-door.js';
import { OutboxPosition1764000000001 } from './1764000000001-outbox-position.js';
import { DeadLetters1764000000002 } from './1764000000002-dead-letters.js';
import { Rebuilds1764000000003 } from './1764000000003-rebuilds.js';
import { AgentKeys1764000000004 } from './1764000000004-agent-keys.js';
import { Sessions1764000000005 } from './1764000000005-sessions.js';
import { KeysLastUsed1764000000006 } from './1764000000006-keys-last-used.js';
import { LettersByJob1764000000007 } from './1764000000007-letters-by-job.js';

/** In the order they were written. */
export const migrations = [
  Door1764000000000,
  OutboxPosition1764000000001,
  DeadLetters1764000000002,
  Rebuilds1764000000003,
  AgentKeys1764000000004,
  Sessions1764000000005,
  KeysLastUsed1764000000006,
  LettersByJob1764000000007,
];
