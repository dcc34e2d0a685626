/**
 * Makes `npm start` and `npm test` work as the very first command on a fresh clone.
 *
 * Installs from the lockfile when `node_modules` is missing or was installed from another lockfile.
 * The lockfile's hash of the last successful install is kept in `node_modules/.lockfile-sha256`.
 * `npm install --no-save` keeps to the lockfile's versions and checksums and never changes it. `npm ci` would refuse
 * it: compilers and linters ship one optional package per platform, and a lockfile holds those that the registry
 * it was made with had.
 * Plain JavaScript without dependencies, because nothing is installed when it runs.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stampFile = join(root, 'node_modules', '.lockfile-sha256')
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node 20.19 or newer is needed; this is ${process.versions.node}.`)
  process.exit(1)
}

const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')

if (installedFrom() !== wanted) {
  console.log('Installing dependencies from the lockfile (first run, or the lockfile changed) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(
    npm,
    ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'],
    {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    },
  )
  if (done.status !== 0) {
    console.error('The installation failed. Check the network and run the same command again.')
    process.exit(done.status ?? 1)
  }
  writeFileSync(stampFile, wanted)
}

function installedFrom() {
  try {
    return readFileSync(stampFile, 'utf8')
  } catch {
    return undefined
  }
}
