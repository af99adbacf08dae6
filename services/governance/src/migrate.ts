import { migrateFromEnvironment } from '@vividwalls/platform';
import { migrations } from './migrations/index.js';

await migrateFromEnvironment('governance', migrations);
