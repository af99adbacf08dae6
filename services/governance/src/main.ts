import { bootstrap } from '@vividwalls/platform';
import { governance } from './service.js';

await bootstrap(governance);
