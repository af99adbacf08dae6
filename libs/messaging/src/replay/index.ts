export * from './archive-reader.js';
export * from './outbox-archive-reader.js';
export * from './replay-errors.js';
export * from './replay.js';
export * from './replayable-model.js';
export * from './replays.js';
export { replayConsumerName } from './sources/replay-consumer.js';
export { isSuppressed } from './suppressed-transactions.js';
export * from './tables/read-model-tables.js';
