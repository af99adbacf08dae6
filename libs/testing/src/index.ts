export { eventually, type EventuallyOptions } from './eventually.js';
export { createTestDatabase, TEST_ROLE_PASSWORD, type TestDatabase } from './testDatabase.js';
export { natsOptions, startTestNats } from './testNats.js';
export { testRedis, type TestRedis } from './testRedis.js';
export { testFolder, testRunVariable, type TestRunVariable } from './testRun.js';
export {
  freePort,
  isAlive,
  type NatsServer,
  type PostgresServer,
  startPostgres,
  type RedisServer,
  startRedis,
} from '@vividwalls/local';
