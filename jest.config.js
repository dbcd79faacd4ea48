/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  // Has a configuration of its own, npm run test:deployed.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/deployed/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  // Tests start real servers and processes on a small machine: slow is not wrong, hanging is.
  testTimeout: 60_000,
  // Most tests wait for a server or a process: a worker a core, not one less.
  maxWorkers: '100%',
};
