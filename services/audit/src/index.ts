export { migrations } from './migrations/index.js';
export { audit as definition } from './service.js';
