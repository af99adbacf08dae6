export * from './content-published.js';
export * from './cost-incurred.js';
export * from './faults-in.js';
export * from './interaction-recorded.js';
export * from './task-outcome-reported.js';
