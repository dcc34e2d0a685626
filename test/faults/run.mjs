/**
 * `npm run test:faults [-- --full]`: the fault tests, in full size with `--full`
 * (20 rounds instead of 3; the tests read `FAULTS_FULL`). Other arguments go to Jest.
 */
import { spawnSync } from 'node:child_process'

const given = process.argv.slice(2)
const full = given.includes('--full')
const rest = given.filter((argument) => argument !== '--full')
const done = spawnSync('jest', ['--selectProjects', 'faults', '-i', ...rest], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, ...(full ? { FAULTS_FULL: '1' } : {}) },
})
process.exit(done.status ?? 1)
