import { bootstrap } from '@vividwalls/platform';
import { gateway } from './service.js';

await bootstrap(gateway);
