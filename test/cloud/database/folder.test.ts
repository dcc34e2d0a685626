import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
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

test('a folder reached by another name is in use all the same', async () => {
  const link = `${directory}-link`
  symlinkSync(directory, link)
  const first = await open()
  try {
    await expect(openClient(SCHEMA, link)).rejects.toThrow('in use')
  } finally {
    rmSync(link)
    await first.database.stop()
  }
})

test('of many processes that want one folder at the same moment, at most one gets it', async () => {
  // What a dead process left must not confuse them.
  writeFileSync(join(directory, 'owner.json'), JSON.stringify({ process: 2 ** 22 + 1 }))
  const folder = require.resolve('../../../local/cloud/database/folder.ts')
  const script = `
    const { takeFolder } = require(${JSON.stringify(folder)})
    process.stdout.write('ready\\n')
    process.stdin.once('data', () => {
      try { takeFolder(${JSON.stringify(directory)}); console.log('mine') }
      catch (error) { console.log(error.message) }
    })
    process.stdin.resume()`
  const others = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--require', 'tsx/cjs', '--eval', script], {
      cwd: __dirname,
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  )
  const heard = others.map((other) =>
    createInterface({ input: other.stdout })[Symbol.asyncIterator](),
  )
  await Promise.all(heard.map((lines) => lines.next()))
  for (const other of others) other.stdin.write('go\n')
  const answers = await Promise.all(heard.map(async (lines) => (await lines.next()).value))
  expect(answers.filter((answer) => answer === 'mine').length).toBeLessThanOrEqual(1)
  for (const answer of answers) expect(answer).toMatch(/^mine$|in use by process/)

  for (const other of others) other.kill('SIGKILL')
  await Promise.all(others.map((other) => once(other, 'exit')))
  await (await open()).database.stop()
})

test('a reset overtakes a commit, which then has no effect, now or after a restart', async () => {
  const first = await open()
  const inside = await first.begin()
  await first.set('things', 1, { key: 1 }, inside)
  // Both come in the same turn of the event loop; the commit waits for its batch.
  const committed = first.commit(inside)
  first.database.reset()
  await expect(committed).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_FAIL' })
  await first.add('things', { _id: 2, key: 1 })
  await first.database.stop()
  const second = await open()
  expect(await second.get('things')).toEqual([{ _id: 2, key: 1 }])
  await second.database.stop()
})

test('names beyond the basic plane are kept', async () => {
  const names = ['党员', '😀', '𠀀', 'z']
  const first = await open()
  for (const name of names) {
    await first.request('addCollection', { collectionName: name })
    await first.add(name, { _id: name })
  }
  await first.database.stop()
  const second = await open()
  for (const name of names) expect(await second.get(name)).toEqual([{ _id: name }])
  await second.database.stop()
})

describe('a damaged data file', () => {
  const file = () => join(directory, 'data.mdb')
  beforeEach(async () => {
    const client = await open()
    const text = 'x'.repeat(2000)
    await client.add('things', ...Array.from({ length: 300 }, (_, key) => ({ key, text })))
    await client.database.stop()
  })

  test.each<[string, () => void, string]>([
    [
      'cut off near its end',
      () => truncateSync(file(), Math.floor(statSync(file()).size * 0.9)),
      'its end is missing',
    ],
    ['cut off near its beginning', () => truncateSync(file(), 12_288), 'its end is missing'],
    ['cut off in its first page', () => truncateSync(file(), 100), 'not a file of lmdb'],
    ['with nothing in it', () => truncateSync(file(), 0), 'missing or empty'],
    ['that is gone', () => rmSync(file()), 'missing or empty'],
    [
      'that is something else',
      () => writeFileSync(file(), 'x'.repeat(100_000)),
      'not a file of lmdb',
    ],
  ])('%s is refused in words and left as it is', async (_what, harm, message) => {
    harm()
    const before = existsSync(file()) ? readFileSync(file()) : undefined
    await expect(open()).rejects.toThrow(message)
    expect(existsSync(file()) ? readFileSync(file()) : undefined).toEqual(before)
    expect(readdirSync(directory).filter((name) => name.startsWith('owner'))).toEqual([])
  })

  test('whose last pages are free is not damaged', async () => {
    const client = await open()
    // Written and replaced in one batch: the first version's pages are never on the disk.
    const big = { _id: 'big', key: 'big', text: 'x'.repeat(1_000_000) }
    const batch = [client.add('things', big), client.remove('things', { _id: 'big' })]
    await Promise.all(batch)
    await client.database.stop()
    const again = await open()
    expect(await again.count('things')).toBe(300)
    await again.database.stop()
  })
})

const claims = () => readdirSync(directory).filter((name) => name.startsWith('claim-'))

test('a claim that a living process is just writing is left to it', async () => {
  const written = `claim-${process.ppid}-x`
  writeFileSync(join(directory, written), '')
  await (await open()).database.stop()
  expect(claims()).toEqual([written])
})

test.each(['', 'nonsense'])(
  'a start that was cut off leaves a folder that can be used (data file: “%s”)',
  async (data) => {
    writeFileSync(join(directory, 'format.json'), '{"format":1,"isNew":true}')
    writeFileSync(join(directory, 'data.mdb'), data)
    writeFileSync(join(directory, `claim-${2 ** 22 + 1}-x`), '')
    const client = await open()
    expect(claims()).toEqual([])
    await client.add('things', { _id: 1, key: 1 })
    await client.database.stop()
    expect(readFileSync(join(directory, 'format.json'), 'utf8')).toBe('{"format":1}\n')
    const again = await open()
    expect(await again.count('things')).toBe(1)
    await again.database.stop()
  },
)

describe('another schema over a folder with documents', () => {
  const reopened = async (indexes: Record<string, string>) => open(schemaOf({ things: indexes }))
  const examined = async (client: Awaited<ReturnType<typeof open>>) => {
    expect(await client.get('things', { n: 7 })).toHaveLength(1)
    return client.work.documentsExamined
  }
  beforeEach(async () => {
    const client = await reopened({})
    await client.add('things', ...Array.from({ length: 50 }, (_, n) => ({ n, half: n >> 1 })))
    await client.database.stop()
  })

  test('an index is added, declared otherwise, no longer declared', async () => {
    const added = await reopened({ by: 'n' })
    expect(await examined(added)).toBe(1)
    await added.database.stop()

    const otherwise = await reopened({ by: '-half n' })
    expect(await examined(otherwise)).toBe(50)
    await otherwise.database.stop()

    const unique = await reopened({ by: '!n' })
    await expect(unique.add('things', { n: 7 })).rejects.toThrow('E11000')
    await unique.database.stop()

    // As a deploy does: it creates what is declared and removes nothing.
    const removed = await reopened({})
    await expect(removed.add('things', { n: 7 })).rejects.toThrow('E11000')
    await removed.database.stop()
  })

  test('made unique over duplicates, it names collection and index, and the old one is still there', async () => {
    const plain = await reopened({ by: 'half' })
    await plain.database.stop()
    await expect(reopened({ by: '!half' })).rejects.toThrow(/E11000 .*things index: by/)
    const again = await reopened({ by: 'half' })
    expect(await again.get('things', { half: 3 })).toHaveLength(2)
    expect(again.work.documentsExamined).toBe(2)
    await again.database.stop()
  })
})

test('a thousand collections of twenty indexes open again', async () => {
  const indexes = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`i${i}`, `f${i}`]))
  const many = schemaOf(
    Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`c${i}`, indexes])),
  )
  const first = await open(many)
  await first.add('c999', { f19: 5 })
  await first.database.stop()
  const second = await open(many)
  expect(await second.get('c999', { f19: 5 })).toHaveLength(1)
  expect(second.database.collections()).toHaveLength(1000)
  await second.database.stop()
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
