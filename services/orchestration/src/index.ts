export { migrations } from './migrations/index.js';
export { orchestration as definition } from './service.js';
