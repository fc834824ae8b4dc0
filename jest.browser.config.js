import base from './jest.config.js';

/**
 * `npm run test:browser`: what the docs look like in a real Chromium. `npm test` needs no browser and leaves these tests out.
 * @type {import('jest').Config}
 */
export default {
  ...base,
  testMatch: ['<rootDir>/test/browser/**/*.browser.ts'],
  // The docs need no database.
  globalSetup: undefined,
  globalTeardown: undefined,
  testTimeout: 60_000,
};
