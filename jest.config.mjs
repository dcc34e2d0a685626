// JavaScript, because Jest reads a configuration in TypeScript only with another loader installed.

const transform = {
  '\\.[cm]?[jt]s$': [
    '@swc/jest',
    { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
  ],
}

/** The tests for one phone that is already there run alone, one after another: see test/e2e/fixture/README.md. */
const onePhone = Boolean(process.env.WS_ENDPOINT)

/**
 * One project per kind of test (see README, “Tests”): `jest --selectProjects unit cloud`.
 *
 * @param {string} name
 */
function kind(name) {
  return {
    displayName: name,
    roots: [`<rootDir>/test/${name}`],
    testMatch: [onePhone && name === 'e2e' ? '**/*.devtools.test.ts' : '**/*.test.ts'],
    transform,
    // Published as ES modules only.
    transformIgnorePatterns: ['/node_modules/(?!@stablelib/)'],
    testEnvironment: name === 'e2e' ? '<rootDir>/test/e2e/fixture/environment.ts' : 'node',
  }
}

// Pictures of pages prove nothing and take a tenth of the time: they are for runs of named files, and who asks for them.
const namesFiles = process.argv.slice(2).some((argument) => argument.includes('/'))
if (!namesFiles) process.env.PICTURES ??= 'no'

/** @type {import('jest').Config} */
export default {
  // One more than the two cores the suite is measured on: a quarter of the time a test waits for a browser or a timer.
  maxWorkers: onePhone ? 1 : 3,
  // For all kinds: Jest does not read a limit of a single project. Far above the slowest on a busy machine, and above
  // the limits of what tests wait for, which say what did not come.
  testTimeout: 300_000,
  projects: ['unit', 'cloud', 'conformance', 'faults', 'e2e'].map(kind),
}
