export { afterCommit } from './after-commit.js';
export * from './array-literal.js';
export * from './data-source.js';
export * from './group-commit.js';
export * from './infrastructure-failure.js';
export * from './migrate.js';
export * from './parameters.js';
export * from './planned-query.js';
export * from './service-roles.js';
