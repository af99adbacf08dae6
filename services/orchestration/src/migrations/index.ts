import { Messaging1764000000000 } from './1764000000000-messaging.js';
import { Registry1764000000001 } from './1764000000001-registry.js';
import { Tasks1764000000002 } from './1764000000002-tasks.js';
import { Consolidation1764000000003 } from './1764000000003-consolidation.js';
import { Routing1764000000004 } from './1764000000004-routing.js';
import { HistoryAndRetention1764000000005 } from './1764000000005-history-and-retention.js';
import { Knowledge1764000000010 } from './1764000000010-knowledge.js';
import { Training1764000000011 } from './1764000000011-training.js';
import { TaskApprovals1764000000012 } from './1764000000012-task-approvals.js';
import { Mcp1764000000013 } from './1764000000013-mcp.js';
import { Schedules1764000000014 } from './1764000000014-schedules.js';
import { TasksOfOrders1764000000015 } from './1764000000015-tasks-of-orders.js';

/** In the order they were written. */
export const migrations = [
  Messaging1764000000000,
  Registry1764000000001,
  Tasks1764000000002,
  Consolidation1764000000003,
  Routing1764000000004,
  HistoryAndRetention1764000000005,
  Knowledge1764000000010,
  Training1764000000011,
  TaskApprovals1764000000012,
  Mcp1764000000013,
  Schedules1764000000014,
  TasksOfOrders1764000000015,
];
