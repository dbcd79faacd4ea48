import base from '../../jest.config.js';

/** @type {import('jest').Config} */
export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/deployed'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/deployed/global-setup.ts',
  globalTeardown: '<rootDir>/test/deployed/global-teardown.ts',
  // One file at a time: they share the port on which the deployed functions look for GitHub.
  maxWorkers: 1,
};
