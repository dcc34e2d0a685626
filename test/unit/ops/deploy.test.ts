import { declared } from '../../../ops/declared'
import { deploy, type Target } from '../../../ops/deploy'

/** An environment that remembers what it was given; `broken` is the name at which it fails. */
function environment(broken?: string) {
  const indexes = new Map<string, string[]>()
  const rules = new Map<string, string>()
  const functions: string[] = []
  const sent: string[] = []
  const check = (name: string) => {
    if (name === broken) throw new Error(`${name} refused`)
    sent.push(name)
  }
  const target: Target = {
    async collection(name) {
      check(name)
      indexes.set(name, indexes.get(name) ?? [])
      return indexes.get(name) ?? []
    },
    async createIndexes(collection, made) {
      indexes.get(collection)?.push(...made.map((index) => index.name))
    },
    async protect(collection, rule) {
      rules.set(collection, rule)
    },
    async deploy({ name }) {
      check(name)
      functions.push(name)
    },
  }
  return { target, indexes, rules, functions, sent }
}

const ignore = () => undefined

test('an empty environment gets every collection, index, rule and function, collections first', async () => {
  const { target, indexes, rules, functions, sent } = environment()
  const all = declared()
  await deploy(target, all, ignore)
  for (const { collectionName, createIndexes } of all.collections)
    expect(indexes.get(collectionName)).toEqual(createIndexes.map((index) => index.name))
  expect([...new Set(rules.values())]).toEqual(['ADMINONLY'])
  expect(rules.size).toBe(all.collections.length)
  expect(functions).toEqual(all.functions.map(({ name }) => name))
  expect(sent.indexOf(functions[0] ?? '')).toBe(all.collections.length)
})

test('what is there stays: a repeat makes no index twice, a new index is added alone', async () => {
  const { target, indexes } = environment()
  const all = declared()
  await deploy(target, all, ignore)
  const lines: string[] = []
  const [first] = all.collections
  const added = { name: 'added', unique: false, keys: [{ name: 'added', direction: '1' }] }
  const changed = { ...first!, createIndexes: [...first!.createIndexes, added] }
  await deploy(target, { ...all, collections: [changed] }, (line) => lines.push(line))
  const names = indexes.get(changed.collectionName) ?? []
  expect(new Set(names).size).toBe(names.length)
  expect(lines[0]).toContain('新建索引 1 个')
})

test('a failure ends the deployment before anything that stands on it', async () => {
  const [, second] = declared().collections
  const { target, functions } = environment(second!.collectionName)
  await expect(deploy(target, declared(), ignore)).rejects.toThrow(second!.collectionName)
  expect(functions).toEqual([])
})
