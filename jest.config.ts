import type { Config } from 'jest'

const transform = {
  '\\.[cm]?[jt]s$': [
    '@swc/jest',
    { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
  ],
} satisfies NonNullable<Config['transform']>

/** One project per kind of test (see README, “Tests”): `jest --selectProjects unit cloud`. */
function kind(name: string, testTimeout: number): NonNullable<Config['projects']>[number] {
  return {
    displayName: name,
    roots: [`<rootDir>/test/${name}`],
    testMatch: ['**/*.test.ts'],
    transform,
    testEnvironment: 'node',
    testTimeout,
  } as NonNullable<Config['projects']>[number]
}

const config: Config = {
  maxWorkers: 2,
  projects: [
    kind('unit', 10_000),
    kind('cloud', 30_000),
    kind('conformance', 60_000),
    kind('faults', 120_000),
    kind('e2e', 60_000),
  ],
}

export default config
