/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

const common = {
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/client/dist/', '<rootDir>/.waypost/'],
  transform: { '\\.ts$': ['@swc/jest', { swcrc: false, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  extensionsToTreatAsEsm: ['.ts'],
  // Our imports end in .js, as Node wants them; before the build the files end in .ts.
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Its sources, so that tests need no build.
    '^@waypost/client$': '<rootDir>/client/src/index.ts',
    '^@waypost/client/receiver$': '<rootDir>/client/src/receiver/index.ts',
    '^@waypost/client/outbox$': '<rootDir>/client/src/outbox.ts',
  },
} satisfies Config;

/** Tests that need a Postgres: it is started once, and each test file has a database of its own on it. */
const withPostgres = {
  ...common,
  globalSetup: '<rootDir>/test/support/globalSetup.ts',
  globalTeardown: '<rootDir>/test/support/globalTeardown.ts',
} satisfies Config;

export default {
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/test/**/*.unit.test.ts'] },
    {
      ...withPostgres,
      displayName: 'service',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['\\.unit\\.test\\.ts$', '<rootDir>/test/process/'],
    },
    { ...withPostgres, displayName: 'process', testMatch: ['<rootDir>/test/process/**/*.test.ts'] },
  ],
  maxWorkers: 2,
  // A worker keeps what its files have loaded. One of 1.3 GB takes longer to end than the half second that Jest gives it, and is
  // then said to have "failed to exit gracefully" although nothing was left open.
  workerIdleMemoryLimit: '512MB',
  testTimeout: 30_000,
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts', 'checks/**/*.ts', 'client/src/**/*.ts'],
} satisfies Config;
