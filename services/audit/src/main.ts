import { bootstrap } from '@vividwalls/platform';
import { audit } from './service.js';

await bootstrap(audit);
