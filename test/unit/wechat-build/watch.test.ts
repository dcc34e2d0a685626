import { join } from 'node:path'
import type { BuildReport } from '../../../local/wechat/build/build'
import { watchMiniprogram } from '../../../local/wechat/build/watch'
import { change, copyOf, removeCopies } from '../wechat-compile/fixture'

afterEach(removeCopies)

test('builds at once, and again after a change of the source or of a rule', async () => {
  const root = copyOf('project', {
    'miniprogram/app.ts':
      "import { YEAR } from '../cloudfunctions/rules/calendar'\nApp({ globalData: { YEAR } })",
  })
  const options = { source: join(root, 'miniprogram'), out: join(root, 'dist/miniprogram'), root }
  const reports: BuildReport[] = []
  let arrived: () => void = () => {}
  const next = () =>
    new Promise<void>((resolve) => {
      arrived = resolve
    })
  const failures: unknown[] = []
  const watcher = watchMiniprogram(
    options,
    (report) => {
      reports.push(report)
      arrived()
    },
    (error) => failures.push(error),
  )
  try {
    expect(reports[0]?.written).toContain('app.js')

    const afterSource = next()
    change(root, { 'miniprogram/pages/home/home.wxml': '<view>new</view>' })
    await afterSource
    expect(reports.at(-1)?.written).toEqual(['pages/home/home.wxml'])

    const afterRule = next()
    change(root, { 'cloudfunctions/rules/calendar.ts': 'export const YEAR = 1' })
    await afterRule
    expect(reports.at(-1)?.written).toEqual(['rules/calendar.js'])
    expect(failures).toEqual([])
  } finally {
    watcher.close()
  }
})
