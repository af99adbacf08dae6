import { bootstrap } from '@vividwalls/platform';
import { finance } from './service.js';

await bootstrap(finance);
