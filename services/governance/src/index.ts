export { migrations } from './migrations/index.js';
export { governance as definition } from './service.js';
