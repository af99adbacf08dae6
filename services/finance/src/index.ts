export { migrations } from './migrations/index.js';
export { finance as definition } from './service.js';
