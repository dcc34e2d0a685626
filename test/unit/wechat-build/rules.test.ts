import { compile } from '../../../local/wechat/compile/compile'
import { load, removeCopies } from '../wechat-compile/fixture'
import { buildProject } from './project'

afterEach(removeCopies)

const USE = (up: string) =>
  `import { years } from '${up}cloudfunctions/rules/age'\nPage({ data: { years: years(0, 1e11) } })\n`
const IN_MAIN = { 'miniprogram/pages/home/home.ts': USE('../../../') }
const inSub = (name: string) => ({
  [`miniprogram/packages/${name}/pages/one/one.ts`]: USE('../../../../../'),
})

async function built(changes: Record<string, string>) {
  const project = await buildProject(changes)
  expect(project.problems).toEqual([])
  const rules = project.files.filter((file) => file.includes('rules/'))
  const bundle = await compile(project.options.out)
  expect(bundle.problems).toEqual([])
  return { ...project, rules, loaded: load(bundle) }
}

test('rules the main package uses go there, with what they use', async () => {
  const { rules, loaded } = await built(IN_MAIN)
  expect(rules).toEqual(['rules/age.js', 'rules/calendar.js'])
  loaded.require('pages/home/home')
  expect(loaded.registered).toEqual([{ data: { years: 3 } }])
})

test('rules that one subpackage uses go there', async () => {
  const { rules, loaded } = await built(inSub('b'))
  expect(rules).toEqual(['packages/b/rules/age.js', 'packages/b/rules/calendar.js'])
  loaded.require('packages/b/pages/one/one')
  expect(loaded.registered).toEqual([{ data: { years: 3 } }])
})

test('rules that two subpackages use go to the main package', async () => {
  const { rules, loaded } = await built({ ...inSub('a'), ...inSub('b') })
  expect(rules).toEqual(['rules/age.js', 'rules/calendar.js'])
  loaded.require('packages/a/pages/one/one')
  expect(loaded.registered).toEqual([{ data: { years: 3 } }])
})

test('a rule used from a rule of a subpackage and elsewhere is found in the main package', async () => {
  const { rules, loaded } = await built({
    ...inSub('a'),
    'miniprogram/pages/home/home.ts':
      "import { YEAR } from '../../../cloudfunctions/rules/calendar'\nPage({ data: { YEAR } })",
  })
  expect(rules).toEqual(['packages/a/rules/age.js', 'rules/calendar.js'])
  loaded.require('packages/a/pages/one/one')
  expect(loaded.registered).toEqual([{ data: { years: 3 } }])
})

test('rules nobody uses do not ship', async () => {
  expect((await built({})).rules).toEqual([])
})

test('what only the cloud has is refused where it is imported', async () => {
  const { problems } = await buildProject({
    ...IN_MAIN,
    'cloudfunctions/rules/calendar.ts': "import { db } from '../kernel/db'\nexport const YEAR = db",
    'cloudfunctions/kernel/db.ts': 'export const db = 1',
  })
  expect(problems).toEqual([
    'cloudfunctions/rules/calendar.ts:1:20 error: "../kernel/db" lies outside the mini-program; only cloudfunctions/rules can be shared',
  ])
})

test('a rule that is not there', async () => {
  const { problems } = await buildProject({
    'miniprogram/app.ts': "import { x } from '../cloudfunctions/rules/gone'\nApp({ x })",
  })
  expect(problems).toEqual([
    'app.ts:1:19 error: "../cloudfunctions/rules/gone" not found among the rules',
  ])
})
