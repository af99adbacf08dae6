import { bootstrap } from '@vividwalls/platform';
import { orchestration } from './service.js';

await bootstrap(orchestration);
