export * from './limits.js';
export * from './outbox-republished.js';
export * from './outbox-unparked.js';
export * from './replay-ended.js';
export * from './replay-started.js';
