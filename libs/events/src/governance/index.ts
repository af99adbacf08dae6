export * from './act-approval-decided.js';
export * from './act-approval-delegated.js';
export * from './act-approval-requested.js';
export * from './act-approval-undeliverable.js';
export * from './act-approval-used.js';
export * from './act-approval-voted.js';
export * from './approval-policy-set.js';
export * from './approval-told.js';
