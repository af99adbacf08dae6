import { Books1764000000000 } from './1764000000000-books.js';
import { OutboxPosition1764000000001 } from './1764000000001-outbox-position.js';
import { WholeBooks1764000000002 } from './1764000000002-whole-books.js';
import { Attribution1764000000003 } from './1764000000003-attribution.js';
import { Commissions1764000000004 } from './1764000000004-commissions.js';
import { Budgets1764000000005 } from './1764000000005-budgets.js';
import { Reports1764000000006 } from './1764000000006-reports.js';
import { Leave1764000000007 } from './1764000000007-leave.js';
import { OrderNumbers1764000000008 } from './1764000000008-order-numbers.js';
import { AgentSpending1764000000009 } from './1764000000009-agent-spending.js';

/** In the order they were written. */
export const migrations = [
  Books1764000000000,
  OutboxPosition1764000000001,
  WholeBooks1764000000002,
  Attribution1764000000003,
  Commissions1764000000004,
  Budgets1764000000005,
  Reports1764000000006,
  Leave1764000000007,
  OrderNumbers1764000000008,
  AgentSpending1764000000009,
];
