export { eventually, type EventuallyOptions } from './eventually.js';
export * from './faults/index.js';
export { createTestDatabase, TEST_ROLE_PASSWORD, type TestDatabase } from './test-database.js';
export { natsOptions, startTestNats } from './test-nats.js';
export { testRedis, type TestRedis } from './test-redis.js';
export { testFolder, testRunVariable, type TestRunVariable } from './test-run.js';
export {
  freePort,
  isAlive,
  type NatsServer,
  type PostgresServer,
  startPostgres,
  type RedisServer,
  startRedis,
} from '@vividwalls/local';
