import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClock } from '../../../local/cloud/clock'
import { openDatabase } from '../../../local/cloud/database/database'
import { openClient, schemaOf } from './harness'

const SCHEMA = schemaOf({ things: { n: 'n', key: '!key' } })

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'database-test-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const open = (schema = SCHEMA) => openClient(schema, directory)

test('documents, collections and indexes are there again', async () => {
  const first = await open()
  await first.add('things', { _id: 1, n: [5, 6], key: 1 }, { _id: 2, n: 7, key: 2 })
  await first.request('addCollection', { collectionName: 'made' })
  await first.add('made', { _id: 'x', at: new Date(5) })
  await first.remove('things', { _id: 2 })
  await first.database.stop()

  const second = await open()
  expect(await second.get('things')).toEqual([{ _id: 1, n: [5, 6], key: 1 }])
  expect(await second.get('made')).toEqual([{ _id: 'x', at: new Date(5) }])
  // What the index had learned of its entries counts still: both bounds may be met by two values.
  expect(await second.get('things', { n: { $gt: 5, $lt: 6 } })).toHaveLength(1)
  await expect(second.add('things', { key: 1 })).rejects.toThrow('E11000')
  await second.add('things', { _id: 3, key: 3 })
  expect((await second.get('things')).map(({ _id }) => _id)).toEqual([1, 3])
  await second.database.stop()
})

test('an open transaction is gone, with all that it wrote', async () => {
  const first = await open()
  const inside = await first.begin()
  await first.set('things', 1, { key: 1 }, inside)
  await first.database.stop()

  const second = await open()
  expect(await second.count('things')).toBe(0)
  await expect(second.commit(inside)).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_FAIL' })
  await second.database.stop()
})

test('indexes that are declared later are built over what is there', async () => {
  const first = await open(schemaOf({ things: {} }))
  await first.add('things', { _id: 1, n: 5, key: 1 }, { _id: 2, n: 6, key: 2 })
  await first.database.stop()

  const second = await open()
  expect(await second.get('things', { n: 6 })).toHaveLength(1)
  expect(second.work.documentsExamined).toBe(1)
  await second.database.stop()
})

test('a schema that the documents break does not open, and leaves the folder free', async () => {
  const first = await open(schemaOf({ things: {} }))
  await first.add('things', { key: 1 }, { key: 1 })
  await first.database.stop()
  await expect(open()).rejects.toThrow('E11000')
  await (await open(schemaOf({ things: {} }))).database.stop()
})

test('a folder that is open is refused, in this process', async () => {
  const first = await open()
  await expect(open()).rejects.toThrow(`in use by process ${process.pid}`)
  await first.database.stop()
  await (await open()).database.stop()
})

test('a folder that is open in another process is refused, until that one is gone', async () => {
  const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: 'pipe' })
  await once(other, 'spawn')
  writeFileSync(join(directory, 'owner.json'), JSON.stringify({ process: other.pid }))
  await expect(open()).rejects.toThrow(`in use by process ${other.pid}`)
  expect(readdirSync(directory)).toEqual(['owner.json'])

  other.kill('SIGKILL')
  await once(other, 'exit')
  await (await open()).database.stop()
})

test('a process number that was given anew does not keep the folder', async () => {
  const other = { process: process.ppid, started: 'another boot/1' }
  writeFileSync(join(directory, 'owner.json'), JSON.stringify(other))
  await (await open()).database.stop()
})

test('a folder of a newer version is refused and left as it is', async () => {
  writeFileSync(join(directory, 'format.json'), '{"format":99}')
  await expect(open()).rejects.toThrow('written by a newer version (format 99')
  expect(readdirSync(directory)).toEqual(['format.json'])
  expect(readFileSync(join(directory, 'format.json'), 'utf8')).toBe('{"format":99}')
})

test.each([
  ['whose format is unreadable', 'format.json', 'damaged'],
  ['with data of unknown origin', 'data.mdb', 'not a data folder'],
])('a folder %s is refused and left as it is', async (_what, file, message) => {
  writeFileSync(join(directory, file), 'something')
  await expect(open()).rejects.toThrow(message)
  expect(readdirSync(directory)).toEqual([file])
})

test('in memory, nothing is left behind', async () => {
  const mine = () =>
    readdirSync(tmpdir()).filter((name) => name.startsWith('local-cloud-database-'))
  const before = new Set(mine())
  const client = await openClient(SCHEMA)
  const [folder] = mine().filter((name) => !before.has(name))
  await client.add('things', { key: 1 })
  await client.database.stop()
  expect(existsSync(join(tmpdir(), folder!))).toBe(false)
})

test('without a folder, and not in memory, it does not open', async () => {
  await expect(openDatabase({ schema: SCHEMA, clock: createClock() })).rejects.toThrow('directory')
})

test('stopping twice is stopping once, and writes sent before are done', async () => {
  const client = await open()
  const added = client.add('things', { _id: 1, key: 1 })
  await Promise.all([client.database.stop(), client.database.stop()])
  expect(await added).toEqual([1])
  const again = await open()
  expect(await again.count('things')).toBe(1)
  await again.database.stop()
})
