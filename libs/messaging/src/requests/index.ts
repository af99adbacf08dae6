export * from './answerers.js';
export type { BreakerSettings, BreakerState } from './breakers.js';
export * from './contract.js';
export * as requestLimits from './limits.js';
export * from './request-errors.js';
export * from './request-server.js';
export * from './requests.js';
export { REQUEST_HEADERS } from './wire.js';
