export { migrations } from './migrations/index.js';
export { gateway as definition } from './service.js';
