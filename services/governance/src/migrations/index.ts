import { Messaging1764000000000 } from './1764000000000-messaging.js';
import { Policies1764000000001 } from './1764000000001-policies.js';
import { Approvals1764000000002 } from './1764000000002-approvals.js';
import { EndedTasks1764000000003 } from './1764000000003-ended-tasks.js';
import { ApprovalsOfTasks1764000000004 } from './1764000000004-approvals-of-tasks.js';
import { ApprovalsThatWaited1764000000005 } from './1764000000005-approvals-that-waited.js';
import { ApprovalsBySubject1764000000006 } from './1764000000006-approvals-by-subject.js';

/** In the order they were written. */
export const migrations = [
  Messaging1764000000000,
  Policies1764000000001,
  Approvals1764000000002,
  EndedTasks1764000000003,
  ApprovalsOfTasks1764000000004,
  ApprovalsThatWaited1764000000005,
  ApprovalsBySubject1764000000006,
];
