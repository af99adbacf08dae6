// One Jest run for the workspace: specs run from source through SWC as ES modules; suffixes tell what a spec costs
// (.unit: no I/O, .int: real Postgres, NATS, Redis, .e2e: the whole stack).
import { readFileSync } from 'node:fs';

const { $schema: _schema, ...swc } = JSON.parse(readFileSync(new URL('.swcrc.json', import.meta.url), 'utf8'));

export default {
  rootDir: '.',
  roots: ['<rootDir>/libs', '<rootDir>/services', '<rootDir>/infra'],
  testMatch: ['**/src/**/*.spec.ts'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@vividwalls/(gateway|finance|orchestration|governance|audit)$': '<rootDir>/services/$1/src/index.ts',
    '^@vividwalls/(local|bench|e2e)$': '<rootDir>/infra/$1/src/index.ts',
    '^@vividwalls/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^@vividwalls/testing/([a-z-]+)$': '<rootDir>/libs/testing/src/$1/index.ts',
  },
  modulePathIgnorePatterns: ['/dist/', '/.vividwalls/'],
  globalSetup: '<rootDir>/libs/testing/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/libs/testing/jest/global-teardown.mjs',
  // A hook makes databases and starts servers: where a machine does other things too, that takes its time.
  testTimeout: 60_000,
  maxWorkers: 2,
};
