import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkSchema, readSchema } from '../../../local/cloud/schema'

const check = (value: unknown) => checkSchema(value, 'x.json')

test('what is left out gets the platform’s defaults; what only a deploy needs is let pass', () => {
  expect(
    check({
      version: '2.0',
      envId: 'e',
      functionRoot: 'dist',
      framework: {},
      functions: [{ name: 'notice', runtime: 'Nodejs18.15' }],
      collections: [
        {
          collectionName: 'people',
          createIndexes: [{ name: 'by_phone', keys: [{ name: 'phone', direction: '1' }] }],
        },
      ],
    }),
  ).toEqual({
    envId: 'e',
    functionRoot: 'dist',
    functions: [
      { name: 'notice', handler: 'index.main', timeout: 3, memorySize: 256, envVariables: {} },
    ],
    collections: [
      {
        collectionName: 'people',
        aclTag: 'ADMINONLY',
        createIndexes: [
          { name: 'by_phone', unique: false, keys: [{ name: 'phone', direction: '1' }] },
        ],
      },
    ],
  })
})

test.each([
  [[], 'Invalid type'],
  [{ functions: [{ name: '../etc' }] }, 'functions.0.name'],
  [{ functions: [{ name: 'f', timeout: 61 }] }, 'functions.0.timeout'],
  [{ functions: [{ name: 'f', handler: 'main' }] }, 'functions.0.handler'],
  [{ functions: [{ name: 'f' }, { name: 'f' }] }, "names the function 'f' twice"],
  [{ collections: [{ collectionName: '' }] }, 'collections.0.collectionName'],
  [{ collections: [{ collectionName: 'c', aclTag: 'OPEN' }] }, 'collections.0.aclTag'],
  [
    { collections: [{ collectionName: 'c', createIndexes: [{ name: 'i', keys: [] }] }] },
    'collections.0.createIndexes.0.keys',
  ],
  [{ collections: [{ collectionName: 'c' }, { collectionName: 'c' }] }, "collection 'c' twice"],
])('%j is refused by the place that is wrong', (value, named) => {
  expect(() => check(value)).toThrow(/^The schema x\.json .*\.$/)
  expect(() => check(value)).toThrow(named)
})

test('a file that is missing or no JSON is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'schema-test-'))
  const file = join(folder, 'cloudbaserc.json')
  expect(() => readSchema(file)).toThrow(`The schema ${file} cannot be read`)
  writeFileSync(file, '{')
  expect(() => readSchema(file)).toThrow(`The schema ${file} is not JSON`)
  rmSync(folder, { recursive: true })
})
