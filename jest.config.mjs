// JavaScript, because Jest reads a configuration in TypeScript only with another loader installed.

const transform = {
  '\\.[cm]?[jt]s$': [
    '@swc/jest',
    { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
  ],
}

/**
 * One project per kind of test (see README, “Tests”): `jest --selectProjects unit cloud`.
 *
 * @param {string} name
 * @param {number} testTimeout milliseconds
 */
function kind(name, testTimeout) {
  return {
    displayName: name,
    roots: [`<rootDir>/test/${name}`],
    testMatch: ['**/*.test.ts'],
    transform,
    testEnvironment: 'node',
    testTimeout,
  }
}

/** @type {import('jest').Config} */
export default {
  maxWorkers: 2,
  projects: [
    kind('unit', 10_000),
    kind('cloud', 30_000),
    kind('conformance', 60_000),
    kind('faults', 120_000),
    kind('e2e', 60_000),
  ],
}
